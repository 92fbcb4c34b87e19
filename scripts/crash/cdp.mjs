/**
 * A Chromium driven over its debugging pipe: every page, frame and worker of it attached before its
 * first script runs. Playwright shows no way to put a function into a worker that early.
 */

import { spawn } from "node:child_process";
import { CHROMIUM_ARGS } from "../chromium.mjs";

/** How long (ms) anything that is asked may take. */
const PATIENCE = 60_000;

/**
 * Starts a browser with this profile. `onNote(text)`: user code called `noteExecution(text)`.
 * @param world  what user code can see of the world outside: `mended` is there once it `isMended`
 */
export async function launch({ chromium, profile, onNote, world }) {
  const child = spawn(
    chromium,
    [
      ...CHROMIUM_ARGS,
      "--headless=new",
      "--remote-debugging-pipe",
      `--user-data-dir=${profile}`,
      "--window-size=1400,900",
      "about:blank",
    ],
    { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"], detached: true },
  );
  const [, , , to, from] = child.stdio;
  const waiting = new Map();
  /** By session: the kind of target, and the session it was attached from. */
  const targets = new Map();
  /** The sessions of the pages that were opened here. */
  const opened = new Set();
  const crashed = new Set();
  let count = 0;
  let buffer = "";
  const ended = new Promise((resolve) => child.once("exit", resolve));

  const send = (method, params = {}, sessionId) => {
    count += 1;
    const id = count;
    to.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(id);
        reject(new Error(`${method}: the target does not answer, as if it were gone.`));
      }, PATIENCE);
      const settled = (settle) => (outcome) => {
        clearTimeout(timer);
        settle(outcome);
      };
      const asked = { resolve: settled(resolve), reject: settled(reject), sessionId, method };
      waiting.set(id, asked);
    });
  };
  /** For what a dying target may leave unanswered. */
  const tell = (...asked) => void send(...asked).catch(() => {});

  const attached = ({ sessionId, targetInfo }, parent) => {
    targets.set(sessionId, { ...targetInfo, parent });
    tell("Target.setAutoAttach", AUTO_ATTACH, sessionId);
    if (targetInfo.type === "worker") {
      tell("Runtime.enable", {}, sessionId);
      tell("Runtime.addBinding", { name: "noteExecution" }, sessionId);
      if (world.isMended) tell("Runtime.addBinding", { name: "mended" }, sessionId);
    }
    if (targetInfo.type === "page") tell("Inspector.enable", {}, sessionId);
    tell("Runtime.runIfWaitingForDebugger", {}, sessionId);
  };

  const receive = ({ id, method, params, sessionId, result, error }) => {
    if (id !== undefined) {
      const asked = waiting.get(id);
      waiting.delete(id);
      if (error) asked?.reject(new Error(`${asked.method}: ${error.message}`));
      else asked?.resolve(result);
    } else if (method === "Target.attachedToTarget") attached(params, sessionId);
    else if (method === "Target.detachedFromTarget") detached(params.sessionId);
    else if (method === "Inspector.targetCrashed") crashed.add(sessionId);
    else if (method === "Runtime.bindingCalled") onNote(params.payload);
  };

  const detached = (session) => {
    targets.delete(session);
    opened.delete(session);
    crashed.delete(session);
    for (const [id, asked] of waiting) {
      if (asked.sessionId !== session) continue;
      waiting.delete(id);
      asked.reject(new Error(`${asked.method}: the target is gone.`));
    }
  };

  from.setEncoding("utf8");
  from.on("data", (text) => {
    const messages = (buffer + text).split("\0");
    buffer = messages.pop() ?? "";
    for (const message of messages) receive(JSON.parse(message));
  });
  to.on("error", () => {});
  void ended.then(() => {
    for (const { reject, method } of waiting.values()) {
      reject(new Error(`${method}: the browser is gone.`));
    }
  });

  await send("Target.setAutoAttach", AUTO_ATTACH);

  const sessionsOf = (test) =>
    [...targets].filter(([, target]) => test(target)).map(([session]) => session);

  const evaluate = async (expression, sessionId) => {
    const { result, exceptionDetails } = await send(
      "Runtime.evaluate",
      { expression, awaitPromise: true, returnByValue: true },
      sessionId,
    );
    if (exceptionDetails) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    return result.value;
  };

  return {
    send,
    tell,
    evaluate,
    /** The session of the engine worker of a page. */
    engine: (page) =>
      sessionsOf(
        ({ type, url, parent }) =>
          type === "worker" && parent === page && /\/worker-[^/]*$/.test(url),
      ).at(-1),
    /** The session of the frame of a page that the sandboxed workers are in; undefined: of none that lives. */
    sandbox: (page) =>
      sessionsOf(({ type, parent }) => type === "iframe" && parent === page)
        .filter((frame) => !crashed.has(frame))
        .at(-1),
    /** The process of a frame ends; what is asked of it from now on nobody answers. */
    crashFrame: (frame) => {
      crashed.add(frame);
      tell("Page.crash", {}, frame);
    },
    /** The sessions of the workers that a page or a frame began. */
    workers: (of) => sessionsOf(({ type, parent }) => type === "worker" && parent === of),
    /** Opens a page. @returns its session */
    open: async (url) => {
      const { targetId } = await send("Target.createTarget", { url });
      for (let i = 0; i < 500; i += 1) {
        const [found] = sessionsOf((target) => target.targetId === targetId);
        if (found) {
          opened.add(found);
          return found;
        }
        await sleep(10);
      }
      throw new Error("The page did not open.");
    },
    /** What is attached, for a person who looks into a case that went wrong. */
    alive: () => [...targets.values()].map(({ type, url }) => `${type} ${url}`).join(", "),
    /** Whether a page, frame or worker is there, though it may have crashed. */
    isOpen: (session) => targets.has(session),
    hasCrashed: (page) => crashed.has(page) || !targets.has(page),
    closePage: (page) => {
      const target = targets.get(page);
      if (target) tell("Target.closeTarget", { targetId: target.targetId });
    },
    closePages: () => {
      for (const page of opened)
        tell("Target.closeTarget", { targetId: targets.get(page).targetId });
    },
    /** From now on user code sees that the world outside is mended. */
    mend: async () => {
      world.isMended = true;
      const workers = sessionsOf(({ type }) => type === "worker");
      /* One that ends meanwhile need not see it. */
      const asked = workers.map((each) => send("Runtime.addBinding", { name: "mended" }, each));
      await Promise.allSettled(asked);
    },
    /** The browser and all its processes, at once. */
    kill: async () => {
      try {
        process.kill(-(child.pid ?? 0), "SIGKILL");
      } catch (error) {
        if (error.code !== "ESRCH") throw error;
      }
      await ended;
    },
  };
}

/**
 * A service worker is let alone: where the page through which it was attached dies, it waits for a debugger
 * that is gone, and every page for it.
 */
const UNATTACHED = ["service_worker", "browser", "tab"].map((type) => ({ type, exclude: true }));

const AUTO_ATTACH = {
  autoAttach: true,
  waitForDebuggerOnStart: true,
  flatten: true,
  filter: [...UNATTACHED, {}],
};

export const sleep = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

/**
 * A Chromium driven over its debugging pipe: every page, frame and worker of it attached before its
 * first script runs. Playwright shows no way to put a function into a worker that early.
 */

import { spawn } from "node:child_process";
import { CHROMIUM_ARGS } from "../chromium.mjs";

/** Starts a browser with this profile. `onNote(text)`: user code called `noteExecution(text)`. */
export async function launch({ chromium, profile, onNote }) {
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
  let count = 0;
  let buffer = "";
  const ended = new Promise((resolve) => child.once("exit", resolve));

  const send = (method, params = {}, sessionId) => {
    count += 1;
    const id = count;
    to.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject, sessionId, method });
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
    }
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
    else if (method === "Runtime.bindingCalled") onNote(params.payload);
  };

  const detached = (session) => {
    targets.delete(session);
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

  const sessionOf = (test) => [...targets].findLast(([, target]) => test(target))?.[0];
  /** The session of the newest page. */
  const page = () => sessionOf(({ type }) => type === "page");

  const evaluate = async (expression, sessionId = page()) => {
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
    page,
    ended,
    /** The session of the engine worker of the page that is open. */
    engine: () => sessionOf(({ type, url }) => type === "worker" && /\/worker-[^/]*$/.test(url)),
    /** The session of the frame that the sandboxed workers are in. */
    sandbox: () => sessionOf(({ type }) => type === "iframe"),
    open: async (url) => {
      const { targetId } = await send("Target.createTarget", { url });
      for (let i = 0; i < 500; i += 1) {
        const found = [...targets].find(([, target]) => target.targetId === targetId);
        if (found) return found[0];
        await sleep(10);
      }
      throw new Error("The page did not open.");
    },
    /** What is attached, for a person who looks into a case that went wrong. */
    alive: () => [...targets.values()].map(({ type, url }) => `${type} ${url}`).join(", "),
    closePage: () => {
      const target = targets.get(page());
      if (target) tell("Target.closeTarget", { targetId: target.targetId });
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

const AUTO_ATTACH = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true };

export const sleep = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

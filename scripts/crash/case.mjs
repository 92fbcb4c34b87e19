/** One flow, killed again and again until it is done, and then run once more in peace. */

import { sleep } from "./cdp.mjs";
import {
  checkpoints,
  losses,
  outcome,
  READ_JOURNAL,
  READ_WHOLE,
  repeated,
  violation,
} from "./journal.mjs";

/** How long anything may take before it counts as lost. */
const PATIENCE = 90_000;

/** In the page: presses a button by what it says; whether it was there. */
const press = (text) => `(() => {
  const button = [...document.querySelectorAll("button")]
    .find((each) => each.textContent.trim() === ${JSON.stringify(text)} && !each.disabled);
  button?.click();
  return button !== undefined;
})()`;

/** In the page: runs the notebook again if the sandbox was found dead as its cell was to begin. */
const AGAIN_IF_INTERRUPTED = `(() => {
  const isCut = [...document.querySelectorAll(".outputs, [role=status]")]
    .some((each) => each.textContent.includes("the browser ended the sandbox"));
  if (isCut) ${press("▶ Run all")};
})()`;

export class Case {
  /** Calls noted so far. */
  notes = [];
  violations = [];
  kills = {};
  #url;
  #browser;
  #relaunch;
  #chance;
  #setUp;

  /** @param browsers  launches and replaces the browser; @param setUp  an expression for each new page */
  constructor({ url, browsers, chance, setUp }) {
    this.#url = url;
    this.#browser = browsers.current;
    this.#relaunch = browsers.relaunch;
    this.#chance = chance;
    this.#setUp = setUp;
  }

  /** A task said that it was called. */
  note(text) {
    const [taskRun, attempt, iteration, calledAt] = text.split(" ");
    const note = {
      taskRun,
      attempt: Number(attempt),
      iteration: Number(iteration),
      at: Date.now(),
      calledAt: Number(calledAt),
    };
    this.notes.push(note);
    this.#report(violation(note, this.known));
  }

  /** What was on record when the last kill was over. */
  known = new Map();
  /** The events that were on record before it. */
  #durable = [];

  #report(...wrong) {
    for (const each of wrong) {
      if (each !== null && !this.violations.includes(each)) this.violations.push(each);
    }
  }

  /** @returns how many kills there were; throws where something was lost */
  async run(kinds) {
    await this.#openApp();
    await this.#until(() => this.#browser.evaluate(press("▶ Run all")), "Run all");
    let done = 0;
    for (const kind of kinds) {
      const before = this.notes.length;
      await this.#until(async () => this.notes.length > before || (await this.#isOver()), "a call");
      await sleep(this.#chance() * 700);
      if (await this.#isOver()) break;
      await this.#kill(kind);
      done += 1;
      this.kills[kind] = (this.kills[kind] ?? 0) + 1;
    }
    await this.#until(() => this.#isOver(), "the end of the run");
    await this.#compare();
    return done;
  }

  /** What is durable may be lost with nobody, whoever is killed. */
  async #kill(kind) {
    const [before] = await this.#journal();
    this.#durable = before?.events ?? [];
    if (kind === "worker" || kind === "store") {
      this.known = checkpoints(this.#durable);
      if (kind === "worker") this.#endWorkers();
      else await this.#failStore();
      return;
    }
    if (kind === "browser") {
      await this.#browser.kill();
      this.#browser = await this.#relaunch();
    } else {
      if (kind === "crash") this.#browser.tell("Page.crash", {}, this.#browser.page());
      else this.#browser.closePage();
      await sleep(300);
      if (kind === "crash") this.#browser.closePage();
    }
    /* Read before the app is there again, which may go on at once. */
    const [first] = await this.#readBeside();
    this.#report(...losses(this.#durable, first?.events ?? []));
    this.known = checkpoints(first?.events ?? []);
    await this.#openApp();
    if (!first) {
      /* Killed before the first record was durable: then there is no run, and it is asked for anew. */
      await this.#until(() => this.#browser.evaluate(press("▶ Run all")), "Run all");
    } else if (!outcome(first.events).isOver) await this.#resume();
  }

  /** By the button, unless the run goes on by itself. */
  async #resume() {
    await this.#until(async () => {
      await this.#browser.evaluate(press("Resume"));
      const [{ events }] = await this.#journal();
      return outcome(events).isOver || events.at(-1).at > this.#openedAt;
    }, "the run going on");
  }

  #openedAt = 0;

  async #openApp() {
    this.#openedAt = Date.now();
    await this.#browser.open(this.#url);
    await this.#until(
      () => this.#browser.evaluate(`document.querySelector(".notebook") !== null`),
      "the notebook",
    );
  }

  /** From a page of the same folder that is not the app. */
  async #readBeside() {
    const url = `${this.#url}icon.svg`;
    await this.#browser.open(url);
    const isThere = `location.href === ${JSON.stringify(url)} && document.readyState === "complete"`;
    await this.#until(() => this.#browser.evaluate(isThere), "a page");
    await this.#browser.evaluate(this.#setUp);
    const runs = await this.#journal();
    this.#browser.closePage();
    await sleep(50);
    return runs;
  }

  #journal() {
    return this.#browser.evaluate(READ_JOURNAL);
  }

  async #isOver() {
    const [run] = await this.#journal();
    return run !== undefined && outcome(run.events).isOver;
  }

  /** All workers of the sandbox die at once, as when one of them eats all memory: they share a process. */
  #endWorkers() {
    this.#browser.tell("Page.crash", {}, this.#browser.sandbox());
  }

  async #failStore() {
    await this.#browser.evaluate(
      `(() => {
        const { add } = IDBObjectStore.prototype;
        IDBObjectStore.prototype.add = function (...given) {
          IDBObjectStore.prototype.add = add;
          const request = add.apply(this, given);
          this.transaction.abort();
          return request;
        };
      })()`,
      this.#browser.engine(),
    );
  }

  /** The same flow in peace: it has to come to the same. */
  async #compare() {
    const [killed] = await this.#journal();
    this.#report(...losses(this.#durable, killed.events), ...repeated(this.notes, killed.events));
    this.known = new Map();
    await this.#until(() => this.#browser.evaluate(press("▶ Run all")), "Run all");
    let calm = null;
    await this.#until(async () => {
      calm = (await this.#journal())[1] ?? null;
      /* The sandbox that died last may be noticed only now, and takes the cell along before it ran. */
      if (calm === null) await this.#browser.evaluate(AGAIN_IF_INTERRUPTED);
      return calm !== null && outcome(calm.events).isOver;
    }, "the end of the run in peace");
    const whole = await this.#browser.evaluate(READ_WHOLE);
    const [one, other] = whole.map(({ events }) => outcome(events));
    if (JSON.stringify(one) !== JSON.stringify(other)) {
      const differing = Object.keys({ ...one.states, ...other.states })
        .filter((id) => one.states[id] !== other.states[id])
        .map((id) => `${id}: ${one.states[id]} instead of ${other.states[id]}`);
      this.violations.push(`ended otherwise: ${one.flow}/${other.flow} ${differing.join("; ")}`);
    }
  }

  /** What the page shows of how it stands, for a person who looks into a case that went wrong. */
  async #said() {
    try {
      const shown = await this.#browser.evaluate(
        `[...document.querySelectorAll("[role=status], [role=alert], .outputs")].map((each) => each.innerText).join(" | ")`,
      );
      const last = (await this.#journal()).at(-1)?.events.slice(-8) ?? [];
      const lines = last.map(
        ({ type, at, taskRun, state }) =>
          `${Date.now() - at} ms ago ${type} ${taskRun ?? ""} ${state?.type ?? ""}`,
      );
      return `${shown}\nThe journal ends: ${lines.join("; ")}\nAlive: ${this.#browser.alive()}`;
    } catch (error) {
      return `nothing: ${error.message}`;
    }
  }

  async #until(holds, what) {
    const end = Date.now() + PATIENCE;
    while (Date.now() < end) {
      try {
        if (await holds()) return;
      } catch (error) {
        /* The page is on its way, or on its way out. */
        if (!/gone|navigated|context|not open|Cannot find|undefined/i.test(error.message))
          throw error;
      }
      await sleep(30);
    }
    throw new Error(`Waited in vain for ${what}. The page says: ${await this.#said()}`);
  }
}

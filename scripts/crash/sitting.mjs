/** The browser as a case uses it: a page at work on the notebook, perhaps a second one, and a person before them. */

import { sleep } from "./cdp.mjs";
import { READ_JOURNAL } from "./journal.mjs";
import { outcome } from "./judge.mjs";
import { isFollowing, isThere, press, said } from "./person.mjs";

/** How long anything may take before it counts as lost. */
const PATIENCE = 90_000;

/** A person does not press the same thing again at once. */
const BETWEEN_PRESSES = 1_000;

export class Sitting {
  /** The session of the page that executes the notebook, and of the one that follows it. */
  page = null;
  follower = null;
  browser;
  #browsers;
  #url;
  #setUp;
  #pressed = new Map();

  /** @param browsers  launches and replaces the browser; @param setUp  an expression for each new page */
  constructor({ url, browsers, setUp }) {
    this.#url = url;
    this.#browsers = browsers;
    this.browser = browsers.current;
    this.#setUp = setUp;
  }

  /** Presses a button by what it says. @returns whether it could be */
  press(text) {
    return this.do(press(text));
  }

  async do(expression) {
    if (Date.now() - (this.#pressed.get(expression) ?? 0) < BETWEEN_PRESSES) return false;
    const isDone = await this.evaluate(expression);
    if (isDone) this.#pressed.set(expression, Date.now());
    return isDone;
  }

  evaluate(expression) {
    return this.browser.evaluate(expression, this.page);
  }

  journal() {
    return this.evaluate(READ_JOURNAL);
  }

  /** The browser dies with all that it has open. */
  async killBrowser() {
    await this.browser.kill();
    this.browser = await this.#browsers.relaunch();
  }

  /** Resolves when it is gone: what is opened before that may find itself in the dying process. */
  async killPage(isCrash) {
    const page = this.page;
    if (isCrash) {
      this.browser.tell("Page.crash", {}, page);
      await this.until(() => this.browser.hasCrashed(page), "the crash of the page");
    }
    this.browser.closePage(page);
    await this.until(() => !this.browser.isOpen(page), "the end of the page");
  }

  async openApp() {
    this.#pressed.clear();
    this.page = await this.browser.open(this.#url);
    await this.until(() => this.evaluate(isThere), "the notebook");
  }

  async openFollower() {
    this.follower = await this.browser.open(this.#url);
    await this.until(() => this.browser.evaluate(isFollowing, this.follower), "a second tab");
  }

  async closeFollower() {
    const page = this.follower;
    this.follower = null;
    this.browser.closePage(page);
    await this.until(() => !this.browser.isOpen(page), "the end of the second tab");
  }

  /** From a page of the same folder that is not the app. */
  async readBeside() {
    await this.openBeside();
    await this.evaluate(this.#setUp);
    const runs = await this.journal();
    await this.killPage(false);
    return runs;
  }

  async openBeside() {
    const url = `${this.#url}icon.svg`;
    this.page = await this.browser.open(url);
    const isOpen = `location.href === ${JSON.stringify(url)} && document.readyState === "complete"`;
    await this.until(() => this.evaluate(isOpen), "a page");
  }

  /** The browser has nothing open of this sitting any more, and keeps nothing of it. */
  async cleanUp() {
    this.browser.closePages();
    await this.openBeside();
    const { origin } = new URL(this.#url);
    const all = { origin, storageTypes: "all" };
    await this.browser.send("Storage.clearDataForOrigin", all, this.page);
    await this.killPage(false);
  }

  /** What the page shows of how it stands, for a person who looks into a case that went wrong. */
  async #said() {
    try {
      const shown = await this.evaluate(said);
      const runs = (await this.journal()).map(describe);
      return `${shown}\n${runs.join("\n")}\nAlive: ${this.browser.alive()}`;
    } catch (error) {
      return `nothing: ${error.message}`;
    }
  }

  async until(holds, what) {
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

/** A run in words: how it stands, and how its journal ends. */
function describe({ name, isNested, events }) {
  const { flow } = outcome({ events });
  const ends = events.slice(-6).map(({ type, at, taskRun, state }) => {
    const about = [type, taskRun, state?.type].filter((each) => each !== undefined).join(" ");
    return `${Date.now() - at} ms ago ${about}`;
  });
  return `${isNested ? "Nested run" : "Run"} of ${name}, ${flow}, ends: ${ends.join("; ")}`;
}

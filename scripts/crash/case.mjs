/** One flow, killed again and again until it is done, and then run once more in peace. */

import { sleep } from "./cdp.mjs";
import { READ_JOURNAL, READ_WHOLE } from "./journal.mjs";
import {
  checkpoints,
  differences,
  losses,
  outcome,
  repeated,
  restartedInVain,
  topRuns,
  violation,
} from "./judge.mjs";
import { endOneWorker, endWorkers, failStore } from "./kills.mjs";
import { againIfInterrupted, approve, isFollowing, isThere, press, said } from "./person.mjs";

/** How long anything may take before it counts as lost. */
const PATIENCE = 90_000;

/** After so long it has been noticed that the sandbox is dead. */
const LATEST_NOTICE = 12_000;

/** A person does not press the same thing again at once. */
const BETWEEN_PRESSES = 1_000;

export class Case {
  /** Calls noted so far. */
  notes = [];
  violations = [];
  kills = {};
  #url;
  #browser;
  #browsers;
  #chance;
  #setUp;
  #flow;
  /** The session of the page that executes the notebook, and of the one that follows it. */
  #page = null;
  #follower = null;
  /** What was on record when the last kill was over. */
  #known = new Map();
  /** The runs as they were on record before it. */
  #durable = [];
  /** Whether somebody has to press Resume for the run to go on. */
  #mayResume = false;
  #pressed = new Map();

  /**
   * @param flow  its tasks; `isLocal`: they run in the kernel; `isRestarted`: somebody restarts it when it
   * has failed
   * @param browsers  launches and replaces the browser; @param setUp  an expression for each new page
   */
  constructor({ url, flow, browsers, chance, setUp }) {
    this.#url = url;
    this.#flow = flow;
    this.#browsers = browsers;
    this.#browser = browsers.current;
    this.#chance = chance;
    this.#setUp = setUp;
  }

  /** A task said that it was called. */
  note(text) {
    const [run, taskRun, attempt, iteration, calledAt] = text.split(" ");
    const note = {
      run,
      taskRun,
      attempt: Number(attempt),
      iteration: Number(iteration),
      at: Date.now(),
      calledAt: Number(calledAt),
    };
    this.notes.push(note);
    this.#report(violation(note, this.#known));
  }

  #report(...wrong) {
    for (const each of wrong) {
      if (each !== null && !this.violations.includes(each)) this.violations.push(each);
    }
  }

  /**
   * @param kills  of each its `kind`, after how many milliseconds it comes, and whether it may come while
   * the run waits for a person
   * @returns how many kills there were; throws where something was lost
   */
  async run(kills) {
    this.#browsers.world.isMended = false;
    await this.#openApp();
    await this.#until(() => this.#press("▶ Run all"), "Run all");
    let done = 0;
    for (const { kind, delay, isAtPause } of kills) {
      if (kind === "tab") await this.#openFollower();
      const before = this.notes.length;
      await this.#until(async () => {
        if (this.notes.length > before) return true;
        const stand = await this.#stand();
        if (stand.isOver || (isAtPause && stand.isPaused)) return true;
        await this.#tend(stand);
        return false;
      }, "a call");
      await sleep(delay);
      if ((await this.#stand()).isOver) break;
      await this.#kill(kind);
      done += 1;
      this.kills[kind] = (this.kills[kind] ?? 0) + 1;
    }
    await this.#toEnd("the end of the run");
    await this.#compare();
    return done;
  }

  /** How the last run stands that a cell asked for, or the one before it. */
  async #stand(of = 0) {
    const runs = await this.#journal();
    const run = topRuns(runs)[of];
    if (!run) return { run, runs, isOver: false, isPaused: false, isToRestart: false };
    const { flow, isOver, states } = outcome(run);
    const isRestarted = run.events.some(({ type }) => type === "RunRestarted");
    const isToRestart = flow === "Failed" && this.#flow.isRestarted && !isRestarted;
    const isPaused = !isOver && Object.values(states).some((each) => each.startsWith("Paused"));
    return { run, runs, isOver: isOver && !isToRestart, isPaused, isToRestart };
  }

  /** Does what a person has to do for a run to come to its end. */
  async #tend({ isPaused, isToRestart }) {
    if (isToRestart) {
      if (!this.#browsers.world.isMended) await this.#browser.mend();
      /* What had ended may be called again. What of it was to be is judged by the whole journal. */
      this.#known = new Map();
      await this.#press("Restart from failed");
    } else if (isPaused && (await this.#do(approve))) return;
    else if (this.#mayResume) await this.#press("Resume");
  }

  async #toEnd(what, of = 0) {
    await this.#until(async () => {
      const stand = await this.#stand(of);
      if (!stand.isOver) await this.#tend(stand);
      return stand.isOver;
    }, what);
  }

  #press(text) {
    return this.#do(press(text));
  }

  async #do(expression) {
    if (Date.now() - (this.#pressed.get(expression) ?? 0) < BETWEEN_PRESSES) return false;
    const isDone = await this.#evaluate(expression);
    if (isDone) this.#pressed.set(expression, Date.now());
    return isDone;
  }

  #evaluate(expression) {
    return this.#browser.evaluate(expression, this.#page);
  }

  #journal() {
    return this.#evaluate(READ_JOURNAL);
  }

  /** What is durable may be lost with nobody, whoever is killed. */
  async #kill(kind) {
    this.#durable = await this.#journal();
    this.#mayResume = this.#flow.isLocal;
    switch (kind) {
      case "worker":
      case "one":
      case "store":
        this.#known = checkpoints(this.#durable);
        if (kind === "worker") endWorkers(this.#browser, this.#page);
        else if (kind === "store") await failStore(this.#browser, this.#page);
        else await endOneWorker(this.#browser, this.#page, this.#chance);
        return;
      case "tab":
        this.#known = checkpoints(this.#durable);
        await this.#killLeader();
        return;
      case "browser":
        await this.#browser.kill();
        this.#browser = await this.#browsers.relaunch();
        break;
      default:
        await this.#killPage(kind === "crash");
    }
    /* Read before the app is there again, which may go on at once. */
    const runs = await this.#readBeside();
    this.#report(...losses(this.#durable, runs));
    this.#known = checkpoints(runs);
    this.#mayResume = true;
    await this.#openApp();
    /* Killed before the first record was durable: then there is no run, and it is asked for anew. */
    if (runs.length === 0) await this.#until(() => this.#press("▶ Run all"), "Run all");
    else await this.#goingOn("the run going on");
  }

  /** Resolves when it is gone: what is opened before that may find itself in the dying process. */
  async #killPage(isCrash) {
    const page = this.#page;
    if (isCrash) {
      this.#browser.tell("Page.crash", {}, page);
      await this.#until(() => this.#browser.hasCrashed(page), "the crash of the page");
    }
    this.#browser.closePage(page);
    await this.#until(() => !this.#browser.isOpen(page), "the end of the page");
  }

  /** The other tab takes over by itself. */
  async #killLeader() {
    this.#mayResume = false;
    await this.#killPage(this.#chance() < 0.5);
    this.#page = this.#follower;
    this.#follower = null;
    await this.#goingOn("the other tab taking over");
    this.#report(...losses(this.#durable, await this.#journal()));
  }

  /** Until the run says that it goes on, or was over when it was killed. */
  async #goingOn(what) {
    const known = this.#durable.length;
    const at = topRuns(this.#durable)[0]?.events.length ?? 0;
    await this.#until(async () => {
      const stand = await this.#stand();
      const news = stand.run?.events.slice(at) ?? [];
      if (known === 0 || stand.isOver || news.some(({ type }) => /^Run/.test(type))) return true;
      await this.#tend(stand);
      return false;
    }, what);
  }

  async #openApp() {
    this.#pressed.clear();
    this.#page = await this.#browser.open(this.#url);
    await this.#until(() => this.#evaluate(isThere), "the notebook");
  }

  async #openFollower() {
    this.#follower = await this.#browser.open(this.#url);
    await this.#until(() => this.#browser.evaluate(isFollowing, this.#follower), "a second tab");
  }

  /** From a page of the same folder that is not the app. */
  async #readBeside() {
    await this.#openBeside();
    await this.#evaluate(this.#setUp);
    const runs = await this.#journal();
    await this.#killPage(false);
    return runs;
  }

  async #openBeside() {
    const url = `${this.#url}icon.svg`;
    this.#page = await this.#browser.open(url);
    const isOpen = `location.href === ${JSON.stringify(url)} && document.readyState === "complete"`;
    await this.#until(() => this.#evaluate(isOpen), "a page");
  }

  /** The same flow in peace: it has to come to the same. */
  async #compare() {
    const [killed] = topRuns(await this.#journal());
    this.#report(...losses(this.#durable, [killed, ...killed.nested]));
    for (const run of [killed, ...killed.nested]) this.#report(...repeated(this.notes, run));
    this.#report(...restartedInVain(killed, this.#flow.tasks));
    if (this.#browsers.world.isMended) await this.#openAnew();
    await this.#until(() => this.#press("▶ Run all"), "Run all");
    const asked = Date.now();
    await this.#until(async () => {
      const { run } = await this.#stand(1);
      /* The sandbox that died last may be noticed only now, and takes the cell along before it ran. */
      if (!run && Date.now() - asked > LATEST_NOTICE) await this.#do(againIfInterrupted);
      return run !== undefined;
    }, "the run in peace");
    await this.#toEnd("the end of the run in peace", 1);
    const [one, other] = topRuns(await this.#evaluate(READ_WHOLE));
    this.#report(...differences(one, other));
  }

  /** With workers for which the world outside is as it was in the beginning. */
  async #openAnew() {
    await this.#killPage(false);
    this.#browsers.world.isMended = false;
    await this.#openApp();
  }

  /** Takes away what the case left in the browser. */
  async cleanUp() {
    this.#browser.closePages();
    await sleep(100);
  }

  /** What the page shows of how it stands, for a person who looks into a case that went wrong. */
  async #said() {
    try {
      const shown = await this.#evaluate(said);
      const runs = (await this.#journal()).map(describe);
      return `${shown}\n${runs.join("\n")}\nAlive: ${this.#browser.alive()}`;
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

/** A run in words: how it stands, and how its journal ends. */
function describe({ name, isNested, events }) {
  const { flow } = outcome({ events });
  const ends = events.slice(-6).map(({ type, at, taskRun, state }) => {
    const about = [type, taskRun, state?.type].filter((each) => each !== undefined).join(" ");
    return `${Date.now() - at} ms ago ${about}`;
  });
  return `${isNested ? "Nested run" : "Run"} of ${name}, ${flow}, ends: ${ends.join("; ")}`;
}

/** One flow, killed again and again until it is done, and then run once more in peace. */

import { sleep } from "./cdp.mjs";
import { READ_WHOLE } from "./journal.mjs";
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
import { IN_THE_PAGE } from "./kills.mjs";
import { againIfInterrupted, approve } from "./person.mjs";
import { Sitting } from "./sitting.mjs";

/** After so long it has been noticed that the sandbox is dead. */
const LATEST_NOTICE = 12_000;

export class Case {
  /** Calls noted so far. */
  notes = [];
  violations = [];
  kills = {};
  #sitting;
  /** What user code sees of the world outside. */
  #world;
  #chance;
  #flow;
  /** What was on record when the last kill was over. */
  #known = new Map();
  /** The runs as they were on record before it. */
  #durable = [];
  /** Whether somebody has to press Resume for the run to go on. */
  #mayResume = false;

  /**
   * @param flow  its tasks; `isLocal`: they run in the kernel; `isRestarted`: somebody restarts it when it
   * has failed
   * @param sitting  what the sitting needs to know
   */
  constructor({ flow, chance, ...sitting }) {
    this.#flow = flow;
    this.#chance = chance;
    this.#world = sitting.browsers.world;
    this.#sitting = new Sitting(sitting);
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
   * @param kills  of each its `kind`, after how many milliseconds it comes, whether it may come while the run
   * waits for a person, and whether then they approve what waits instead of pressing Resume first
   * @returns how many kills there were; throws where something was lost
   */
  async run(kills) {
    this.#world.isMended = false;
    await this.#sitting.openApp();
    await this.#sitting.until(() => this.#sitting.press("▶ Run all"), "Run all");
    let done = 0;
    for (const { kind, delay, isAtPause, isApproved } of kills) {
      if (kind === "tab") await this.#sitting.openFollower();
      const before = this.notes.length;
      await this.#sitting.until(async () => {
        if (this.notes.length > before) return true;
        const stand = await this.#stand();
        /* In a pause there may be no worker that could die. */
        const isMoment = isAtPause && kind !== "worker" && kind !== "one";
        if (stand.isOver || (isMoment && stand.isPaused)) return true;
        await this.#tend(stand);
        return false;
      }, "a call");
      await sleep(delay);
      if ((await this.#stand()).isOver) break;
      await this.#kill(kind, isApproved);
      done += 1;
      this.kills[kind] = (this.kills[kind] ?? 0) + 1;
    }
    if (this.#sitting.follower !== null) await this.#sitting.closeFollower();
    await this.#toEnd("the end of the run");
    await this.#compare();
    return done;
  }

  /** How the last run stands that a cell asked for, or the one before it. */
  async #stand(of = 0) {
    const run = topRuns(await this.#sitting.journal())[of];
    if (!run) return { run, isOver: false, isPaused: false, isToRestart: false };
    const { flow, isOver } = outcome(run);
    const isRestarted = run.events.some(({ type }) => type === "RunRestarted");
    const isToRestart = flow === "Failed" && this.#flow.isRestarted && !isRestarted;
    return { run, isOver: isOver && !isToRestart, isPaused: isPaused(run), isToRestart };
  }

  /** Does what a person has to do for a run to come to its end. */
  async #tend({ isPaused, isToRestart }) {
    if (isToRestart) {
      if (!this.#world.isMended) await this.#sitting.browser.mend();
      /* What had ended may be called again. What of it was to be is judged by the whole journal. */
      this.#known = new Map();
      await this.#sitting.press("Restart from failed");
    } else if (isPaused && (await this.#sitting.do(approve))) return;
    else if (this.#mayResume) await this.#sitting.press("Resume");
  }

  async #toEnd(what, of = 0) {
    await this.#sitting.until(async () => {
      const stand = await this.#stand(of);
      if (!stand.isOver) await this.#tend(stand);
      return stand.isOver;
    }, what);
  }

  /** What is durable may be lost with nobody, whoever is killed. */
  async #kill(kind, isApproved) {
    this.#durable = await this.#sitting.journal();
    this.#mayResume = this.#flow.isLocal;
    switch (kind) {
      case "worker":
      case "one":
      case "store":
        this.#known = checkpoints(this.#durable);
        await IN_THE_PAGE[kind](this.#sitting, this.#chance);
        return;
      case "tab":
        this.#known = checkpoints(this.#durable);
        await this.#killLeader();
        return;
      case "browser":
        await this.#sitting.killBrowser();
        break;
      default:
        await this.#sitting.killPage(kind === "crash");
    }
    /* Read before the app is there again, which may go on at once. */
    const runs = await this.#sitting.readBeside();
    this.#report(...losses(this.#durable, runs));
    this.#known = checkpoints(runs);
    this.#mayResume = !(isApproved && isPaused(topRuns(runs)[0]));
    await this.#sitting.openApp();
    /* Killed before the first record was durable: then there is no run, and it is asked for anew. */
    if (runs.length === 0)
      await this.#sitting.until(() => this.#sitting.press("▶ Run all"), "Run all");
    else await this.#goingOn("the run going on");
  }

  /** The other tab takes over by itself. */
  async #killLeader() {
    this.#mayResume = false;
    await this.#sitting.killPage(this.#chance() < 0.5);
    this.#sitting.page = this.#sitting.follower;
    this.#sitting.follower = null;
    await this.#goingOn("the other tab taking over");
    this.#report(...losses(this.#durable, await this.#sitting.journal()));
  }

  /** Until the run says that it goes on, or was over when it was killed. */
  async #goingOn(what) {
    const known = this.#durable.length;
    const at = topRuns(this.#durable)[0]?.events.length ?? 0;
    await this.#sitting.until(async () => {
      const stand = await this.#stand();
      const news = stand.run?.events.slice(at) ?? [];
      if (known === 0 || stand.isOver || news.some(({ type }) => type.startsWith("Run")))
        return true;
      await this.#tend(stand);
      return false;
    }, what);
  }

  /** The same flow in peace: it has to come to the same. */
  async #compare() {
    const [killed] = topRuns(await this.#sitting.journal());
    this.#report(...losses(this.#durable, [killed, ...killed.nested]));
    for (const run of [killed, ...killed.nested]) this.#report(...repeated(this.notes, run));
    this.#report(...restartedInVain(killed, this.#flow.tasks));
    if (this.#world.isMended) await this.#openAnew();
    await this.#sitting.until(() => this.#sitting.press("▶ Run all"), "Run all");
    const asked = Date.now();
    await this.#sitting.until(async () => {
      const { run } = await this.#stand(1);
      /* The sandbox that died last may be noticed only now, and takes the cell along before it ran. */
      if (!run && Date.now() - asked > LATEST_NOTICE) await this.#sitting.do(againIfInterrupted);
      return run !== undefined;
    }, "the run in peace");
    await this.#toEnd("the end of the run in peace", 1);
    const [one, other] = topRuns(await this.#sitting.evaluate(READ_WHOLE));
    this.#report(...differences(one, other));
  }

  /** With workers for which the world outside is as it was in the beginning. */
  async #openAnew() {
    await this.#sitting.killPage(false);
    this.#world.isMended = false;
    await this.#sitting.openApp();
  }

  /** Takes away what it left in the browser: many cases share a profile. */
  cleanUp() {
    return this.#sitting.cleanUp();
  }
}

/** Whether a run waits for a person to approve something. */
function isPaused(run) {
  if (!run) return false;
  const { isOver, states } = outcome(run);
  return !isOver && Object.values(states).some((each) => each.startsWith("Paused"));
}

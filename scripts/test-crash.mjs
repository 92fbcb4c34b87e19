/**
 * `npm run test:crash [-- --kills N --seed S]`: random flows in both languages, killed at random
 * moments, gone on with, until they are done. Tasks note each call of theirs past the engine. Nothing
 * that was on record may be called again, and all has to end as it does in peace.
 */

import { createReadStream, existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { buildApp } from "./build.mjs";
import { ensureChromium } from "./chromium.mjs";
import { Case } from "./crash/case.mjs";
import { launch } from "./crash/cdp.mjs";
import { chances, isBroken, randomFlow } from "./crash/random-flow.mjs";
import { toPython } from "./crash/to-python.mjs";
import { toTypeScript } from "./crash/to-typescript.mjs";
import { installPackages, ROOT } from "./install.mjs";
import { TYPES } from "./static-server.mjs";

const { values: options } = parseArgs({
  options: {
    kills: { type: "string", default: "30" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    /** Serve this build instead of making one. */
    dist: { type: "string" },
    /** This case alone. */
    case: { type: "string" },
    /** Only these ways to die: `--kinds store,worker`. */
    kinds: { type: "string", default: "page,crash,browser,tab,worker,one,store" },
  },
});
const wanted = Number(options.kills);
const hasOne = options.case !== undefined;
const seed = Number(options.seed);

/** So many cases may be left uncounted because the debugger came too late. */
const MOST_BLIND = 5;
const KINDS = options.kinds.split(",");

/** The app under a path of its own for each case, with the case's flow as its first notebook. */
function serveCases(dist, notebookOf) {
  const server = createServer((request, response) => {
    const match = /^\/case-(\d+)\/([^?]*)/.exec(request.url ?? "");
    const name = match?.[2] === "" ? "index.html" : match?.[2];
    if (match && name === "notebooks/my-first-flow.md") {
      response.writeHead(200, { "content-type": TYPES[".md"] });
      response.end(notebookOf(Number(match[1])));
      return;
    }
    const file = name === undefined || name.includes("..") ? null : join(dist, name);
    if (!file || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  return new Promise((listening) => {
    server.listen(0, "127.0.0.1", () => listening(server));
  });
}

const sourceOf = (number) => {
  const chance = chances(seed * 1000 + number);
  const flow = randomFlow(chance);
  const isPython = number % 3 === 2;
  const source = isPython ? toPython(flow) : toTypeScript(flow);
  return { chance, flow, isPython, source };
};

/** How a case goes, apart from its flow: the same whenever it is run. */
const planOf = (number, most) => {
  const { chance, flow, isPython } = sourceOf(number);
  const atOnce = chance() < 0.5;
  const kills = Array.from({ length: 1 + Math.floor(chance() * 4) }, () => ({
    kind: KINDS[Math.floor(chance() * KINDS.length)],
    delay: chance() * 700,
    isAtPause: chance() < 0.7,
  }));
  const isRestarted = isBroken(flow) && chance() < 0.8;
  return { chance, isPython, atOnce, kills: kills.slice(0, most), flow: { ...flow, isRestarted } };
};

const notebookOf = (number) => {
  const { isPython, source } = sourceOf(number);
  return `# Case ${number}\n\n\`\`\`${isPython ? "python" : "typescript"}\n${source}\`\`\`\n`;
};

async function main() {
  if (!options.dist) installPackages();
  const chromium = ensureChromium();
  if (!chromium) throw new Error("There is no Chromium, and none could be fetched.");
  const dist = options.dist ? resolve(options.dist) : `${ROOT}dist`;
  if (!options.dist) buildApp();
  const server = await serveCases(dist, notebookOf);
  const profile = await mkdtemp(join(tmpdir(), "flowbook-crash-"));
  let current = null;
  const onNote = (text) => current?.note(text);
  const world = { isMended: false };
  const launched = () => launch({ chromium, profile, onNote, world });
  const browsers = { world, current: await launched() };
  browsers.relaunch = async () => (browsers.current = await launched());
  const kills = {};
  let total = 0;
  let failed = 0;
  let calls = 0;
  let blind = 0;
  try {
    const first = Number(options.case ?? 0);
    const last = hasOne ? first : Infinity;
    for (let number = first; total < wanted && number <= last; number += 1) {
      const { chance, flow, isPython, atOnce, kills: planned } = planOf(number, wanted - total);
      const url = `http://127.0.0.1:${server.address().port}/case-${number}/`;
      const setUp = `localStorage.setItem("flowbook:resume-at-once", ${JSON.stringify(atOnce ? "yes" : "no")})`;
      current = new Case({ url, flow, browsers, chance, setUp });
      const began = Date.now();
      let lost = null;
      try {
        total += await current.run(planned);
      } catch (error) {
        lost = error;
        total += 1;
      }
      /* A worker that began before the debugger was with it cannot note anything: nobody could judge. */
      const isBlind = current.violations.some((each) => each.includes("noteExecution"));
      if (isBlind && blind < MOST_BLIND) {
        blind += 1;
        console.log(`case ${number}: not counted, for the debugger missed a worker`);
        total -= Object.values(current.kills).reduce((sum, count) => sum + count, 0);
        await current.cleanUp();
        continue;
      }
      const wrong = [...current.violations, ...(lost ? [`lost: ${lost.message}`] : [])];
      for (const [kind, count] of Object.entries(current.kills)) {
        kills[kind] = (kills[kind] ?? 0) + count;
      }
      calls += current.notes.length;
      if (wrong.length > 0) failed += 1;
      const took = ((Date.now() - began) / 1000).toFixed(1);
      console.log(
        `case ${number} (${isPython ? "Python" : "TypeScript"}${flow.isLocal ? ", local" : ""}, ` +
          `${planned.map(({ kind }) => kind).join(" ")}${atOnce ? ", at once" : ""}` +
          `${flow.isRestarted ? ", restarted" : ""}): ` +
          `${wrong.length === 0 ? "as in peace" : wrong.join(" | ")}, ${current.notes.length} calls, ${took} s`,
      );
      if (wrong.length > 0) console.log(notebookOf(number));
      await current.cleanUp();
    }
  } finally {
    await browsers.current.kill();
    server.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
  const kinds = Object.entries(kills).map(([kind, count]) => `${count} ${kind}`);
  console.log(
    `${total} kills (${kinds.join(", ")}), ${calls} calls noted, seed ${seed}: ${failed} cases went wrong`,
  );
  process.exitCode = failed === 0 ? 0 : 1;
}

await main();

/** Flows killed at random moments, thirty times: nothing is lost, nothing done twice. `npm run test:crash` does more. */

import { spawn } from "node:child_process";
import { expect, test } from "@playwright/test";

const KILLS = 30;
const SEED = 7;

test("whatever is killed, runs end as in peace, and call nothing again that was on record", async () => {
  test.setTimeout(15 * 60_000);
  const command = ["scripts/test-crash.mjs", "--dist", "dist"];
  const child = spawn("node", [...command, "--kills", `${KILLS}`, "--seed", `${SEED}`]);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (text: Buffer) => {
      said += text.toString();
      process.stdout.write(text);
    });
  }
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  expect(said).toMatch(new RegExp(`^${KILLS} kills .*seed ${SEED}: 0 cases went wrong$`, "m"));
  expect(code).toBe(0);
});

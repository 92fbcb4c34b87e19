/** Requests as they really go out; what only a browser can show is in `e2e/network.spec.ts`. */

import { afterAll, beforeAll, expect, it } from "vitest";
import { openOutside, type Outside } from "../e2e/support/outside.ts";
import type { FetchRequest } from "./model/network.ts";
import { browserNetwork } from "./network.ts";

let outside: Outside;
beforeAll(async () => {
  outside = await openOutside();
});
afterAll(() => outside.close());

const network = browserNetwork("http://localhost");
const ask = (
  path: string,
  more: Partial<FetchRequest> = {},
  signal = new AbortController().signal,
) =>
  network.fetch(
    { url: `http://${outside.host}${path}`, method: "GET", headers: [], body: null, ...more },
    signal,
  );

it("an answer comes as plain data", async () => {
  const reply = await ask("/rows?n=1", {
    method: "POST",
    headers: [["x-key", "1"]],
    body: new Uint8Array([1, 2, 3]),
  });
  if (!reply.ok) throw new Error(reply.message);
  expect(new TextDecoder().decode(reply.body)).toBe("POST /rows?n=1");
  expect(reply.status).toBe(200);
  expect(Object.fromEntries(reply.headers)["content-type"]).toBe("text/plain");
  expect(outside.heard.at(-1)?.headers).toMatchObject({ "x-key": "1", "content-length": "3" });
});

it("an answer that does not end is given up where it is too large", async () => {
  await expect(ask("/large")).rejects.toMatchObject({
    code: "network",
    message: expect.stringContaining("more than 50 MB"),
  });
});

it("what nobody waits for any more is given up", async () => {
  const giveUp = new AbortController();
  const asking = ask("/never", {}, giveUp.signal);
  await expect.poll(() => outside.heard.at(-1)?.path).toBe("/never");
  giveUp.abort();
  await expect(asking).rejects.toMatchObject({ code: "network" });
  await expect.poll(outside.givenUp).toBe(1);
});

it("a host that is not there, and a header that is none, are told as such", async () => {
  const nobody = { url: "http://127.0.0.1:1/" };
  await expect(ask("/", nobody)).rejects.toThrow("127.0.0.1:1 could not be read");
  const split = { headers: [["x", "1\r\ny: 2"]] } as const;
  await expect(ask("/", split)).rejects.toMatchObject({ code: "network" });
});

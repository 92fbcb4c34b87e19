/** Ways to die that leave the page open. */

import { sleep } from "./cdp.mjs";

/** All workers of the sandbox at once, as when one of them eats all memory: they share a process. */
async function endWorkers(sitting) {
  sitting.browser.crashFrame(await sandboxOf(sitting));
}

/** Where an earlier kill ended it, the next one comes within seconds. */
async function sandboxOf(sitting) {
  const { browser, page } = sitting;
  await sitting.until(() => browser.sandbox(page) !== undefined, "a sandbox");
  return browser.sandbox(page);
}

/** One worker of the sandbox, whichever: a kernel, one of the pool, a spare one. */
async function endOneWorker(sitting, chance) {
  try {
    await endOneOf(sitting, chance);
  } catch (error) {
    /* The frame that an earlier kill ended is only now put away, with all its workers. */
    if (!error.message.includes("gone")) throw error;
  }
}

async function endOneOf(sitting, chance) {
  const { browser } = sitting;
  const frame = await sandboxOf(sitting);
  const before = browser.workers(frame);
  const objectGroup = "workers";
  const on = async (objectId, functionDeclaration, ...given) => {
    const asked = { objectId, functionDeclaration, arguments: given.map((value) => ({ value })) };
    const { result } = await browser.send(
      "Runtime.callFunctionOn",
      { ...asked, returnByValue: true },
      frame,
    );
    return result.value;
  };
  const expression = "Worker.prototype";
  const { result } = await browser.send("Runtime.evaluate", { expression, objectGroup }, frame);
  const { objects } = await browser.send(
    "Runtime.queryObjects",
    { prototypeObjectId: result.objectId, objectGroup },
    frame,
  );
  const count = await on(objects.objectId, "function () { return this.length; }");
  const first = Math.floor(chance() * count);
  /* One that has ended already may be held by somebody still: then the next is. */
  for (let i = 0; i < count && isAllAlive(before, browser); i += 1) {
    const at = (first + i) % count;
    await on(objects.objectId, "function (at) { this[at].terminate(); }", at);
    for (let wait = 0; wait < 20 && isAllAlive(before, browser); wait += 1) await sleep(10);
  }
  browser.tell("Runtime.releaseObjectGroup", { objectGroup }, frame);
  return !isAllAlive(before, browser);
}

const isAllAlive = (sessions, browser) => sessions.every((session) => browser.isOpen(session));

/** The next thing that is written into the store is taken back. */
async function failStore({ browser, page }) {
  await browser.evaluate(
    `(() => {
      const { add } = IDBObjectStore.prototype;
      IDBObjectStore.prototype.add = function (...given) {
        IDBObjectStore.prototype.add = add;
        const request = add.apply(this, given);
        this.transaction.abort();
        return request;
      };
    })()`,
    browser.engine(page),
  );
}

export const IN_THE_PAGE = { worker: endWorkers, one: endOneWorker, store: failStore };

/** The sandbox's frame, past the app: to end workers in a way that no browser tells anybody of. */

import type { Page } from "@playwright/test";

/** Each worker of the page's sandbox is gone, in the middle of whatever it does. */
export async function endWorkersSilently(page: Page): Promise<void> {
  const frame = page.frames().find((each) => each !== page.mainFrame());
  if (frame === undefined) throw new Error("There is no sandbox yet.");
  const session = await page.context().newCDPSession(frame);
  const { result } = await session.send("Runtime.evaluate", { expression: "Worker.prototype" });
  const { objects } = await session.send("Runtime.queryObjects", {
    prototypeObjectId: result.objectId ?? "",
  });
  await session.send("Runtime.callFunctionOn", {
    objectId: objects.objectId ?? "",
    functionDeclaration: "function () { for (const worker of this) worker.terminate(); }",
  });
  await session.detach();
}

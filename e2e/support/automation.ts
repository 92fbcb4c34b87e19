/** `window.flowbook.run`, called from a test. */

import type { Page } from "@playwright/test";
import type { AutomationRequest, RunReport } from "../../engine/api.ts";

/** What the app puts on the page's window. */
interface FlowbookWindow {
  readonly flowbook: { run(request: AutomationRequest): Promise<RunReport> };
}

/** Runs a source in the page, TypeScript unless told otherwise, as a teacher's script would. */
export async function runSource(
  page: Page,
  source: string,
  more: Partial<Omit<AutomationRequest, "source">> = {},
): Promise<RunReport> {
  await page.waitForFunction(() => "flowbook" in window);
  return page.evaluate((request) => (window as unknown as FlowbookWindow).flowbook.run(request), {
    language: "typescript" as const,
    source,
    ...more,
  });
}

/** One task whose body is the given code; what it returns is the result. */
export const oneTask = (body: string, options = "{}"): string => `
import { task, Flow } from "prefect";
const attack = task(async function attack(): Promise<unknown> {
${body}
}, ${options});
const flow = new Flow("attack");
flow.with(() => { attack(); });
`;

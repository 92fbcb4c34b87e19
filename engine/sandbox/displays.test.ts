import { expect, it } from "vitest";
import type { Display } from "../model/cell-output.ts";
import { makeChart } from "./chart.ts";
import { Displays } from "./displays.ts";
import { Output } from "./output.ts";
import type { Report } from "./protocol.ts";
import { Reporter } from "./reporter.ts";
import { richOf } from "./rich.ts";

function bench() {
  const reports: Report[] = [];
  const { port1 } = new MessageChannel();
  const reporter = new Reporter(
    Object.assign(port1, { postMessage: (report: Report) => reports.push(report) }),
  );
  const output = new Output(reporter, () => 0);
  output.beginCell();
  const displays = new Displays({ output, cell: () => "a" });
  const shown = async (): Promise<readonly Display[]> => {
    await displays.settled();
    reporter.counted(null);
    return reports.flatMap((report) => (report.type === "display" ? [report.display] : []));
  };
  const printed = () =>
    reports.flatMap((report) => (report.type === "prints" ? report.prints : []));
  return { ...displays.given, output, displays, reports, shown, printed };
}

it("shows any value as a tree", async () => {
  const { display, shown } = bench();
  display([1]);
  display(null);
  expect(await shown()).toMatchObject([
    { kind: "value", node: { type: "Array(1)" } },
    { kind: "value", node: { type: "null" } },
  ]);
});

it("shows what an object's own methods say, the first that answers", async () => {
  const { display, shown } = bench();
  display({ _repr_html_: () => "<b>1</b>", _repr_png_: () => new Uint8Array([1]) });
  display({ _repr_html_: () => null, _repr_png_: () => new Uint8Array([1]) });
  display({ _repr_markdown_: () => "# 1" });
  expect(await shown()).toEqual([
    { kind: "html", html: "<b>1</b>" },
    { kind: "image", mime: "image/png", data: new Uint8Array([1]) },
    { kind: "markdown", text: "# 1" },
  ]);
});

it("shows a blob of an image once it is read, before the cell ends", async () => {
  const { display, shown } = bench();
  display(new Blob(["<svg/>"], { type: "image/svg+xml" }));
  display.image(new Uint8Array([1]), { type: "image/gif", alt: "one" });
  expect(await shown()).toEqual([
    { kind: "image", mime: "image/gif", data: new Uint8Array([1]), alt: "one" },
    { kind: "image", mime: "image/svg+xml", data: new TextEncoder().encode("<svg/>") },
  ]);
});

it("says what cannot be shown, and goes on", async () => {
  const { display, shown, printed } = bench();
  display.html("x".repeat(1_000_001));
  display.image(new Uint8Array(8_000_001));
  display.image(new Uint8Array(1), { type: "text/html" });
  display({
    _repr_html_: () => {
      throw new Error("my own fault");
    },
  });
  expect(await shown()).toEqual([]);
  expect(printed().map(({ text }) => text)).toEqual([
    "Not displayed. This HTML has 1,000,001 characters; at most 1,000,000 are shown.",
    "Not displayed. This image takes 8.0 MB; one of at most 8 MB is shown.",
    expect.stringContaining("Not displayed. Images are shown of the types image/png"),
    "Not displayed. my own fault",
  ]);
});

it("shows nothing while cells are evaluated again", async () => {
  const { display, progress, output, shown } = bench();
  output.beginReplay();
  display(1);
  progress(1, 2);
  expect(await shown()).toEqual([]);
});

it("says in the log of a call that it would have shown something", () => {
  const { display, output } = bench();
  const call = output.beginCall("w", false);
  display([1, 2]);
  display.html("<b>");
  expect(output.endCall(call).map(({ message }) => message)).toEqual([
    "[1, 2]",
    "(displayed: html)",
  ]);
});

it("moves one bar, with few reports", async () => {
  const { track, shown, reports } = bench();
  const seen: number[] = [];
  for (const item of track(
    Array.from({ length: 10_000 }, (_, index) => index),
    "rows",
  )) {
    seen.push(item);
  }
  const last = (await shown()).at(-1);
  expect(seen).toHaveLength(10_000);
  expect(last).toEqual({ kind: "progress", done: 10_000, total: 10_000, label: "rows" });
  expect(reports.length).toBeLessThan(1_000);
  const ids = reports.map((report) => report.type === "display" && report.id);
  expect(new Set(ids).size).toBe(1);
});

it("counts what it does not know the end of", async () => {
  const { track, progress, shown } = bench();
  function* two() {
    yield 1;
    yield 2;
  }
  expect([...track(two())]).toEqual([1, 2]);
  expect((await shown()).at(0)).toMatchObject({ done: 0, total: null });
  expect((await shown()).at(-1)).toMatchObject({ done: 2, total: 2 });
  expect(() => progress(Number.NaN)).toThrow("takes numbers");
});

it("makes columns of records", () => {
  const data = [
    { day: new Date(0), n: 1, who: "a" },
    { day: new Date(1), n: null, who: 7 },
  ];
  const drawing = makeChart({ type: "line", data, x: "day", y: "n", color: "who", title: "T" });
  expect(richOf(drawing)).toEqual({
    kind: "chart",
    chart: {
      type: "line",
      title: "T",
      x: { name: "day", kind: "time", values: [0, 1] },
      y: { name: "n", kind: "number", values: [1, null] },
      color: { name: "who", kind: "text", values: ["a", "7"] },
    },
  });
  expect(richOf(makeChart({ type: "bar", data: [3, 4] }))).toMatchObject({
    chart: { x: { values: [0, 1] }, y: { values: [3, 4] } },
  });
});

it.each([
  ["a type it does not know", { type: "pie", data: [1] }, "draws the types"],
  [
    "a field that is not there",
    { type: "line", data: [{ a: 1 }], y: "b" },
    'no field "b" in record 0',
  ],
  ["texts upwards", { type: "line", data: [{ a: "1" }], y: "a" }, "needs numbers"],
  ["records without a field for y", { type: "line", data: [{ a: 1 }] }, "name of a field for y"],
  ["too many records", { type: "dot", data: Array(10_001).fill(1) }, "at most 10,000 records"],
])("refuses %s", (_, options, message) => {
  /* A stranger's cell is not held to types. */
  expect(() => makeChart(options as Parameters<typeof makeChart>[0])).toThrow(message);
});

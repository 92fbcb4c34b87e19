import { expect, it } from "vitest";
import type { Chart } from "../../engine/model/cell-output.ts";
import { distinct, rowsOf, sentenceOf, textOf, ticksAmong } from "./chart-data.ts";

const chart: Chart = {
  type: "line",
  title: "Sales",
  x: { name: "day", kind: "time", values: [0, 86_400_000, null] },
  y: { name: "sold", kind: "number", values: [1, null, 3] },
  color: { name: "shop", kind: "text", values: ["a", "b", null] },
};

it("makes a row of each record, with gaps where there is nothing", () => {
  expect(rowsOf(chart)).toEqual([
    { x: new Date(0), y: 1, series: "a" },
    { x: new Date(86_400_000), y: null, series: "b" },
    { x: null, y: 3, series: "none" },
  ]);
});

it("says in a sentence what is drawn", () => {
  expect(sentenceOf(chart)).toBe(
    "Sales: line chart of sold by day, one series for each shop; 3 records",
  );
  const plain = { ...chart, title: "", x: { ...chart.x, name: "" }, color: null };
  expect(sentenceOf(plain)).toBe("line chart of sold by place in the list; 3 records");
});

it("writes values for a table", () => {
  expect(textOf(chart.x, 1)).toBe("1970-01-02");
  expect(textOf(chart.y, 1)).toBe("–");
  expect(textOf({ name: "t", kind: "time", values: [1e300] }, 0)).toBe("1e+300");
});

it("labels no more than fits", () => {
  expect(ticksAmong([1, 2, 3, 4, 5], 2)).toEqual([1, 4]);
  expect(ticksAmong([1, 2], 10)).toEqual([1, 2]);
  expect(distinct(["b", "a", "b"])).toEqual(["b", "a"]);
});

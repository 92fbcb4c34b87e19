import { expect, it } from "vitest";
import { findItems, MAX_HITS, MAX_SEARCHED } from "./find-items.ts";

function* numbered(count: number, made = { count: 0 }): Generator<string> {
  for (let index = 0; index < count; index++) {
    made.count++;
    yield `"City ${index}"`;
  }
}

it("finds each item that has the text in its line, whatever the case", async () => {
  expect(await findItems(['"Oslo"', '"Bergen"', '{ name: "oslo" }'], " OSLO ")).toEqual({
    lines: new Map([
      [0, '"Oslo"'],
      [2, '{ name: "oslo" }'],
    ]),
    searched: 3,
    isAll: true,
  });
  expect(await findItems([], "x")).toEqual({ lines: new Map(), searched: 0, isAll: true });
});

it("looks at so many items and no more, and says how far it came", async () => {
  const made = { count: 0 };
  const found = await findItems(numbered(2 * MAX_SEARCHED, made), "city 99999");
  expect(found).toEqual({
    lines: new Map([[99_999, '"City 99999"']]),
    searched: MAX_SEARCHED,
    isAll: false,
  });
  expect(made.count).toBe(MAX_SEARCHED + 1);
  expect(await findItems(numbered(MAX_SEARCHED), "none")).toMatchObject({ isAll: true });
});

it("ends with so many hits", async () => {
  const { lines, ...rest } = await findItems(numbered(MAX_HITS + 1), "city");
  expect(lines.size).toBe(MAX_HITS);
  expect(rest).toEqual({ searched: MAX_HITS, isAll: false });
  expect(await findItems(numbered(MAX_HITS), "city")).toMatchObject({ isAll: true });
});

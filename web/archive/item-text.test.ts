import { expect, it } from "vitest";
import type { ArchivedItem } from "../../engine/api/archive.ts";
import { countsText, fileName, sizeText } from "./item-text.ts";

const item = (kind: ArchivedItem["kind"]): ArchivedItem => ({
  kind,
  id: "a",
  title: "A",
  at: 0,
  bytes: 1,
  here: "new",
});

it("names a file after what is in it, and the day", () => {
  const at = new Date("2026-11-23T10:00:00Z");
  expect(fileName("merry-otter", at)).toBe("merry-otter 2026-11-23.flowbook");
  expect(fileName("../a:b", at)).toBe(".. a b 2026-11-23.flowbook");
  expect(fileName("///", at)).toBe("flowbook 2026-11-23.flowbook");
});

it("counts what is in a file by kind", () => {
  expect(countsText([item("run"), item("notebook"), item("run")])).toBe("1 notebook, 2 runs");
  expect(countsText([])).toBe("nothing");
});

it("says sizes in the unit that fits", () => {
  expect([0, 999, 1500, 12_345_678, 5e12].map(sizeText)).toEqual([
    "0 bytes",
    "999 bytes",
    "1.5 kB",
    "12 MB",
    "5000 GB",
  ]);
});

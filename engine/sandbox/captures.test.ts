import { describe, expect, it } from "vitest";
import { CaptureBook } from "./captures.ts";

describe("captured values", () => {
  it("are copies of plain data, as it was", () => {
    const book = new CaptureBook();
    const list = [1];
    book.keep("list", list);
    list.push(2);
    expect({ ...book.values }).toEqual({ list: [1] });
  });

  it("leave out what a copy would spoil", () => {
    class Point {
      x = 1;
    }
    const book = new CaptureBook();
    book.keep("fn", () => 1);
    book.keep("point", new Point());
    book.keep("nested", [new Point()]);
    book.keep("error", new Error("x"));
    book.keep("big", "x".repeat(3_000_000));
    expect(Object.keys(book.values)).toEqual([]);
  });

  it("are taken over from an earlier evaluation, falsy ones too", () => {
    const book = new CaptureBook({ zero: 0, nothing: undefined });
    expect([book.has("zero"), book.get("zero")]).toEqual([true, 0]);
    expect(book.has("nothing")).toBe(true);
    expect(book.has("toString")).toBe(false);
  });
});

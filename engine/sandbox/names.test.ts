import { describe, expect, it } from "vitest";
import { Names } from "./names.ts";

describe("the names of cells", () => {
  it("are looked up from the nearest cell above", () => {
    const names = new Names();
    names.define("a", { x: 1, y: 1 });
    names.define("b", { x: 2 });
    const { x, y } = names.scopeOf(["a", "b"]);
    expect([x, y]).toEqual([2, 1]);
    expect(names.scopeOf(["b", "a"])["x"]).toBe(1);
  });

  it("are live", () => {
    const names = new Names();
    let n = 1;
    names.define("a", {
      get n() {
        return n;
      },
    });
    n = 2;
    expect(names.scopeOf(["a"])["n"]).toBe(2);
  });

  it("can be assigned where the cell that defines them could", () => {
    const names = new Names();
    let n = 1;
    names.define("a", {
      get n() {
        return n;
      },
      set n(value: number) {
        n = value;
      },
      get fixed() {
        return 1;
      },
    });
    const scope = names.scopeOf(["a"]);
    Reflect.set(scope, "n", 5);
    expect(n).toBe(5);
    expect(() => Reflect.set(scope, "fixed", 2)).toThrow("constant variable");
    expect(() => Reflect.set(scope, "nowhere", 2)).toThrow("nowhere is not defined");
    expect(["n" in scope, "Math" in scope, "nowhere" in scope]).toEqual([true, true, false]);
  });

  it("fall back to globals, and else are not defined", () => {
    const scope = new Names().scopeOf([]);
    expect(scope["Math"]).toBe(Math);
    expect(() => scope["nowhere"]).toThrow(new ReferenceError("nowhere is not defined"));
    const names = new Names();
    names.define("a", {});
    expect(() => names.scopeOf(["a"])["toStrings"]).toThrow(ReferenceError);
  });

  it("that have no value yet are left out of a cell's values", () => {
    const names = new Names();
    names.define("a", {
      get early() {
        return 1;
      },
      get late(): number {
        throw new ReferenceError("Cannot access 'late' before initialization");
      },
    });
    expect([...names.valuesOf("a")]).toEqual([["early", 1]]);
  });
});

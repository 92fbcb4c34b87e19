import { parse } from "@babel/parser";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CompiledCell } from "../../model/program.ts";
import { compileCell } from "./compile.ts";
import { placeInCell } from "./places.ts";

function compiled(text: string): CompiledCell {
  const result = compileCell("c", text);
  if (!result.ok)
    throw new Error(`${text}\n${result.diagnostics.map((d) => d.message).join("\n")}`);
  return result.cell;
}

/** Stand-ins `@` get names of their own. */
const SNIPPETS = [
  "const @: Map<string, @>[] = @(@, <any>@)!;",
  "let { @, @: [@ = @], ...@ }: { @: 1 } = @.@(function @(@?: string): void {})",
  "function @<@ extends 1>(this: @, @: @ = @): @ { return @ as @ }",
  "export class @<@> extends @<@> implements @ { constructor(private @: @) { super(@); } run(@: 1) { @ } abstractly = @! }",
  "abstract class @ { abstract @(): void; private readonly @?: @ = @; static async *@<@>() {} }",
  "enum @ { A@, B@ = A@ | @, C@ }",
  "@(@)\n@`${@} ${typeof @}`",
  "@ = { @, @: @, @() {}, [@]: @ };\n[@, @.@] = @",
  "for (const @ of @) { @(@, ...@); if (@) @(); else @() }",
  "type @ = { @: @ }\ninterface @ { @: @ }",
  "@?.@?.(@)!.@ satisfies @",
  "const @ = async <@,>(@: @): Promise<\n@> => { await @(@) }, @ = () => @",
  "task((@: @) => @); // @ 😀 /* @",
  "const @ = `\n${@}\r\n`; /* @\n@ */ @",
  "switch (@) { case @: @(); default: @ }",
  "@: while (@) { try { break @ } catch (@) { @(@) } }",
];

const texts = fc
  .array(fc.tuple(fc.constantFrom(...SNIPPETS), fc.constantFrom("\n", "\r\n", "\n\n", "\u2028")), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => {
    let count = 0;
    const labels = (text: string) => {
      // One snippet names a label twice, the enum its member.
      const first = count;
      const named = text.replace(/@/g, () => `name${count++}`);
      return text.startsWith("@: while")
        ? named.replace(/break name\d+/, `break name${first}`)
        : named.replace(/(B\w+ = )A\w+/, `$1Aname${first + 1}`);
    };
    return parts.map(([snippet, end]) => labels(snippet) + end).join("");
  });

const splitLines = (text: string) => text.split(/\r\n|[\n\r\u2028\u2029]/);

describe("places", () => {
  it("leads each name in the compiled text to the same name in the user's", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const cell = compiled(text);
        const lines = splitLines(text);
        const met = new Set<string>();
        for (const [index, line] of splitLines(cell.code).entries()) {
          if (index === 0 || index > lines.length) continue;
          for (const { 0: name, index: at } of line.matchAll(/\w*name\d+/g)) {
            const from = placeInCell(cell, index + 1, at + 1);
            const to = placeInCell(cell, index + 1, at + name.length + 1);
            if (from === null || to === null) throw new Error(`${name} has no place`);
            expect(from.line).toBe(index);
            // A name in a piece put in has no width in the user's text.
            if (from.column === to.column) continue;
            expect(lines[index - 1]?.slice(from.column - 1, to.column - 1)).toBe(name);
            met.add(`${from.line}:${from.column}`);
          }
        }
        // What is not erased is met: at least what follows an opening bracket of a call.
        for (const [index, line] of lines.entries()) {
          for (const { index: at } of line.matchAll(
            /(?<=\(|\$\{|return )name\d+(?=[()},;]| as)/g,
          )) {
            if (!met.has(`${index + 1}:${at + 1}`)) throw new Error(`${line} lost ${at}`);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it("leaves nothing but spaces where nothing is inserted", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const cell = compiled(text);
        const lines = splitLines(cell.code);
        for (const [index, line] of splitLines(text).entries()) {
          const kept = lines[index + 1] ?? "";
          let shown = "";
          for (let column = 1; column <= kept.length; column++) {
            const place = placeInCell(cell, index + 2, column);
            const next = placeInCell(cell, index + 2, column + 1);
            if (place?.column !== next?.column) shown += kept[column - 1];
          }
          expect(shown).toHaveLength(line.length);
          for (let i = 0; i < line.length; i++) {
            expect([line[i], " ", ";", "(", ")", "[", "]", "v", "a", "r"]).toContain(shown[i]);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ["a call of a name from above", "const a = 1;\n  const x = [HERE()];"],
    ["behind pieces put in", "add(1, add(2)); const { z } = HERE();"],
    ["behind types", "const a = (x: number, y?: string): void => { throw HERE() }; a(1 as number)"],
    ["in the cell's last expression", "\n\n  HERE.foo"],
    ["behind wide characters", "const s = '😀😀' as string; HERE()"],
  ])("leads the stack of V8 to %s", async (_, template) => {
    const text = template.replace("HERE", "nowhere");
    const cell = compiled(text);
    const { default: run } = (await import(
      `data:text/javascript,${encodeURIComponent(cell.code)}`
    )) as {
      default: (worker: unknown) => Promise<void>;
    };
    const scope = new Proxy(
      {},
      {
        get: (__, name) => {
          if (name === "add") return () => 1;
          throw new ReferenceError(String(name));
        },
      },
    );
    const worker = {
      scope,
      modules: {},
      define: () => {},
      fn: (__: number, f: unknown) => f,
      has: () => false,
      keep: (__: string, value: unknown) => value,
      value: () => {},
    };
    const error: unknown = await run(worker).catch((caught: unknown) => caught);
    const frames = error instanceof Error ? String(error.stack) : "";
    const [, line, column] = /data:\S*:(\d+):(\d+)/.exec(frames) ?? [];
    const place = placeInCell(cell, Number(line), Number(column));
    const before = text.slice(0, text.indexOf("nowhere")).split("\n");
    expect(place).toEqual({
      cell: "c",
      line: before.length,
      column: (before.at(-1)?.length ?? 0) + 1,
    });
  });

  it("knows imported names in the prelude, and nothing else there", () => {
    const cell = compiled('const q = 1;\nimport { task, Flow as F } from "prefect"\n[F, task, q]');
    const prelude = cell.code.split("\n")[0] ?? "";
    const placeOf = (text: string) => placeInCell(cell, 1, prelude.indexOf(text) + 1);
    expect(placeOf('$.modules.prefect["Flow"]')).toEqual({ cell: "c", line: 2, column: 16 });
    expect(placeOf('["task"]')).toEqual({ cell: "c", line: 2, column: 10 });
    expect(placeOf("$.define")).toBeNull();
    expect(placeInCell(cell, 5, 1)).toBeNull();
    expect(placeInCell(cell, 99, 1)).toBeNull();
  });

  it("survives a trip to another thread", () => {
    const cell = structuredClone(compiled("add(1)"));
    expect(placeInCell(cell, 2, cell.code.split("\n")[1]?.indexOf("add") ?? 0)).toMatchObject({
      line: 1,
      column: 1,
    });
  });
});

describe("any text", () => {
  it("that is TypeScript compiles to JavaScript", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { errors } = parse(compiled(text).code, { sourceType: "module" });
        expect(errors ?? []).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("cut, turned or spoilt gives a result with its place in the text, and no throw", () => {
    const spoilt = fc
      .tuple(texts, fc.nat(400), fc.nat(400), fc.string({ maxLength: 3 }))
      .map(([text, from, to, noise]) => text.slice(0, from) + noise + text.slice(to));
    fc.assert(
      fc.property(fc.oneof(spoilt, fc.string()), (text) => {
        const result = compileCell("c", text);
        if (result.ok) return;
        expect(result.diagnostics).not.toEqual([]);
        const lines = splitLines(text);
        for (const { line, column } of result.diagnostics) {
          expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? -1) + 1);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

import fc from "fast-check";
import lz from "lz-string";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { FlowbookError } from "../../model/errors.ts";
import { hashText } from "../../model/hash.ts";
import { DICTIONARY_1 } from "./dictionary-1.ts";
import links from "./links-1.json" with { type: "json" };
import { decodeShare, encodeShare, MOST_BYTES } from "./share.ts";

/* Hundreds of texts are made short in five ways each. */
vi.setConfig({ testTimeout: 60_000 });

const NOTEBOOKS = new URL("../../../public/notebooks/", import.meta.url);
const bundled = readdirSync(NOTEBOOKS)
  .filter((name) => name.endsWith(".md"))
  .map((name) => readFileSync(new URL(name, NOTEBOOKS), "utf8"));

const lzLength = (text: string): number => lz.compressToEncodedURIComponent(text).length;

/** Any text at all, half characters and control characters too, and much of the same. */
const anyText = fc.oneof(
  fc.string({ maxLength: 400 }),
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.string({ unit: "grapheme", maxLength: 300 }),
  fc.string({ unit: fc.constantFrom("a", "b", "\n"), maxLength: 600 }),
  fc.string({ unit: fc.constantFrom(...Array.from("任务流程的状态是成功还失败")), maxLength: 400 }),
  fc
    .array(fc.constantFrom(...(bundled.join("\n").match(/\S+\s/g) ?? [])), { maxLength: 200 })
    .map((words) => words.join("")),
);

describe("a link", () => {
  it("gives back what was put in, whatever text it is", () => {
    fc.assert(
      fc.property(anyText, (markdown) => {
        expect(decodeShare(encodeShare({ markdown }))).toEqual({ markdown });
      }),
      { numRuns: 150 },
    );
  });

  it("carries parameters and the wish to run, and nothing of them where there are none", () => {
    const shared = {
      markdown: "# Hi\n",
      parameters: { "Say hi!": { name: "Marvin", "line\nbreak": "1" } },
      runOnOpen: true,
    };
    expect(decodeShare(encodeShare(shared))).toEqual(shared);
    const plain = encodeShare({ markdown: "# Hi\n", parameters: {}, runOnOpen: false });
    expect(plain).toBe(encodeShare({ markdown: "# Hi\n" }));
    expect(encodeShare({ markdown: "\n\n", runOnOpen: true })).toMatch(/^[A-E]/);
  });

  it("is refused for parameters that no browser would keep", () => {
    const parameters = { flow: { name: "x".repeat(100_001) } };
    expect(() => encodeShare({ markdown: "# Hi\n", parameters })).toThrow(/Leave them out/);
  });

  it("has letters only that an address keeps as they are", () => {
    for (const markdown of bundled) {
      const letters = encodeShare({ markdown });
      expect(new URL(`https://example.com/#s=${letters}`).hash).toBe(`#s=${letters}`);
      expect(letters).toMatch(/^[\w-]+$/);
    }
  });

  it("holds a text too long to be foretold, and one with a zero byte", () => {
    const long = bundled.join("").repeat(6);
    expect(decodeShare(encodeShare({ markdown: long })).markdown).toBe(long);
    expect(decodeShare(encodeShare({ markdown: "a\0b" })).markdown).toBe("a\0b");
  });

  it("is refused for a text that makes it too long", () => {
    let seed = 7;
    const noise = Array.from({ length: 1_100_000 }, () => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return String.fromCharCode(32 + ((seed >>> 16) % 90));
    });
    expect(() => encodeShare({ markdown: noise.join("") })).toThrow(/too long for a link/);
    expect(() => encodeShare({ markdown: "a".repeat(MOST_BYTES + 1) })).toThrow(FlowbookError);
  });
});

describe("its length", () => {
  it.each(links.filter(({ name }) => name.startsWith("flow")))(
    "is at most 110 letters for the $name",
    ({ markdown }) => {
      expect(new TextEncoder().encode(markdown).length).toBeGreaterThanOrEqual(245);
      expect(encodeShare({ markdown }).length).toBeLessThanOrEqual(110);
    },
  );

  it("is never more than lz-string's for the notebooks that ship", () => {
    for (const markdown of bundled) {
      expect(encodeShare({ markdown }).length).toBeLessThan(lzLength(markdown) * 0.65);
    }
  });

  it("is never more than lz-string's for a notebook with a heading and a cell", () => {
    fc.assert(
      fc.property(anyText, anyText, (heading, code) => {
        const markdown = `# ${heading}\n\n\`\`\`ts\n${code}\n\`\`\`\n`;
        expect(encodeShare({ markdown }).length).toBeLessThanOrEqual(lzLength(markdown));
      }),
      { numRuns: 200, seed: 8 },
    );
  });

  it("is never more than lz-string's for any text from 48 letters of a link on", () => {
    fc.assert(
      fc.property(anyText, (markdown) => {
        /* Theirs has no version and no checksum: nothing pays for ours in a text of a few letters. */
        const theirs = Math.max(48, lzLength(markdown));
        expect(encodeShare({ markdown }).length).toBeLessThanOrEqual(theirs);
      }),
      { numRuns: 200, seed: 8 },
    );
  });
});

describe("version 1, which opens for ever", () => {
  it.each(links)("reads the link of $name", (link) => {
    const { markdown, parameters, runOnOpen } = decodeShare(link.letters);
    expect(markdown).toBe(link.markdown.repeat(link.times ?? 1));
    expect(parameters).toEqual(link.parameters);
    expect(runOnOpen).toEqual(link.runOnOpen);
  });

  it("has the dictionary it was made with", () => {
    expect(hashText(DICTIONARY_1)).toBe("cb44b73f8a8e4646");
  });
});

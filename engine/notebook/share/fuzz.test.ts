import { deflateSync } from "fflate";
import { expect, it } from "vitest";
import { FlowbookError } from "../../model/errors.ts";
import { toLetters } from "./bytes.ts";
import links from "./links-1.json" with { type: "json" };
import { plainCells, renderMarkdown } from "../bounded.ts";
import { parseNotebook, toMarkdown } from "../markdown.ts";
import { decodeShare, MOST_BYTES, MOST_LETTERS, type Shared } from "./share.ts";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const STRANGE = Array.from(" #%&=+/?\u00e9\u4e16\ud83d\n\0~");

/** The same numbers each time. */
let seed = 20260;
function random(below: number): number {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor((seed / 2 ** 32) * below);
}

const anyLetter = (): string =>
  random(12) === 0 ? (STRANGE[random(STRANGE.length)] ?? "") : LETTERS.charAt(random(64));

const anyLetters = (length: number): string => Array.from({ length }, anyLetter).join("");

/** One to three things that go wrong with letters on their way. */
function mutated(letters: string): string {
  let text = letters;
  for (let times = 1 + random(3); times > 0; times--) {
    const at = random(text.length + 1);
    const to = at + random(8);
    const ways = [
      () => text.slice(0, at) + anyLetter() + text.slice(at + 1),
      () => text.slice(0, at),
      () => text.slice(at),
      () => text.slice(0, at) + anyLetters(1 + random(5)) + text.slice(at),
      () => text.slice(0, at) + text.slice(to),
      () => text.slice(0, at) + text.slice(at, to).toUpperCase() + text.slice(to),
      () =>
        text.slice(0, at) + Array.from(text.slice(at, to)).toReversed().join("") + text.slice(to),
      () => text + text.slice(at, to),
    ];
    text = ways[random(ways.length)]?.() ?? text;
  }
  return text;
}

/** What came of it, once it is sure that nothing else could have. */
function outcome(letters: string): Shared | null {
  try {
    return decodeShare(letters);
  } catch (error) {
    const isClear =
      error instanceof FlowbookError &&
      error.code === "badLink" &&
      /^This (?:link|notebook) [^]+\. [A-Z][^]+\.$/.test(error.message);
    if (!isClear) throw error;
    return null;
  }
}

/** It can be read and drawn, and nothing is lost on the way. */
function isShown(markdown: string): boolean {
  const notebook = parseNotebook("shared", markdown);
  const plain = plainCells(notebook.cells);
  for (const { id, kind, text } of notebook.cells) {
    if (kind === "prose") renderMarkdown(text, plain.has(id));
  }
  return toMarkdown(notebook) === markdown;
}

/** Pieces of Markdown that nest, or that look for their other half. */
const PIECES = [
  "> ",
  "- ",
  "1. ",
  "* ",
  "  ",
  "\n",
  "\n\n",
  "a",
  "@",
  "*",
  "_",
  "`",
  "```\n",
  "[",
  "](",
  ")",
  "![",
  "<b>",
  "<!--",
  "|",
  "~~",
  "#",
  "http://",
  "&",
  "\\",
  "\t",
  "---\n",
];

it("shows whatever a link may say: 400 texts of what nests, repeated", () => {
  for (let n = 0; n < 400; n++) {
    const piece = Array.from({ length: 1 + random(4) }, () => PIECES[random(PIECES.length)]);
    const markdown = piece.join("").repeat(1 + random(n % 40 === 0 ? 3_000 : 60));
    expect(isShown(markdown)).toBe(true);
  }
}, 120_000);

const sent = links.filter(({ letters, times }) => times === undefined && letters.length < 500);

it("gives a clear message, and no wrong text, for 10,000 mutated and random links", () => {
  let refused = 0;
  const wrong: string[] = [];
  for (let n = 0; n < 10_000; n++) {
    const link = sent[random(sent.length)];
    if (!link) continue;
    const isMutated = n % 4 !== 0;
    const kind = n % 8 === 0 ? "abcdeABCDE".charAt(random(10)) : "";
    const given = isMutated ? mutated(link.letters) : kind + anyLetters(random(200));
    const found = outcome(given);
    if (found === null) refused++;
    else if (!isShown(found.markdown)) wrong.push(given);
    else if (found.markdown !== link.markdown) wrong.push(given);
  }
  expect(wrong).toEqual([]);
  expect(refused).toBeGreaterThan(9_500);
}, 120_000);

it("refuses a link that would grow beyond all bounds, and soon", () => {
  const bomb = deflateSync(new Uint8Array(200_000_000), { level: 9 });
  const letters = `c${toLetters(bomb)}`;
  expect(letters.length).toBeLessThan(MOST_LETTERS);
  const before = performance.now();
  expect(outcome(letters)).toBeNull();
  expect(performance.now() - before).toBeLessThan(2000);
  expect(MOST_BYTES).toBeLessThan(5_000_000);
}, 30_000);

it("refuses more letters than any link has", () => {
  expect(outcome("a".repeat(MOST_LETTERS + 1))).toBeNull();
});

it("says what is wrong with it in words of its own for nothing, another kind and damage", () => {
  expect(() => decodeShare("")).toThrow(/holds no notebook/);
  expect(() => decodeShare("zAAAA")).toThrow(/of a newer version/);
  expect(() => decodeShare("aAAAA")).toThrow(/is damaged/);
});

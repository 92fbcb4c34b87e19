/** Random Markdown for tests: made of what makes trouble. */

import fc from "fast-check";

const WORDS =
  "- a¦* b¦1. c¦   d¦> q¦text¦# h¦===¦---¦\\¦a  ¦[a]: b¦| a | b |¦|-|-|¦    x¦é😀¦\u00a0¦\u000b¦\uFEFF";
const OPENINGS = "<!--¦-->¦<div>¦</div>¦<pre>¦</pre>¦<?¦<![CDATA[¦<!X¦<script>¦<textarea>¦<style>";
const FENCES =
  "```¦````¦~~~¦~~~~¦```ts¦```py x¦~~~python¦````typescript¦```js¦  ```ts¦   ~~~ts¦    ```ts¦\t```ts¦" +
  "  ```¦> ```ts¦- ```ts¦``` `¦```\t¦```ts `";
const LINES = ["", " ", "\t", "\tx", ...[WORDS, OPENINGS, FENCES].flatMap((all) => all.split("¦"))];

const lines = fc
  .array(fc.tuple(fc.constantFrom(...LINES), fc.constantFrom("\n", "\n", "\n", "\r\n", "\r", "")), {
    maxLength: 14,
  })
  .map((parts) => parts.flat().join(""));

const marks = fc.string({
  unit: fc.constantFrom("`", "~", " ", "\n", "\r", "\t", "t", "s", "-"),
  maxLength: 40,
});

/** Any text, but most of it near to what the reader of notebooks looks for. */
export const documents = fc.oneof(
  { arbitrary: lines, weight: 6 },
  { arbitrary: lines.map((text) => text.replace(/\r\n?|\n/g, "\r\n")), weight: 1 },
  { arbitrary: lines.map((text) => `\uFEFF${text}`), weight: 1 },
  { arbitrary: fc.string({ unit: "binary", maxLength: 40 }), weight: 1 },
  { arbitrary: marks, weight: 2 },
);

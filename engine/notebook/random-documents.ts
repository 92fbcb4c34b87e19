/** Random Markdown for tests: made of what makes trouble. */

import fc from "fast-check";

const LINES = [
  ..."- a|* b|1. c|   d|> q|text|# h|===|---|\\|a  |[a]: b|<!--|-->|<div>|</div>|<pre>|</pre>".split(
    "|",
  ),
  ..."```|````|~~~|~~~~|```ts|```py x|~~~python|````typescript|```js|  ```ts|   ~~~ts|    ```ts|\t```ts".split(
    "|",
  ),
  ...[
    "",
    "",
    " ",
    "\t",
    "\tx",
    "  ```",
    "    x",
    "> ```ts",
    "- ```ts",
    "``` `",
    "```\t",
    "```ts `",
    "| a | b |",
    "|-|-|",
    "<?",
    "<![CDATA[",
    "<!X",
    "<script>",
    "\u00a0",
    "\u000b",
    "\uFEFF",
    "é😀",
  ],
];

const lines = fc
  .array(fc.tuple(fc.constantFrom(...LINES), fc.constantFrom("\n", "\n", "\n", "\r\n", "\r", "")), {
    maxLength: 14,
  })
  .map((parts) => parts.flat().join(""));

export const documents = fc.oneof(
  { arbitrary: lines, weight: 6 },
  { arbitrary: lines.map((text) => text.replace(/\r\n?|\n/g, "\r\n")), weight: 1 },
  { arbitrary: lines.map((text) => `\uFEFF${text}`), weight: 1 },
  { arbitrary: fc.string({ unit: "binary", maxLength: 40 }), weight: 1 },
  { arbitrary: fc.string({ unit: fc.constantFrom(..."`~ \n\r\tts-"), maxLength: 40 }), weight: 2 },
);

import { expect, it } from "vitest";
import { FlowbookError } from "../../engine/model/errors.ts";
import { embedLink, isEmbed, parseEmbed, snippetOf, type EmbedAddress } from "./address.ts";

it("knows an embed from any other address", () => {
  expect(isEmbed("?embed&notebook=mapping-ts")).toBe(true);
  expect(isEmbed("?notebook=embed")).toBe(false);
  expect(isEmbed("")).toBe(false);
});

it.each<[string, string, EmbedAddress]>([
  [
    "?embed&notebook=mapping-ts",
    "",
    { source: { type: "bundled", id: "mapping-ts" }, cell: null, theme: null },
  ],
  ["?embed", "#s=aBc-_", { source: { type: "shared", letters: "aBc-_" }, cell: null, theme: null }],
  [
    "?embed&cell=map-over&theme=dark",
    "#s=aBc",
    { source: { type: "shared", letters: "aBc" }, cell: "map-over", theme: "dark" },
  ],
  [
    "?cell=%203%20&notebook=my-first-flow&embed=true&theme=light&utm_source=mail",
    "#a-heading",
    { source: { type: "bundled", id: "my-first-flow" }, cell: "3", theme: "light" },
  ],
])("reads %s%s", (search, hash, address) => {
  expect(parseEmbed(search, hash)).toEqual(address);
});

it.each([
  ["?embed", "", "says no notebook"],
  ["?embed&notebook=", "", "says no notebook"],
  ["?embed&notebook=nothing-like-it", "", 'names the notebook "nothing-like-it"'],
  ["?embed&notebook=mapping-ts", "#s=aBc", "Leave one of the two out"],
  ["?embed&notebook=mapping-ts&cell=%20", "", "says cell= without a cell"],
  ["?embed&notebook=mapping-ts&theme=blue", "", 'asks for the theme "blue"'],
])("says what is wrong with %s%s, and what to do", (search, hash, words) => {
  const parse = () => parseEmbed(search, hash);
  expect(parse).toThrow(FlowbookError);
  expect(parse).toThrow(words);
  expect(parse).toThrow(/\. [A-Z][^]+\.$/);
});

it.each<EmbedAddress>([
  { source: { type: "bundled", id: "mapping-ts" }, cell: null, theme: null },
  { source: { type: "bundled", id: "mapping-ts" }, cell: "exercise-1.2", theme: "dark" },
  { source: { type: "shared", letters: "aBc-_" }, cell: "größe & maß", theme: "light" },
  { source: { type: "shared", letters: "" }, cell: null, theme: null },
])("makes an address that reads as it was meant: %o", (address) => {
  const link = new URL(embedLink(address, "https://example.com/some/path/?notebook=mine#s=old"));
  expect(link.origin + link.pathname).toBe("https://example.com/some/path/");
  expect(parseEmbed(link.search, link.hash)).toEqual(address);
});

it("writes a snippet that no title breaks out of", () => {
  const snippet = snippetOf("https://example.com/?embed&cell=2#s=aBc", 'A "title" <b>&amp;');
  expect(snippet).toContain('src="https://example.com/?embed&amp;cell=2#s=aBc"');
  expect(snippet).toContain('title="A &quot;title&quot; &lt;b>&amp;amp;"');
  expect(snippet).toMatch(/^<iframe [^<]*><\/iframe>$/);
  expect(snippet).toContain("sandbox=");
});

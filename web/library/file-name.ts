/** What a notebook's file is called. Pure. */

/** `my-first-flow.md`: the title's letters and digits. @param extension  with its dot */
export function fileNameFor(title: string, extension: string): string {
  const name = title
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .toLowerCase()
    .slice(0, 100);
  return `${name === "" ? "notebook" : name}${extension}`;
}

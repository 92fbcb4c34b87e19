/** The notebooks that ship with the app: `public/notebooks/<id>.md`. Edits to them stay in this browser. */

export interface BundledNotebook {
  readonly id: string;
  readonly title: string;
}

export const BUNDLED: readonly BundledNotebook[] = [
  { id: "my-first-flow", title: "My first flow! (TypeScript)" },
  { id: "thinking-prefectly", title: "Thinking Prefectly (Python)" },
];

/** The one to open where nobody chose. @param without  not this one */
export const firstBundled = (without?: string): string =>
  BUNDLED.find(({ id }) => id !== without)?.id ?? "";

export const isBundled = (id: string): boolean => BUNDLED.some((each) => each.id === id);

/** The text as it ships. @throws RangeError where it cannot be had */
export async function loadBundled(id: string): Promise<string> {
  const response = await fetch(`./notebooks/${id}.md`);
  if (!response.ok) throw new RangeError(`The notebook "${id}" could not be loaded.`);
  return response.text();
}

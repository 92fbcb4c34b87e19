/** The notebooks that ship with the app: `public/notebooks/<id>.md`. Edits to them stay in this browser. */

export interface BundledNotebook {
  readonly id: string;
  readonly title: string;
}

export const BUNDLED: readonly BundledNotebook[] = [
  { id: "my-first-flow", title: "My first flow! (TypeScript)" },
  { id: "thinking-prefectly", title: "Thinking Prefectly (Python)" },
];

/** What the address names by `?notebook=…`; the first one where it names none that there is. */
export function chosenNotebook(search: string): string {
  const named = new URLSearchParams(search).get("notebook");
  const [first] = BUNDLED;
  return BUNDLED.find(({ id }) => id === named)?.id ?? first?.id ?? "";
}

/** The text as it ships. @throws RangeError where it cannot be had */
export async function loadBundled(id: string): Promise<string> {
  const response = await fetch(`./notebooks/${id}.md`);
  if (!response.ok) throw new RangeError(`The notebook "${id}" could not be loaded.`);
  return response.text();
}

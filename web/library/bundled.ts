/** The notebooks that ship with the app, under `public/notebooks/`. Edits to them stay in this browser. */

import type { LanguageId } from "../../engine/model/notebook.ts";

export interface BundledNotebook {
  readonly id: string;
  readonly title: string;
  readonly language: LanguageId;
  /** One sentence: what one sees or learns in it. */
  readonly about: string;
  /** How many exercises it has. */
  readonly exercises: number;
}

/** What is there in both languages: `<id>-py` and `<id>-ts`. */
export interface Topic {
  readonly title: string;
  readonly about: string;
  readonly python: BundledNotebook;
  readonly typescript: BundledNotebook;
}

function topic(id: string, exercises: number, title: string, about: string): Topic {
  return {
    title,
    about,
    python: { id: `${id}-py`, title: `${title} (Python)`, language: "python", about, exercises },
    typescript: {
      id: `${id}-ts`,
      title: `${title} (TypeScript)`,
      language: "typescript",
      about,
      exercises,
    },
  };
}

/** Where one begins: in the menu always. */
export const STARTERS: readonly BundledNotebook[] = [
  {
    id: "my-first-flow",
    title: "My first flow! (TypeScript)",
    language: "typescript",
    about: "Tasks, a flow, its graph and its run: ten minutes with the keyboard.",
    exercises: 0,
  },
  {
    id: "thinking-prefectly",
    title: "Thinking Prefectly (Python)",
    language: "python",
    about: "The page that explains Prefect's ideas, with every snippet ready to run.",
    exercises: 0,
  },
  {
    id: "thinking-prefectly-ts",
    title: "Thinking Prefectly (TypeScript)",
    language: "typescript",
    about: "The same page in TypeScript, cell for cell.",
    exercises: 0,
  },
];

/** In the order in which one learns them. */
export const TOPICS: readonly Topic[] = [
  topic("mapping", 3, "Mapping", "One task over many inputs, and one that gathers what they gave."),
  topic(
    "retries",
    3,
    "Retries and failures",
    "What breaks, what is tried again, and what waits for it.",
  ),
  topic("triggers", 3, "Triggers", "Who runs when something before it failed, and who does not."),
  topic("conditionals", 2, "Conditionals", "Branches that are taken, skipped, and merged again."),
  topic(
    "caching",
    3,
    "Caching and results",
    "Where results are kept, and when a task need not run.",
  ),
  topic("schedules", 3, "Schedules", "Runs at their times, with the waits skipped."),
  topic("etl", 2, "ETL on real data", "Two censuses fetched, cleaned, compared and written."),
];

export const BUNDLED: readonly BundledNotebook[] = [
  ...STARTERS,
  ...TOPICS.flatMap(({ python, typescript }) => [python, typescript]),
];

/** The one to open where nobody chose. @param without  not this one */
export const firstBundled = (without?: string): string =>
  BUNDLED.find(({ id }) => id !== without)?.id ?? "";

export const isBundled = (id: string): boolean => BUNDLED.some((each) => each.id === id);

/** Where it stands, from the page. */
export const fileOf = (id: string): string =>
  STARTERS.some((each) => each.id === id) ? `notebooks/${id}.md` : `notebooks/lessons/${id}.md`;

/** The text as it ships. @throws RangeError where it cannot be had */
export async function loadBundled(id: string): Promise<string> {
  const response = await fetch(`./${fileOf(id)}`);
  if (!response.ok) throw new RangeError(`The notebook "${id}" could not be loaded.`);
  return response.text();
}

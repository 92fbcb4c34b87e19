/** Which lines of a text were taken out, and which put in. */

import { diffLines } from "diff";

export interface DiffLine {
  readonly sign: " " | "-" | "+";
  readonly text: string;
}

/** The lines of both texts, those that are in one alone with a sign. */
export const lineDiff = (before: string, after: string): readonly DiffLine[] =>
  diffLines(`${before}\n`, `${after}\n`).flatMap(({ value, added, removed }) => {
    const sign = added ? "+" : removed ? "-" : " ";
    return value
      .replace(/\n$/, "")
      .split("\n")
      .map((text) => ({ sign, text }) as const);
  });

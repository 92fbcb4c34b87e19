/**
 * Names for code cells in an address: their number, or the heading they stand under, which stays when
 * cells come and go elsewhere. `tasks` is the first code cell under the heading "Tasks", `tasks.2` the
 * second. Pure.
 */

import { FlowbookError } from "../../engine/model/errors.ts";
import type { Cell, Notebook } from "../../engine/model/notebook.ts";
import { headingsIn } from "../../engine/notebook/markdown.ts";

export interface NamedCell {
  readonly cell: Cell;
  /** Among the code cells, from 1. */
  readonly number: number;
  /** The name that lasts longest. */
  readonly reference: string;
}

/** The code cells in order, each with its name. */
export function namedCells({ cells }: Pick<Notebook, "cells">): readonly NamedCell[] {
  const named: NamedCell[] = [];
  const counts = new Map<string, number>();
  let heading = "";
  for (const cell of cells) {
    if (cell.kind === "prose") {
      heading = headingsIn(cell.text).map(slugOf).findLast(isName) ?? heading;
      continue;
    }
    const number = named.length + 1;
    const count = (counts.get(heading) ?? 0) + 1;
    counts.set(heading, count);
    const underHeading = count === 1 ? heading : `${heading}.${count}`;
    named.push({ cell, number, reference: heading === "" ? String(number) : underHeading });
  }
  return named;
}

/** @throws FlowbookError badLink where the notebook has no such cell */
export function findCell(notebook: Pick<Notebook, "cells">, reference: string): NamedCell {
  const named = namedCells(notebook);
  const wanted = reference.toLowerCase().replace(/(?<=\D)\.1$/, "");
  const found = named.find(
    (each) => String(each.number) === wanted || (each.reference === wanted && isName(wanted)),
  );
  if (found) return found;
  throw new FlowbookError(
    "badLink",
    named.length === 0
      ? `This embed asks for the cell "${reference}", and its notebook has no code at all. Leave cell= out to show all of it.`
      : `This embed asks for the cell "${reference}", and its notebook has none of that name. Write a number from 1 to ${named.length}, or a heading, such as "${named.at(-1)?.reference}".`,
  );
}

const slugOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");

/** A heading of digits alone would be taken for a number. */
const isName = (slug: string): boolean => slug !== "" && !/^\d+$/.test(slug);

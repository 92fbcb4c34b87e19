/** What the page says of a file and of what is in it. Pure. */

import type { ArchivedItem, OnClash } from "../../engine/api/archive.ts";

export const KINDS: readonly { readonly kind: ArchivedItem["kind"]; readonly title: string }[] = [
  { kind: "notebook", title: "Notebooks" },
  { kind: "run", title: "Runs" },
  { kind: "result", title: "Results by location" },
];

export const HERE: Readonly<Record<ArchivedItem["here"], string>> = {
  new: "new",
  same: "here already, the same",
  differs: "differs from what is here",
};

export const CHOICES: readonly {
  readonly choice: OnClash;
  readonly title: string;
  readonly note: string;
}[] = [
  { choice: "keep", title: "Keep what is here", note: "Only what is new is taken in." },
  {
    choice: "replace",
    title: "Replace what is here",
    note: "The text of a notebook stays among its earlier versions; replaced runs are gone.",
  },
  {
    choice: "copy",
    title: "Take it in as copies",
    note: "What is here stays as it is, and what differs lies beside it.",
  },
];

/** `merry-otter 2026-11-23.flowbook`: without what some system does not allow in a name. */
export function fileName(name: string, at: Date): string {
  const plain = name.replace(/[^\p{L}\p{N} ._-]+/gu, " ").trim();
  return `${plain || "flowbook"} ${at.toISOString().slice(0, 10)}.flowbook`;
}

/** Of what is in a file or was taken from it: `2 notebooks, 1 run`. */
export function countsText(items: readonly ArchivedItem[]): string {
  const counts = KINDS.flatMap(({ kind }) => {
    const count = items.filter((item) => item.kind === kind).length;
    return count === 0 ? [] : [`${count} ${kind}${count === 1 ? "" : "s"}`];
  });
  return counts.length === 0 ? "nothing" : counts.join(", ");
}

const UNITS = ["bytes", "kB", "MB", "GB"];

export function sizeText(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const value = bytes / 1000 ** power;
  return `${value.toFixed(power === 0 || value >= 10 ? 0 : 1)} ${UNITS[power] ?? ""}`;
}

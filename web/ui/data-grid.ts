/** How keys move in a table of many rows, and which rows have to be there. Pure. */

/** What is known of where a key is pressed. */
export interface GridPlace<Row> {
  readonly at: number;
  /** Rows in sight. */
  readonly page: number;
  readonly rows: readonly Row[];
  readonly branchOf:
    ((row: Row) => { readonly level: number; readonly isOpen: boolean | null }) | undefined;
}

/** Where a key leads: a row's index, or what it does to the row it is pressed on; null: nothing. */
export function moveOf<Row>(
  key: string,
  { at, page, rows, branchOf }: GridPlace<Row>,
): number | "choose" | "toggle" | null {
  switch (key) {
    case "ArrowUp":
      return at - 1;
    case "ArrowDown":
      return at + 1;
    case "PageUp":
      return at - page;
    case "PageDown":
      return at + page;
    case "Home":
      return 0;
    case "End":
      return rows.length - 1;
    case "Enter":
    case " ":
      return "choose";
    default:
  }
  const row = rows[at];
  const branch = row === undefined ? undefined : branchOf?.(row);
  if (!branch || !branchOf) return null;
  if (key === "ArrowRight") {
    if (branch.isOpen === null) return null;
    return branch.isOpen ? at + 1 : "toggle";
  }
  if (key !== "ArrowLeft") return null;
  if (branch.isOpen === true) return "toggle";
  const parent = rows.slice(0, at).findLastIndex((each) => branchOf(each).level < branch.level);
  return parent === -1 ? null : parent;
}

/** The rows in sight, some on either side, and one that must not go: it has the focus. */
export function rangeWith(
  range: {
    readonly startIndex: number;
    readonly endIndex: number;
    readonly overscan: number;
    readonly count: number;
  },
  kept: number,
): number[] {
  const from = Math.max(0, range.startIndex - range.overscan);
  const to = Math.min(range.count - 1, range.endIndex + range.overscan);
  const indexes = Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
  if (kept >= range.count || (kept >= from && kept <= to)) return indexes;
  return kept < from ? [kept, ...indexes] : [...indexes, kept];
}

/** How large each task's box is, opened or not, and what fits into it. Pure. */

import type { FlowGraph, Slug, TaskNode } from "../../engine/model/graph.ts";
import type { Box, Chip, Waffle } from "./scene.ts";

const HEIGHT = 46;
/** A constant is never run: a box of one line is enough. */
const SMALL_HEIGHT = 28;
const LEAST_SMALL_WIDTH = 72;
const LEAST_WIDTH = 128;
const MOST_WIDTH = 260;
const LETTER = 7.2;
const ICON_ROOM = 54;
/** Right of the words of a mapped task: what opens it. */
const OPENER = 24;

/** Where text begins: right of band and icon. */
export const TEXT_X = 38;
/** Height of a row of chips, and of a chip. */
const CHIP_ROW = 20;
export const CHIP_HEIGHT = 15;
const CHIP_LETTER = 6;
const CHIP_GAP = 4;
const CHIP_LETTERS = 18;

/** Room around the cells of an opened box. */
const PAD = 12;
const WAFFLE_GAP = 2;
/** Children are drawn as cells up to so many; the box's word counts all of them. */
const MOST_CELLS = 10_000;
/** From up to how many children, how large a cell is and how many stand in a row: 420 units at most. */
const CELLS = [
  { most: 900, cell: 14, columns: 30 },
  { most: 2700, cell: 8, columns: 52 },
  { most: MOST_CELLS, cell: 4, columns: 104 },
] as const;

/** What is known of a box before it has a place. */
export interface BoxDraft {
  readonly slug: Slug;
  readonly node: TaskNode;
  readonly index: number;
  readonly isMapped: boolean;
  readonly isSmall: boolean;
  readonly label: string;
  readonly chips: readonly Chip[];
  readonly width: number;
  readonly height: number;
  readonly waffle: Waffle | null;
  /** With its waffle, if it is opened. */
  readonly openWidth: number;
  readonly openHeight: number;
}

/** The boxes of a graph. `expanded`: of each opened mapped task, how many children it has. */
export function draftsOf(graph: FlowGraph, expanded: ReadonlyMap<Slug, number>): BoxDraft[] {
  const mapped = new Set(graph.edges.filter((edge) => edge.mapped).map((edge) => edge.downstream));
  return graph.tasks.map((node, index) => {
    const { slug } = node;
    const isSmall = node.kind === "constant";
    const texts = Object.entries(graph.constants[slug] ?? {}).map(([name, { preview }]) =>
      cut(`${name} = ${preview}`, CHIP_LETTERS),
    );
    const isMapped = mapped.has(slug);
    const width = Math.min(MOST_WIDTH, widthOf(slug, texts, isSmall) + (isMapped ? OPENER : 0));
    const chips = chipsOf(texts, width);
    const height = (isSmall ? SMALL_HEIGHT : HEIGHT) + (chips.length > 0 ? CHIP_ROW : 0);
    const count = isMapped ? (expanded.get(slug) ?? 0) : 0;
    const waffle = count > 0 ? waffleOf(count, height) : null;
    return {
      slug,
      node,
      index,
      isMapped,
      isSmall,
      label: cut(slug, Math.floor((width - 44) / 7)),
      chips,
      width,
      height,
      waffle,
      openWidth: waffle ? Math.max(width, waffle.columns * waffle.cell + 2 * PAD) : width,
      openHeight: waffle ? waffle.y + rowsIn(waffle) * waffle.cell + PAD : height,
    };
  });
}

/** How high a box is apart from the cells below, in the drawing's units. */
export const closedHeight = ({ area, waffle }: Box): number =>
  waffle ? waffle.y - WAFFLE_GAP : area.height;

/** How many rows of cells a waffle has. */
export const rowsIn = ({ count, columns }: Waffle): number => Math.ceil(count / columns);

const cut = (text: string, room: number): string =>
  text.length > room ? `${text.slice(0, room - 1)}…` : text;

function widthOf(slug: Slug, texts: readonly string[], isSmall: boolean): number {
  const least = isSmall ? LEAST_SMALL_WIDTH : LEAST_WIDTH;
  const chips = texts.reduce((sum, text) => sum + chipWidth(text) + CHIP_GAP, TEXT_X + 4);
  const wanted = Math.max(ICON_ROOM + slug.length * LETTER, texts.length > 0 ? chips : 0);
  return Math.min(MOST_WIDTH, Math.max(least, wanted));
}

const chipWidth = (text: string): number => text.length * CHIP_LETTER + 8;

/** As many as fit; the last says how many do not. */
function chipsOf(texts: readonly string[], width: number): Chip[] {
  const chips: Chip[] = [];
  let x = TEXT_X;
  for (const [index, text] of texts.entries()) {
    const isLast = index === texts.length - 1;
    const rest = isLast ? 0 : chipWidth("+99") + CHIP_GAP;
    if (x + chipWidth(text) + rest + CHIP_GAP > width) {
      const more = `+${texts.length - index}`;
      chips.push({ text: more, x, width: chipWidth(more) });
      break;
    }
    chips.push({ text, x, width: chipWidth(text) });
    x += chipWidth(text) + CHIP_GAP;
  }
  return chips;
}

function waffleOf(children: number, height: number): Waffle {
  const count = Math.min(children, MOST_CELLS);
  const { cell, columns } = CELLS.find(({ most }) => count <= most) ?? CELLS[2];
  // A few stand in a block rather than in one line.
  const few = Math.max(8, Math.ceil(Math.sqrt(2 * count)));
  return { count, columns: Math.min(columns, few, count), cell, x: PAD, y: height + WAFFLE_GAP };
}

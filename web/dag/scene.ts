/** What the drawing of a flow is made of: where everything stands, apart from states and from pixels. */

import type { Edge, Slug, TaskNode } from "../../engine/model/graph.ts";
import type { Placed } from "./layout.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle in the drawing's own units, from its upper left corner. */
export interface Area extends Point {
  readonly width: number;
  readonly height: number;
}

/** The children of a mapped task as a grid of cells, in an opened box. */
export interface Waffle {
  /** Children from the first on; those beyond are counted in the box's word. */
  readonly count: number;
  readonly columns: number;
  /** Side of a cell with its gap. */
  readonly cell: number;
  /** Of the first cell's corner, from the box's upper left corner. */
  readonly x: number;
  readonly y: number;
}

/** An argument that the flow's text gave: its name and value in a few letters. */
export interface Chip {
  readonly text: string;
  /** From the box's left border. */
  readonly x: number;
  readonly width: number;
}

/** A task's box. A mapped task has one, however many children. */
export interface Box {
  readonly slug: Slug;
  readonly node: TaskNode;
  /** Its place in the graph's list of tasks: stable, and how typed arrays know it. */
  readonly index: number;
  readonly isMapped: boolean;
  /** A constant: one line, without a state word. */
  readonly isSmall: boolean;
  readonly area: Area;
  /** Boxes of one layer stand side by side; 0 is the uppermost. */
  readonly layer: number;
  /** Arguments that are constants kept off the graph, in a row of their own. */
  readonly chips: readonly Chip[];
  /** Its label, cut to the room there is. */
  readonly label: string;
  /** Where it is opened: the cells of its children. */
  readonly waffle: Waffle | null;
}

/** An edge hands a value over, only orders, or hands over one item to each child. */
export type ArrowKind = "data" | "state" | "mapped";

export interface Arrow {
  readonly id: string;
  readonly edge: Edge;
  readonly kind: ArrowKind;
  /** The arguments it fills. Edges between the same two tasks lie on one line: the first says all. */
  readonly label: string;
  readonly points: readonly Point[];
}

/** All there is to draw, but no states. Never changed: a new structure is a new scene. */
export interface Scene {
  readonly boxes: readonly Box[];
  readonly bySlug: ReadonlyMap<Slug, Box>;
  readonly arrows: readonly Arrow[];
  readonly width: number;
  readonly height: number;
  /** Where all stands with no box opened: what is opened and closed again comes back to it. */
  readonly home: Placed;
}

/** What lies at a place of the drawing. */
export interface Hit {
  readonly box: Box;
  /** The child whose cell it is, in an opened box. */
  readonly mapIndex: number | null;
}

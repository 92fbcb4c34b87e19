/** What a cell shows below itself: printed text, values, displays, errors. Plain data. */

import type { Place } from "./graph.ts";

/** Text that a cell printed: one line or more, without the line break at its end. */
export interface Printed {
  readonly level: string;
  readonly text: string;
  /** What was printed, to be unfolded, where it was one thing. */
  readonly node?: unknown;
  /** No line break followed: what is printed next goes on in the last line. */
  readonly isOpen?: true;
}

export type CellOutput =
  | ({ readonly type: "print" } & Printed)
  | { readonly type: "value"; readonly node: unknown }
  | {
      readonly type: "display";
      readonly display: Display;
      /** What is displayed later under the same id takes its place. */
      readonly id?: string;
    }
  | {
      readonly type: "error";
      readonly errorType: string;
      readonly message: string;
      readonly place: Place | null;
      readonly trace: readonly { readonly text: string; readonly place: Place | null }[];
    }
  | { readonly type: "note"; readonly text: string };

/** A value in another form than a tree of its parts. All of it is a stranger's. */
export type Display =
  | { readonly kind: "value"; readonly node: unknown }
  | {
      readonly kind: "image";
      readonly mime: ImageType;
      readonly data: Uint8Array;
      /** What it shows, for who cannot see it. */
      readonly alt?: string;
    }
  | { readonly kind: "html"; readonly html: string }
  | { readonly kind: "markdown"; readonly text: string }
  | { readonly kind: "chart"; readonly chart: Chart }
  | {
      readonly kind: "progress";
      readonly done: number;
      /** null: nobody knows. */
      readonly total: number | null;
      readonly label: string;
    };

export const IMAGE_TYPES = [
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/webp",
  "image/svg+xml",
] as const;

export type ImageType = (typeof IMAGE_TYPES)[number];

export const CHART_TYPES = ["line", "bar", "area", "dot"] as const;

/** Data to be drawn, a column a field. All columns are of one length. */
export interface Chart {
  readonly type: (typeof CHART_TYPES)[number];
  readonly title: string;
  readonly x: ChartColumn;
  /** Numbers. */
  readonly y: ChartColumn;
  /** A series a value. */
  readonly color: ChartColumn | null;
}

export interface ChartColumn {
  readonly name: string;
  /** `time`: milliseconds since the epoch. */
  readonly kind: "number" | "time" | "text";
  /** Numbers, or texts where the kind says so; null where a record has none. */
  readonly values: readonly (number | string | null)[];
}

/** The most that one output may hold. Both sides of the wire go by it. */
export const OUTPUT_LIMITS = {
  /** Bytes of an image. */
  image: 8_000_000,
  /** Characters of HTML, of Markdown. */
  html: 1_000_000,
  markdown: 200_000,
  /** Records in a chart, characters in a text of one, values by which it is coloured. */
  rows: 10_000,
  chartText: 200,
  /** Characters of a label, an id, an alternative text. */
  label: 200,
} as const;

/** The bytes that a display takes, roughly. */
export function sizeOfDisplay(display: Display): number {
  switch (display.kind) {
    case "image":
      return display.data.byteLength;
    case "html":
      return 2 * display.html.length;
    case "markdown":
      return 2 * display.text.length;
    case "chart":
      return 48 * display.chart.x.values.length;
    case "value":
      return 2_000;
    case "progress":
      return 100;
  }
}

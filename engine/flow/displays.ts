/** What every TypeScript cell can show below itself besides values: the types and their docs. */

/** Records to draw. All of them are fields of `data`'s records. */
export interface ChartOptions {
  readonly type: "line" | "bar" | "area" | "dot";
  /** Records (or numbers): at most 10,000. */
  readonly data: Iterable<object | number>;
  /** The field across: numbers, dates or texts. Left out: the record's place in the list. */
  readonly x?: string;
  /** The field upwards: numbers. Left out where `data` are numbers. */
  readonly y?: string;
  /** The field that tells series apart. */
  readonly color?: string;
  readonly title?: string;
}

/** A drawing: show it as the last value of a cell, or by `display`. */
export interface ChartDrawing {
  readonly type: ChartOptions["type"];
  readonly title: string;
}

export interface ImageOptions {
  /** `image/png` unless it says something else itself. */
  readonly type?: string;
  /** What it shows, for who cannot see it. */
  readonly alt?: string;
}

export interface DisplayFunction {
  /**
   * Shows a value below the cell: a chart, an image (a `Blob`, `ImageData` or `OffscreenCanvas`), an
   * object that has `_repr_html_`, `_repr_svg_`, `_repr_png_`, `_repr_jpeg_` or `_repr_markdown_`,
   * or anything else as a tree of its parts.
   */
  (value: unknown): void;
  /** Shows HTML, in a frame where no script runs and nothing is loaded. */
  html(html: string): void;
  markdown(text: string): void;
  svg(svg: string, options?: Pick<ImageOptions, "alt">): void;
  image(data: Uint8Array | ArrayBuffer | Blob, options?: ImageOptions): void;
}

/** Names that a cell has without importing them, unless a cell defines them itself. */
export interface CellGlobals {
  readonly display: DisplayFunction;
  /** A chart of records. It is shown where it is the last value of a cell, or by `display`. */
  readonly chart: (options: ChartOptions) => ChartDrawing;
  /** Shows how far something is. Called again with the same label it moves the same bar. */
  readonly progress: (done: number, total?: number | null, label?: string) => void;
  /** The items, one after the other, and a bar that shows how many of them are done. */
  readonly track: <T>(items: Iterable<T>, label?: string) => Generator<T, void, undefined>;
}

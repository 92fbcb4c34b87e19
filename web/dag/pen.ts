/** Draws paths and words, onto a canvas or into the text of an SVG file: what a box looks like has one home. */

import type { Point } from "./scene.ts";

export interface Stroke {
  readonly fill?: string | undefined;
  readonly stroke?: string | undefined;
  readonly width?: number;
  readonly dash?: readonly number[];
}

export interface Lettering {
  /** In the drawing's own units. */
  readonly size: number;
  readonly color: string;
  readonly isBold?: boolean;
  readonly isItalic?: boolean;
  readonly isCentred?: boolean;
  /** Around the letters, in the ground's colour, so that they can be read over lines. */
  readonly halo?: string;
}

export interface Pen {
  /** @param path  as in SVG, from `at` */
  path(path: string, at: Point, stroke: Stroke): void;
  /** @param at  where the base line begins; its middle, if centred */
  word(text: string, at: Point, lettering: Lettering): void;
  /** From here on all is drawn as strong as this, 0 to 1. */
  strength(alpha: number): void;
}

/** Paths are parsed once: a card of one size is drawn thousands of times. */
const MOST_KNOWN = 4_000;
/** Longer ones are the cells of a waffle, seldom drawn twice. */
const LONGEST_KNOWN = 1_000;

export class CanvasPen implements Pen {
  readonly #context: CanvasRenderingContext2D;
  readonly #font: string;
  static readonly #known = new Map<string, Path2D>();

  constructor(context: CanvasRenderingContext2D, font: string) {
    this.#context = context;
    this.#font = font;
    context.lineCap = "round";
    context.lineJoin = "round";
  }

  path(path: string, at: Point, { fill, stroke, width = 1.5, dash = [] }: Stroke): void {
    const context = this.#context;
    const shape = this.#shapeOf(path);
    context.translate(at.x, at.y);
    if (fill) {
      context.fillStyle = fill;
      context.fill(shape);
    }
    if (stroke) {
      context.strokeStyle = stroke;
      context.lineWidth = width;
      context.setLineDash([...dash]);
      context.stroke(shape);
    }
    context.translate(-at.x, -at.y);
  }

  word(text: string, at: Point, lettering: Lettering): void {
    const { size, color, isBold, isItalic, isCentred, halo } = lettering;
    const context = this.#context;
    context.font = `${isItalic ? "italic " : ""}${isBold ? 600 : 400} ${size}px ${this.#font}`;
    context.textAlign = isCentred ? "center" : "start";
    if (halo) {
      context.strokeStyle = halo;
      context.lineWidth = 4;
      context.setLineDash([]);
      context.strokeText(text, at.x, at.y);
    }
    context.fillStyle = color;
    context.fillText(text, at.x, at.y);
  }

  strength(alpha: number): void {
    this.#context.globalAlpha = alpha;
  }

  #shapeOf(path: string): Path2D {
    if (path.length > LONGEST_KNOWN) return new Path2D(path);
    const known = CanvasPen.#known;
    const shape = known.get(path) ?? new Path2D(path);
    if (known.size > MOST_KNOWN) known.clear();
    known.set(path, shape);
    return shape;
  }
}

export class SvgPen implements Pen {
  readonly #parts: string[] = [];
  readonly #font: string;
  #alpha = 1;

  constructor(font: string) {
    this.#font = font;
  }

  path(path: string, { x, y }: Point, { fill, stroke, width = 1.5, dash = [] }: Stroke): void {
    const place = x === 0 && y === 0 ? "" : ` transform="translate(${round(x)} ${round(y)})"`;
    const line = stroke ? ` stroke="${escape(stroke)}" stroke-width="${width}"` : "";
    const dashes = stroke && dash.length > 0 ? ` stroke-dasharray="${dash.join(" ")}"` : "";
    this.#add(`<path d="${path}"${place} fill="${escape(fill ?? "none")}"${line}${dashes}`, "/>");
  }

  word(text: string, { x, y }: Point, lettering: Lettering): void {
    const { size, color, isBold, isItalic, isCentred, halo } = lettering;
    const style = [
      isBold ? ' font-weight="600"' : "",
      isItalic ? ' font-style="italic"' : "",
      isCentred ? ' text-anchor="middle"' : "",
      halo ? ` paint-order="stroke" stroke="${escape(halo)}" stroke-width="4"` : "",
    ].join("");
    const place = `x="${round(x)}" y="${round(y)}"`;
    const look = `font-size="${size}" fill="${escape(color)}"${style}`;
    this.#add(`<text ${place} ${look}`, `>${escape(text)}</text>`);
  }

  strength(alpha: number): void {
    this.#alpha = alpha;
  }

  #add(start: string, end: string): void {
    this.#parts.push(`${start}${this.#alpha === 1 ? "" : ` opacity="${this.#alpha}"`}${end}`);
  }

  /** What was drawn, as one group. */
  toString(): string {
    const ends = 'stroke-linecap="round" stroke-linejoin="round"';
    return `<g font-family="${escape(this.#font)}" ${ends}>\n${this.#parts.join("\n")}\n</g>`;
  }
}

const round = (number: number): number => Math.round(number * 100) / 100;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** For text and for the value of an attribute; control characters, which XML has no place for, are left out. */
export const escape = (text: string): string =>
  text.replace(/[&<>"]|\p{Cc}/gu, (letter) => ENTITIES[letter] ?? "");

/** Which values show themselves in another form than a tree, and that form. */

import { IMAGE_TYPES, OUTPUT_LIMITS, type Display, type ImageType } from "../model/cell-output.ts";
import { ChartValue } from "./chart.ts";

/** Too much of it, or nothing that can be shown: the message says which. */
class CannotDisplay extends Error {}

type Form = (found: unknown) => Display | Promise<Display>;

/** As in IPython: an object's own methods say how it is shown. The first one that answers is taken. */
const METHODS: readonly (readonly [name: string, form: Form])[] = [
  ["_repr_html_", (found) => htmlOf(found)],
  ["_repr_svg_", (found) => svgOf(found)],
  ["_repr_png_", (found) => imageOf(found, { type: "image/png" })],
  ["_repr_jpeg_", (found) => imageOf(found, { type: "image/jpeg" })],
  ["_repr_markdown_", (found) => markdownOf(found)],
];

/**
 * null: it is shown as a tree, as any other value.
 * @throws CannotDisplay, at once or later
 */
export function richOf(value: unknown): Display | Promise<Display> | null {
  if (typeof value !== "object" || value === null) return null;
  const chart = ChartValue.dataOf(value);
  if (chart !== null) return { kind: "chart", chart };
  if (value instanceof Blob && isImageType(value.type)) return imageOf(value, {});
  if (isA("OffscreenCanvas", value) || isA("ImageData", value)) return canvasOf(value);
  for (const [name, form] of METHODS) {
    const method: unknown = Reflect.get(value, name);
    const found: unknown = typeof method === "function" ? method.call(value) : null;
    if (found !== null && found !== undefined) return form(found);
  }
  return null;
}

/** Whether it is of a class that not every worker has. */
function isA(name: "OffscreenCanvas" | "ImageData", value: object): boolean {
  const known: unknown = Reflect.get(globalThis, name);
  return typeof known === "function" && value instanceof known;
}

async function canvasOf(value: object): Promise<Display> {
  if (value instanceof OffscreenCanvas) return imageOf(await value.convertToBlob(), {});
  if (!(value instanceof ImageData)) throw new CannotDisplay("This is no picture.");
  const canvas = new OffscreenCanvas(value.width, value.height);
  canvas.getContext("2d")?.putImageData(value, 0, 0);
  return imageOf(await canvas.convertToBlob(), {});
}

export const htmlOf = (html: unknown): Display => ({
  kind: "html",
  html: textOf(html, "HTML", OUTPUT_LIMITS.html),
});

export const markdownOf = (text: unknown): Display => ({
  kind: "markdown",
  text: textOf(text, "Markdown", OUTPUT_LIMITS.markdown),
});

export function svgOf(svg: unknown, alt?: string): Display {
  const data = new TextEncoder().encode(textOf(svg, "SVG", OUTPUT_LIMITS.image));
  return image("image/svg+xml", data, alt);
}

interface ImageOptions {
  readonly type?: string | undefined;
  readonly alt?: string | undefined;
}

/** Reading a blob takes a moment. */
export function imageOf(data: unknown, { type, alt }: ImageOptions): Display | Promise<Display> {
  if (data instanceof Blob) {
    const own = type ?? (isImageType(data.type) ? data.type : undefined);
    return data.arrayBuffer().then((buffer) => bytesOf(new Uint8Array(buffer), own, alt));
  }
  if (data instanceof ArrayBuffer) return bytesOf(new Uint8Array(data), type, alt);
  if (data instanceof Uint8Array) return bytesOf(data, type, alt);
  throw new CannotDisplay("An image is given as a Uint8Array, an ArrayBuffer or a Blob.");
}

function bytesOf(data: Uint8Array, type = "image/png", alt?: string): Display {
  if (!isImageType(type)) {
    throw new CannotDisplay(`Images are shown of the types ${IMAGE_TYPES.join(", ")}.`);
  }
  return image(type, data, alt);
}

function image(mime: ImageType, data: Uint8Array, alt?: string): Display {
  if (data.byteLength > OUTPUT_LIMITS.image) {
    const megabytes = (data.byteLength / 1e6).toFixed(1);
    throw new CannotDisplay(`This image takes ${megabytes} MB; one of at most 8 MB is shown.`);
  }
  const text = alt === undefined ? {} : { alt: String(alt).slice(0, OUTPUT_LIMITS.label) };
  return { kind: "image", mime, data: data.slice(), ...text };
}

const isImageType = (type: string): type is ImageType =>
  IMAGE_TYPES.some((known) => known === type);

function textOf(value: unknown, what: string, most: number): string {
  if (typeof value !== "string") throw new CannotDisplay(`${what} is given as a text.`);
  if (value.length <= most) return value;
  throw new CannotDisplay(
    `This ${what} has ${value.length.toLocaleString("en")} characters; at most ${most.toLocaleString("en")} are shown.`,
  );
}

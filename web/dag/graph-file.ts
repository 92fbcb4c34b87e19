/** The graph as a file that stands alone: all of it, as it is from near. */

import { saveBlob } from "../ui/save-blob.ts";
import { saveText } from "../ui/save-text.ts";
import type { Colors } from "../theme/colors.ts";
import { drawScene, drawWaffles, paint, type Shown } from "./paint.ts";
import { escape, SvgPen } from "./pen.ts";
import type { Scene } from "./scene.ts";

const MARGIN = 16;
/** Pixels of one unit of the drawing in a picture. */
const SHARPNESS = 2;
/** What browsers can hold as one picture. */
const MOST_SIDE = 16_000;
const MOST_PIXELS = 120_000_000;

export interface GraphFile {
  readonly name: string;
  readonly scene: Scene;
  readonly shown: Shown;
  readonly colors: Colors;
}

/** What was selected or pointed at is the page's business, not the file's. */
const asRead = (shown: Shown): Shown => ({
  ...shown,
  selected: null,
  hovered: null,
  related: null,
  lit: new Set(),
});

/** The drawing as SVG, with its own ground and nothing to load. */
export function svgOf({ name, scene, shown, colors }: GraphFile): string {
  const pen = new SvgPen(colors.family);
  const whole = { x: 0, y: 0, width: scene.width, height: scene.height };
  /* A file is not drawn anew with each frame, and nobody can select in it: it has all labels. */
  const manner = { colors, detail: "full", mostLabels: Infinity } as const;
  drawScene(pen, scene, { shown: asRead(shown), ...manner });
  drawWaffles(pen, scene.boxes, { shown: asRead(shown), colors, visible: whole });
  const [width, height] = [scene.width + 2 * MARGIN, scene.height + 2 * MARGIN].map(Math.ceil);
  const view = `viewBox="${-MARGIN} ${-MARGIN} ${width} ${height}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ${view}>`,
    `<title>${escape(name)}</title>`,
    `<rect x="${-MARGIN}" y="${-MARGIN}" width="${width}" height="${height}" fill="${escape(colors.surface)}"/>`,
    pen.toString(),
    "</svg>",
  ].join("\n");
}

export const saveSvg = (file: GraphFile): void =>
  saveText(`${file.name}.svg`, svgOf(file), "image/svg+xml");

/**
 * Saves the drawing as a picture, twice as large as on the page where that is possible.
 * @throws RangeError if the browser cannot make a picture that large
 */
export async function savePng({ name, scene, shown, colors }: GraphFile): Promise<void> {
  const [width, height] = [scene.width + 2 * MARGIN, scene.height + 2 * MARGIN];
  const k = Math.min(
    SHARPNESS,
    MOST_SIDE / Math.max(width, height),
    Math.sqrt(MOST_PIXELS / (width * height)),
  );
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(width * k);
  canvas.height = Math.ceil(height * k);
  const context = canvas.getContext("2d", { alpha: false });
  if (!context) throw new RangeError("The browser gives no canvas for a picture of the graph.");
  paint(context, scene, {
    view: {
      transform: { k, x: MARGIN * k, y: MARGIN * k },
      width: canvas.width,
      height: canvas.height,
      ratio: 1,
      colors,
    },
    shown: asRead(shown),
  });
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new RangeError("The graph is too large for a picture: save it as SVG instead.");
  saveBlob(`${name}.png`, blob);
}

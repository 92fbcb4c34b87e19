/** Draws a flow as SVG: tasks in layers from top to bottom, edges with their keys. */

import type { Edge } from "./edge.ts";
import type { Flow } from "./flow.ts";
import type { Task } from "./task.ts";

const BOX = { height: 36, letter: 8, padding: 24, gap: 24 };
const LAYER = 96;
const MARGIN = 16;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** @throws ValueError if there is a cycle: then there are no layers */
export function visualizeFlow(flow: Flow): string {
  const layers = layersOf(flow);
  const widths = layers.map(
    (layer) => layer.reduce((sum, task) => sum + widthOf(task) + BOX.gap, 0) - BOX.gap,
  );
  const width = Math.max(0, ...widths) + 2 * MARGIN;
  const height = Math.max(0, (layers.length - 1) * LAYER + BOX.height) + 2 * MARGIN;
  const boxes = new Map<Task, Box>();
  layers.forEach((layer, row) => {
    let x = (width - (widths[row] ?? 0)) / 2;
    for (const task of layer) {
      boxes.set(task, { x, y: MARGIN + row * LAYER, width: widthOf(task) });
      x += widthOf(task) + BOX.gap;
    }
  });
  const lines = [...flow.edges].map((edge) => drawEdge(edge, boxes));
  const shapes = [...boxes].map(([task, box]) => drawTask(task, box));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ` +
      `viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13">`,
    `<title>${escape(flow.name)}</title>`,
    '<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" ' +
      'orient="auto"><path d="M0,0 L8,4 L0,8 z" fill="#555"/></marker></defs>',
    ...lines,
    ...shapes,
    "</svg>",
  ].join("\n");
}

/** Each task one layer below the lowest of those it depends on. */
function layersOf(flow: Flow): Task[][] {
  const layers: Task[][] = [];
  const rowOf = new Map<Task, number>();
  for (const task of flow.sortedTasks()) {
    const above = [...flow.upstreamTasks(task)].map((up) => rowOf.get(up) ?? 0);
    const row = above.length === 0 ? 0 : Math.max(...above) + 1;
    rowOf.set(task, row);
    (layers[row] ??= []).push(task);
  }
  return layers;
}

const widthOf = (task: Task): number => task.name.length * BOX.letter + BOX.padding;

function drawTask(task: Task, { x, y, width }: Box): string {
  /* Parameters are given, not run; mapped tasks run many times. */
  const round = task.kind === "parameter" ? BOX.height / 2 : 6;
  return (
    `<g><rect x="${x}" y="${y}" width="${width}" height="${BOX.height}" rx="${round}" ` +
    'fill="#fff" stroke="#555"/>' +
    `<text x="${x + width / 2}" y="${y + 23}" text-anchor="middle" fill="#222">` +
    `${escape(task.name)}</text></g>`
  );
}

function drawEdge(edge: Edge, boxes: ReadonlyMap<Task, Box>): string {
  const [from, to] = [boxes.get(edge.upstreamTask), boxes.get(edge.downstreamTask)];
  if (from === undefined || to === undefined) return "";
  const [x1, y1] = [from.x + from.width / 2, from.y + BOX.height];
  const [x2, y2] = [to.x + to.width / 2, to.y];
  const dashes = edge.mapped ? ' stroke-dasharray="5 4"' : "";
  const line =
    `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="#555"${dashes} ` +
    'marker-end="url(#arrow)"/>';
  if (edge.key === null) return line;
  const [x, y] = [(x1 + x2) / 2 + 4, (y1 + y2) / 2];
  return `${line}<text x="${x}" y="${y}" fill="#777" font-size="11">${escape(edge.key)}</text>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}

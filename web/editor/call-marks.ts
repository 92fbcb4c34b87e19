/** Draws in an editor which lines made tasks: the state's icon in the margin, light on the line. */

import type { CellMarks } from "../session/use-pointing.ts";
import { STATE_TYPES } from "../../engine/model/state.ts";
import { lookOf } from "../theme/state-look.ts";
import { monaco } from "./monaco.ts";

type Decorations = monaco.editor.IEditorDecorationsCollection;

/** Puts the marks in place of those that were there; lines that the text does not have are left out. */
export function drawMarks(
  decorations: Decorations,
  model: monaco.editor.ITextModel | null,
  { marks, selectedLine, pointedLine }: CellMarks,
): void {
  const count = model?.getLineCount() ?? 0;
  const found: monaco.editor.IModelDeltaDecoration[] = marks.map(({ line, type, text }) => ({
    range: new monaco.Range(line, 1, line, 1),
    options: {
      firstLineDecorationClassName: `call-mark is-${type}`,
      linesDecorationsTooltip: `${text}. Show in the graph (Alt+G)`,
    },
  }));
  for (const [line, name] of [
    [pointedLine, "is-pointed"],
    [selectedLine, "is-selected"],
  ] as const) {
    if (line === null) continue;
    const range = new monaco.Range(line, 1, line, 1);
    found.push({ range, options: { isWholeLine: true, className: `call-line ${name}` } });
  }
  decorations.set(found.filter(({ range }) => range.startLineNumber <= count));
}

/** Whether a click was on a mark, and of which line; null: it was elsewhere. */
export function markedLine({ target }: monaco.editor.IEditorMouseEvent): number | null {
  const isMark = target.element?.classList.contains("call-mark") === true;
  return isMark ? (target.position?.lineNumber ?? null) : null;
}

/* Monaco gives a margin's decoration nothing but a class, so each state's icon is one. */
const sheet = new CSSStyleSheet();
sheet.replaceSync(
  STATE_TYPES.map((type) => {
    const { icon, color } = lookOf(type);
    const path = `<path d='${icon}' fill='none' stroke='#000' stroke-width='1.7' stroke-linecap='round' stroke-linejoin='round'/>`;
    const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 14 14'>${path}</svg>`;
    const mask = `url("data:image/svg+xml,${encodeURIComponent(svg)}") center / 13px no-repeat`;
    return `.call-mark.is-${type} { background: ${color}; mask: ${mask}; }`;
  }).join("\n"),
);
document.adoptedStyleSheets.push(sheet);

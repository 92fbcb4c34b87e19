/** Shows in an editor what was found in its cell. */

import type { CellFinds } from "../find/found.ts";
import { monaco } from "./monaco.ts";
import { revealLine } from "./reveal-line.ts";

type Editor = monaco.editor.IStandaloneCodeEditor;

/** Puts these finds in place of those that were shown. */
export function drawFinds(
  editor: Editor,
  decorations: monaco.editor.IEditorDecorationsCollection,
  { matches, current }: CellFinds,
): void {
  const model = editor.getModel();
  if (!model) return;
  decorations.set(
    matches.map((match) => ({
      range: monaco.Range.fromPositions(
        model.getPositionAt(match.start),
        model.getPositionAt(match.end),
      ),
      options: { className: match === current ? "find-match is-current" : "find-match" },
    })),
  );
}

/** Brings the match one is at into sight, and leaves the focus where it is. */
export function revealFind(editor: Editor, { current }: CellFinds, lineHeight: number): void {
  const line = current && editor.getModel()?.getPositionAt(current.start).lineNumber;
  if (!line) return;
  revealLine(editor.getContainerDomNode(), editor.getTopForLineNumber(line), lineHeight);
}

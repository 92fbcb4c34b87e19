/** Joins what a cell shows to what it showed before, as a terminal would. Pure. */

import type { CellOutput } from "../model/cell-output.ts";

type Print = Extract<CellOutput, { type: "print" }>;

/** Lines that are printed one after the other are one output up to so many characters. */
const FULL = 30_000;

/**
 * The outputs with these after them. Printed text goes on where the last line was left open; a `\r`
 * in it begins the line again; a display takes the place of the one with its id.
 */
export function joinOutputs(
  before: readonly CellOutput[],
  added: readonly CellOutput[],
): readonly CellOutput[] {
  const joined = [...before];
  for (const output of added) addOutput(joined, output);
  return joined;
}

/** The same in place. Answers by how many characters of print it grew. */
export function addOutput(outputs: CellOutput[], output: CellOutput): number {
  if (output.type === "print") return addPrint(outputs, output);
  const { id } = output.type === "display" ? output : {};
  const same = id === undefined ? -1 : outputs.findLastIndex((each) => idOf(each) === id);
  if (same >= 0) outputs[same] = output;
  else outputs.push(output);
  return 0;
}

const idOf = (output: CellOutput): string | undefined =>
  output.type === "display" ? output.id : undefined;

function addPrint(outputs: CellOutput[], output: Print): number {
  const last = outputs.at(-1);
  if (last?.type !== "print" || !canJoin(last, output)) {
    const text = withoutReturns(output.text);
    outputs.push({ ...output, text });
    return text.length;
  }
  const text =
    last.isOpen === true
      ? last.text.slice(0, lineStart(last.text)) +
        withoutReturns(last.text.slice(lineStart(last.text)) + output.text)
      : `${last.text}\n${withoutReturns(output.text)}`;
  const { isOpen } = output;
  outputs[outputs.length - 1] = {
    type: "print",
    level: output.level,
    text,
    ...(isOpen === true ? { isOpen } : {}),
  };
  return text.length - last.text.length;
}

function canJoin(last: Print, next: Print): boolean {
  if (last.level !== next.level || last.node !== undefined || next.node !== undefined) return false;
  return last.isOpen === true || last.text.length < FULL;
}

const lineStart = (text: string): number => text.lastIndexOf("\n") + 1;

/** The text as a terminal shows it; a `\r` at its very end is kept: the next text begins the line again. */
function withoutReturns(text: string): string {
  if (!text.includes("\r")) return text;
  return text.replaceAll("\r\n", "\n").split("\n").map(written).join("\n");
}

function written(line: string): string {
  if (!line.includes("\r")) return line;
  const parts = line.split("\r");
  const shown = parts.reduce((under, over) => over + under.slice(over.length));
  return parts.at(-1) === "" ? `${shown}\r` : shown;
}

/** The lines that printed text shows. */
export const printedLines = ({ text }: Pick<Print, "text">): string[] =>
  text.replaceAll("\r", "").split("\n");

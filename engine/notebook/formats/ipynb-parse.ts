/**
 * Reads the JSON of a Jupyter notebook: anybody's file. What it must have is checked, and a fault is
 * told with its place; what is not needed is not looked at.
 */

import { badFile, MOST_CELLS } from "./format.ts";

export interface JupyterCell {
  readonly type: string;
  readonly source: string;
  readonly metadata: JsonObject;
  /** How many outputs it shows. */
  readonly outputs: number;
  /** Files within the cell: by name, then by media type, as base64. */
  readonly attachments: JsonObject;
}

export interface JupyterNotebook {
  readonly metadata: JsonObject;
  readonly cells: readonly JupyterCell[];
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** @throws FlowbookError `badFile` */
export function parseJupyter(text: string): JupyterNotebook {
  const file = readJson(text);
  if (!isObject(file)) {
    throw badFile(`A Jupyter notebook is a JSON object, and this file holds ${nameOf(file)}.`);
  }
  const { nbformat, cells, metadata } = file;
  if (typeof nbformat !== "number") {
    throw badFile(
      'This JSON file is no Jupyter notebook: it has no number "nbformat" that says its version.',
    );
  }
  if (Math.floor(nbformat) !== 4) {
    throw badFile(
      `The file is in Jupyter's format ${nbformat}, and only 4 can be read. Open it in Jupyter and save it again, or run: jupyter nbconvert --to notebook --inplace FILE`,
      { nbformat },
    );
  }
  if (!Array.isArray(cells)) {
    throw badFile(`A Jupyter notebook has a list "cells", and this one has ${nameOf(cells)}.`);
  }
  if (cells.length > MOST_CELLS) {
    const message = `The file has ${cells.length} cells, and a notebook at most ${MOST_CELLS}. Split it into several files.`;
    throw badFile(message, { cells: cells.length });
  }
  return {
    metadata: isObject(metadata) ? metadata : {},
    cells: cells.map((cell: unknown, index) => readCell(cell, index)),
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw badFile(
      `The file is no whole Jupyter notebook: as JSON it cannot be read. ${why}. It may have been cut off; fetch or save it again.`,
    );
  }
}

function readCell(cell: unknown, index: number): JupyterCell {
  const at = `cells[${index}]`;
  if (!isObject(cell)) {
    throw badFile(`${at} of the file should be an object, and is ${nameOf(cell)}.`, { at });
  }
  const { cell_type: type, source, metadata, outputs, attachments } = cell;
  if (typeof type !== "string") {
    throw badFile(`${at}.cell_type should say what the cell is, and is ${nameOf(type)}.`, { at });
  }
  return {
    type,
    source: readSource(source, `${at}.source`),
    metadata: isObject(metadata) ? metadata : {},
    outputs: Array.isArray(outputs) ? outputs.length : 0,
    attachments: isObject(attachments) ? attachments : {},
  };
}

/** A text, or its lines. */
function readSource(source: unknown, at: string): string {
  if (typeof source === "string") return source;
  if (!Array.isArray(source)) {
    throw badFile(`${at} should be a text or a list of lines, and is ${nameOf(source)}.`, { at });
  }
  return source
    .map((line: unknown, index) => {
      if (typeof line === "string") return line;
      const place = `${at}[${index}]`;
      throw badFile(`${place} should be a text, and is ${nameOf(line)}.`, { at: place });
    })
    .join("");
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const textIn = (object: JsonObject, key: string): string | undefined => {
  const value = object[key];
  return typeof value === "string" ? value : undefined;
};

export const objectIn = (object: JsonObject, key: string): JsonObject => {
  const value = object[key];
  return isObject(value) ? value : {};
};

/** What a JSON value is, in words. */
function nameOf(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

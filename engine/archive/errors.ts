/** How the rooms of the archive say that a file cannot be taken. */

import { FlowbookError } from "../model/errors.ts";

/** @param why  what is wrong with it, as the end of a sentence */
export const badArchive = (why: string): FlowbookError =>
  new FlowbookError(
    "badArchive",
    `This file cannot be taken in: ${why}. Nothing was changed. Export it again, or take another copy of it.`,
    { why },
  );

/** Reads a part of the file; what the parse functions refuse becomes a fault of the file. */
export function readingPart<T>(part: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof FlowbookError && error.code === "badMessage") {
      throw badArchive(
        `in ${part}, ${String(error.data["what"])} is not ${String(error.data["expected"])}`,
      );
    }
    throw error;
  }
}

/** The errors of Prefect's Python that JavaScript lacks. `TypeError` is JavaScript's own. */

/** A value that is of the right type and still cannot be right. */
export class ValueError extends Error {
  override readonly name: string = "ValueError";
}

/** Something was asked for at a moment when it cannot be done. */
export class RuntimeError extends Error {
  override readonly name: string = "RuntimeError";
}

/** A key that a mapping does not have. */
export class KeyError extends Error {
  override readonly name: string = "KeyError";
}

/** A position that a list does not have. */
export class IndexError extends Error {
  override readonly name: string = "IndexError";
}

/** A task has no such option or field. */
export class AttributeError extends Error {
  override readonly name: string = "AttributeError";
}

/** Prefect's operators divide as Python does, not as JavaScript does. */
export class ZeroDivisionError extends Error {
  override readonly name: string = "ZeroDivisionError";
}

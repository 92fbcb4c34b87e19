/** Whether a value is JSON and nothing but JSON. */

const DEEPEST = 100;

/** True for null, booleans, finite numbers, texts, lists and plain objects of these. */
export function isJson(value: unknown, depth = 0): boolean {
  if (depth > DEEPEST) return false;
  switch (typeof value) {
    case "string":
    case "boolean":
      return true;
    case "number":
      return Number.isFinite(value);
    case "object": {
      if (value === null) return true;
      if (Array.isArray(value)) return value.every((item) => isJson(item, depth + 1));
      const prototype: unknown = Object.getPrototypeOf(value);
      const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
      return isPlain && Object.values(value).every((item) => isJson(item, depth + 1));
    }
    default:
      return false;
  }
}

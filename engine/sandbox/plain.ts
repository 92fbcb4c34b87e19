/** Looks through a value for what cannot leave its worker, and measures it. */

/** Where in a value something stands that cannot be copied, and what it is. */
export interface Obstacle {
  /** `.rows[0].parse`, or nothing for the value itself. */
  readonly path: string;
  /** `a function`, `a Promise`, `a WeakMap`… */
  readonly what: string;
}

export type Survey =
  | { readonly ok: true; readonly size: number }
  | { readonly ok: false; readonly obstacle: Obstacle };

/** The most that one value may take, in rough bytes: Chromium keeps no record over 127 MB in IndexedDB. */
const MAX_SIZE = 120 * 1024 * 1024;

interface Step {
  readonly from: Step | null;
  readonly key: string;
}

interface Visit {
  readonly value: object;
  readonly at: Step | null;
}

/** What the whole survey shares; a class of its own would only rename these. */
interface Journey {
  readonly seen: Set<object>;
  readonly pending: Visit[];
  /** Names values that are no data in this program, such as its tasks. */
  readonly foreign: (value: object) => string | null;
  size: number;
  obstacle: Obstacle | null;
}

/** @param foreign what to call an object that must not leave, or null if it is just data */
export function survey(value: unknown, foreign: (value: object) => string | null): Survey {
  const journey: Journey = {
    seen: new Set(),
    pending: [],
    foreign,
    size: 0,
    obstacle: null,
  };
  meet(journey, value, null);
  while (journey.obstacle === null) {
    const next = journey.pending.pop();
    if (next === undefined) return { ok: true, size: journey.size };
    enter(journey, next);
    if (journey.size > MAX_SIZE) {
      const size = `about ${Math.round(journey.size / 1024 / 1024)} MB big; 120 MB is the most`;
      journey.obstacle = { path: "", what: size };
    }
  }
  return { ok: false, obstacle: journey.obstacle };
}

function meet(journey: Journey, value: unknown, at: Step | null): void {
  switch (typeof value) {
    case "string":
      journey.size += 8 + 2 * value.length;
      return;
    case "function":
      journey.obstacle ??= { path: pathTo(at), what: journey.foreign(value) ?? "a function" };
      return;
    case "symbol":
      journey.obstacle ??= { path: pathTo(at), what: "a symbol" };
      return;
    case "object":
      if (value === null) journey.size += 8;
      else if (!journey.seen.has(value)) {
        journey.seen.add(value);
        journey.pending.push({ value, at });
      }
      return;
    default:
      journey.size += 8;
  }
}

function enter(journey: Journey, { value, at }: Visit): void {
  journey.size += 16;
  const step = (key: string): Step => ({ from: at, key });
  if (Array.isArray(value)) {
    journey.size += 8 * value.length;
    for (let index = 0; index < value.length; index++) {
      const item: unknown = value[index];
      /* A number needs no path: most lists are made of them. */
      if (typeof item === "number") journey.size += 8;
      else meet(journey, item, step(`[${index}]`));
    }
    return;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    const what = journey.foreign(value) ?? obstacleOf(value);
    if (what !== null) {
      journey.obstacle ??= { path: pathTo(at), what };
      return;
    }
    if (enterBuiltIn(journey, value, step)) return;
  }
  for (const key of Object.keys(value)) {
    journey.size += 8 + 2 * key.length;
    meet(journey, Reflect.get(value, key), step(keyPath(key)));
  }
}

/** Goes into what structured clone copies by other means than its fields. */
function enterBuiltIn(journey: Journey, value: object, step: (key: string) => Step): boolean {
  if (value instanceof Map) {
    let index = 0;
    for (const [key, held] of value) {
      meet(journey, key, step(`.keys()[${index}]`));
      meet(journey, held, step(`.get(${keyText(key)})`));
      index++;
    }
    return true;
  }
  if (value instanceof Set) {
    let index = 0;
    for (const held of value) meet(journey, held, step(`.values()[${index++}]`));
    return true;
  }
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
    journey.size += value.byteLength;
    return true;
  }
  if (value instanceof Error) {
    journey.size += 100 + 2 * String(value.stack).length;
    return true;
  }
  return LEAVES.some((leaf) => value instanceof leaf);
}

const LEAVES = [Date, RegExp, Boolean, Number, String];
const BUILT_IN = [Map, Set, ArrayBuffer, ...LEAVES];

/** Whether an object is of no class but one of the language's own for data. */
export function isBuiltInData(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype || Array.isArray(value)) return true;
  return ArrayBuffer.isView(value) || BUILT_IN.some((each) => each.prototype === prototype);
}

const keyPath = (key: string): string =>
  /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;

const keyText = (key: unknown): string => {
  if (typeof key === "string") return JSON.stringify(key);
  return typeof key === "number" || typeof key === "boolean" ? String(key) : "…";
};

function pathTo(at: Step | null): string {
  const keys: string[] = [];
  for (let step = at; step !== null; step = step.from) keys.push(step.key);
  return keys.reverse().join("");
}

/** Classes of the language and the browser whose objects mean something only where they were made. */
const BOUND = [
  "Promise",
  "WeakMap",
  "WeakSet",
  "WeakRef",
  "SharedArrayBuffer",
  "MessagePort",
  "MessageChannel",
  "BroadcastChannel",
  "Blob",
  "FileReader",
  "ImageBitmap",
  "ImageData",
  "OffscreenCanvas",
  "ReadableStream",
  "WritableStream",
  "TransformStream",
  "Request",
  "Response",
  "Headers",
  "FormData",
  "URL",
  "URLSearchParams",
  "AbortSignal",
  "AbortController",
  "CryptoKey",
  "Worker",
  "EventTarget",
];

/** What such an object is; null if it can be copied. */
function obstacleOf(value: object): string | null {
  for (const name of BOUND) {
    const bound: unknown = Reflect.get(globalThis, name);
    if (typeof bound === "function" && value instanceof bound) {
      return name === "URL" ? "a URL (return its href)" : article(name);
    }
  }
  const tag: unknown = Reflect.get(value, Symbol.toStringTag);
  if (typeof tag !== "string") return null;
  /* Their content is hidden: a copy would be an empty object. */
  if (tag.startsWith("Temporal.")) return `a ${tag} (return its text, by toString())`;
  if (tag.includes("Generator") || tag.endsWith("Iterator")) return article(tag);
  if (tag.startsWith("WebAssembly.")) return article(tag);
  return null;
}

const article = (noun: string): string => `${/^[AEIOU]/i.test(noun) ? "an" : "a"} ${noun}`;

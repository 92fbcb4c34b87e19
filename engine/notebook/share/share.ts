/**
 * A notebook as the letters behind `#s=` of a link, and back. The first letter names the kind, then
 * come body and checksum in base64url:
 *
 *   a  version 1: UTF-8, foretold from dictionary 1; short texts
 *   b  version 1: UTF-8, deflated with dictionary 1
 *   c  version 1: UTF-16, deflated; texts with half a character, which UTF-8 cannot hold
 *   d  version 1: UTF-8 as it is; a few letters that nothing makes shorter
 *   e  version 1: UTF-16 as it is
 *
 * As a capital letter: before the text stands a line of JSON with what else is shared. What has been
 * sent must open for ever: a kind that exists never changes, and a better one takes the next letter.
 */

import { Deflate, Inflate } from "fflate";
import { FlowbookError } from "../../model/errors.ts";
import { checksum, fromLetters, toLetters } from "./bytes.ts";
import { DICTIONARY_1 } from "./dictionary-1.ts";
import { foretellDecode, foretellEncode } from "./foretell.ts";

/** What was entered for parameters: by flow, by parameter, as it was typed. */
export type SharedParameters = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface Shared {
  readonly markdown: string;
  readonly parameters?: SharedParameters;
  /** Whoever opens it is asked once, and then all its cells run. */
  readonly runOnOpen?: boolean;
}

/** Letters a link may have: browsers refuse longer ones. */
export const MOST_LETTERS = 1_000_000;
/** Bytes that a text may have: a link of few letters could say a billion. */
export const MOST_BYTES = 4_000_000;
/** Letters that parameters may have: a browser keeps them where there is little room. */
const MOST_EXTRAS = 100_000;
/** Texts up to here are foretold: that takes 5 microseconds a byte, and twice the memory. */
const MOST_FORETOLD = 32_768;

const KINDS = ["a", "b", "c", "d", "e"] as const;
type Kind = (typeof KINDS)[number];

const encoder = new TextEncoder();
/* What a text begins with is a part of it, a byte order mark too. */
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const dictionary = encoder.encode(DICTIONARY_1);

/**
 * @returns the letters behind `#s=`
 * @throws FlowbookError badLink where it is too long for any link
 */
export function encodeShare(shared: Shared): string {
  const extras = extrasOf(shared);
  const text = extras === "" ? shared.markdown : `${extras}\n${shared.markdown}`;
  const bytes = encoder.encode(text);
  if (bytes.length > MOST_BYTES) throw tooLong();
  const units = toUnits(text);
  const letters = [pack("c", deflated(units), units), pack("e", units, units)];
  if (decoder.decode(bytes) === text) {
    letters.unshift(pack("b", deflated(bytes, dictionary), bytes), pack("d", bytes, bytes));
    if (bytes.length <= MOST_FORETOLD && !bytes.includes(0)) {
      letters.unshift(pack("a", foretellEncode(bytes, dictionary), bytes));
    }
  }
  const [shortest = ""] = letters.toSorted((one, other) => one.length - other.length);
  if (shortest.length > MOST_LETTERS) throw tooLong();
  return extras === "" ? shortest : shortest.charAt(0).toUpperCase() + shortest.slice(1);
}

/**
 * @param letters  what stands behind `#s=`: a stranger wrote it
 * @throws FlowbookError badLink, and nothing else, where it is none that `encodeShare` made
 */
export function decodeShare(letters: string): Shared {
  if (letters.length > MOST_LETTERS) throw tooLong();
  const first = letters.charAt(0);
  const kind = KINDS.find((each) => each === first.toLowerCase());
  if (kind === undefined) throw unknown(letters);
  const bytes = fromLetters(letters.slice(1));
  const size = bytes === null ? null : checksumSize(bytes.length);
  if (bytes === null || size === null) throw damaged();
  const body = bytes.subarray(0, bytes.length - size);
  const plain = unpack(kind, body);
  if (plain === null) throw damaged();
  const check = checksum(kind, plain, size);
  if (!check.every((byte, i) => byte === bytes[body.length + i])) throw damaged();
  const text = kind === "c" || kind === "e" ? fromUnits(plain) : decoder.decode(plain);
  return first === kind ? { markdown: text } : withExtras(text);
}

function pack(kind: Kind, body: Uint8Array, plain: Uint8Array): string {
  const size = body.length >= 10 ? 4 : body.length >= 6 ? 3 : 2;
  const bytes = new Uint8Array(body.length + size);
  bytes.set(body);
  bytes.set(checksum(kind, plain, size), body.length);
  return kind + toLetters(bytes);
}

/** Of body and checksum together; null: no body has that many. */
function checksumSize(length: number): number | null {
  if (length >= 14) return 4;
  if (length >= 9 && length <= 12) return 3;
  return length >= 2 && length <= 7 ? 2 : null;
}

/** @returns null: damaged */
function unpack(kind: Kind, body: Uint8Array): Uint8Array | null {
  if (kind === "a") return foretellDecode(body, dictionary, MOST_FORETOLD);
  if (kind === "b") return inflated(body, dictionary);
  return kind === "c" ? inflated(body) : body;
}

function deflated(bytes: Uint8Array, dictionary_?: Uint8Array): Uint8Array {
  const chunks: Uint8Array[] = [];
  const deflate = new Deflate(
    { level: 9, ...(dictionary_ === undefined ? {} : { dictionary: dictionary_ }) },
    (chunk) => void chunks.push(chunk),
  );
  deflate.push(bytes, true);
  return joined(chunks);
}

/** By and by, so that what grows beyond all bounds is left before it has. @returns null: damaged */
function inflated(body: Uint8Array, dictionary_?: Uint8Array): Uint8Array | null {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const inflate = new Inflate(
    dictionary_ === undefined ? {} : { dictionary: dictionary_ },
    (chunk) => {
      chunks.push(chunk);
      length += chunk.length;
    },
  );
  const STEP = 4096;
  try {
    for (let at = 0; at < body.length; at += STEP) {
      inflate.push(body.subarray(at, at + STEP), at + STEP >= body.length);
      if (length > MOST_BYTES) return null;
    }
  } catch {
    /* What it says of its inner state helps nobody: the caller says that the link is damaged. */
    return null;
  }
  return joined(chunks);
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function toUnits(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  for (let i = 0; i < text.length; i++) {
    bytes[2 * i] = text.charCodeAt(i) & 255;
    bytes[2 * i + 1] = text.charCodeAt(i) >> 8;
  }
  return bytes;
}

function fromUnits(bytes: Uint8Array): string {
  const units: string[] = [];
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    units.push(String.fromCharCode((bytes[i] ?? 0) | ((bytes[i + 1] ?? 0) << 8)));
  }
  return units.join("");
}

/** Of one line; empty: there is nothing but the text. */
function extrasOf({ parameters = {}, runOnOpen = false }: Shared): string {
  const entered = Object.entries(parameters).filter(([, each]) => Object.keys(each).length > 0);
  if (entered.length === 0 && !runOnOpen) return "";
  const extras = JSON.stringify({
    ...(entered.length > 0 ? { p: Object.fromEntries(entered) } : {}),
    ...(runOnOpen ? { r: 1 } : {}),
  });
  if (extras.length <= MOST_EXTRAS) return extras;
  throw new FlowbookError(
    "badLink",
    "The parameters are too long for a link. Leave them out, or write them into a cell.",
  );
}

function withExtras(text: string): Shared {
  const end = text.indexOf("\n");
  const extras = end < 0 || end > MOST_EXTRAS ? null : parsed(text.slice(0, end));
  if (extras === null) throw damaged();
  const flows = Object.entries(recordOf(extras["p"])).map(([flow, entries]) => {
    const texts = Object.entries(recordOf(entries)).flatMap(([name, value]) =>
      typeof value === "string" ? [[name, value] as const] : [],
    );
    return [flow, Object.fromEntries(texts)] as const;
  });
  return {
    markdown: text.slice(end + 1),
    ...(flows.length > 0 ? { parameters: Object.fromEntries(flows) } : {}),
    ...(extras["r"] === 1 ? { runOnOpen: true } : {}),
  };
}

function parsed(json: string): Record<string, unknown> | null {
  try {
    return recordOf(JSON.parse(json));
  } catch {
    /* No JSON: the caller says that the link is damaged. */
    return null;
  }
}

const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};

const damaged = (): FlowbookError =>
  new FlowbookError(
    "badLink",
    "This link is damaged: a part of it is missing or changed. Chat and mail programs cut long links: copy it whole, or ask for it again, or for the notebook as a file.",
  );

const unknown = (letters: string): FlowbookError =>
  new FlowbookError(
    "badLink",
    letters === ""
      ? "This link holds no notebook: what stands behind #s= is missing. Copy it whole, or ask for it again."
      : "This link is of no kind that this version of Flowbook knows: it is damaged, or of a newer version. Reload the page, or ask for the link again.",
  );

const tooLong = (): FlowbookError =>
  new FlowbookError(
    "badLink",
    "This notebook is too long for a link: browsers refuse it. Send it as a file instead.",
  );

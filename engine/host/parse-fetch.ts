/** Parses what user code asks of the network. Whether it may have it is decided elsewhere. */

import { FETCH_LIMITS, FETCH_METHODS, type FetchRequest } from "../model/network.ts";
import { fieldsOf, listOf, malformed, oneOf, textOf } from "./guards.ts";

export function parseFetch(value: unknown): FetchRequest {
  const fields = fieldsOf(value, "a request");
  return {
    url: textOf(fields["url"], "the address of a request", FETCH_LIMITS.url),
    method: oneOf(fields["method"], "the method of a request", FETCH_METHODS),
    headers: listOf(fields["headers"], "the headers of a request", {
      max: FETCH_LIMITS.headers,
      item: parseHeader,
    }),
    body: parseBody(fields["body"]),
  };
}

function parseHeader(value: unknown): readonly [string, string] {
  if (!Array.isArray(value) || value.length !== 2)
    throw malformed("a header", "a name and a value");
  return [
    textOf(value[0], "the name of a header", FETCH_LIMITS.header),
    textOf(value[1], "the value of a header", FETCH_LIMITS.header),
  ];
}

/** A small view may stand on a large buffer, which came along whole. */
function parseBody(value: unknown): Uint8Array | null {
  if (value === null) return null;
  if (!(value instanceof Uint8Array)) throw malformed("the body of a request", "bytes");
  if (value.buffer.byteLength > FETCH_LIMITS.body) {
    throw malformed("the body of a request", `at most ${FETCH_LIMITS.body} bytes`);
  }
  return value;
}

/** What user code asks of the network, what it gets, and what a person allows: plain data. */

/** One request, as user code made it. Nothing of it is believed before the host is checked. */
export interface FetchRequest {
  readonly url: string;
  readonly method: FetchMethod;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array | null;
}

/** What came of it. */
export type FetchReply =
  | {
      readonly ok: true;
      readonly url: string;
      readonly status: number;
      readonly statusText: string;
      readonly headers: readonly (readonly [name: string, value: string])[];
      readonly body: Uint8Array;
    }
  /** It was not made, or not answered; the message says why and what to do. */
  | { readonly ok: false; readonly message: string };

export type FetchMethod = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";

export const FETCH_METHODS: ReadonlySet<FetchMethod> = new Set([
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
]);

/** Of one request and its answer. The sandbox says so kindly; past them at the border, the worker ends. */
export const FETCH_LIMITS = {
  /** Letters of the address. */
  url: 16_384,
  headers: 100,
  /** Letters of a header. */
  header: 16_384,
  /** Bytes, of what is sent and of what is answered. */
  body: 50 * 1024 * 1024,
  /** Requests of one worker that are not answered yet. */
  open: 64,
} as const;

/** What a person said of a notebook's network. */
export interface NetworkSettings {
  /** All of it is off, whatever is allowed. */
  readonly isOff: boolean;
  /** By host: whether the notebook may reach it. Those not named are asked about. */
  readonly hosts: Readonly<Record<string, boolean>>;
}

/** How every notebook begins: it reaches nothing. */
export const NO_NETWORK: NetworkSettings = { isOff: false, hosts: {} };

/** Entries in a zip: written as a file, and read from one that may be anybody's. */

import {
  BlobReader,
  BlobWriter,
  ZipReader,
  ZipWriter,
  type FileEntry,
} from "@zip.js/zip.js/lib/zip-core-native.js";
import type { Millis } from "../model/state.ts";
import { FlowbookError } from "../model/errors.ts";
import { badArchive } from "./errors.ts";

/** What a file may inflate to: of one entry, and of all. A zip of a few bytes can claim more. */
const MAX_ENTRY_BYTES = 256 * 1024 * 1024;
const MAX_FILE_BYTES = 1024 * 1024 * 1024;
const MAX_ENTRIES = 100_000;

/** The browser's own streams do the work beside this thread; workers of the library are not needed. */
const STREAMS = { useWebWorkers: false, useCompressionStream: true } as const;

export interface ZipOutput {
  /** Resolves when the entry is in the file. */
  add(path: string, parts: readonly (string | Uint8Array<ArrayBuffer>)[]): Promise<void>;
  close(): Promise<Blob>;
}

export function openZipOutput(type: string, at: Millis): ZipOutput {
  const writer = new ZipWriter(new BlobWriter(type), { ...STREAMS, lastModDate: new Date(at) });
  let total = 0;
  return {
    async add(path, parts) {
      const entry = new Blob([...parts]);
      total += entry.size;
      if (entry.size > MAX_ENTRY_BYTES || total > MAX_FILE_BYTES) throw tooBig();
      await writer.add(path, new BlobReader(entry));
    },
    close: () => writer.close(),
  };
}

const tooBig = (): FlowbookError =>
  new FlowbookError(
    "storage",
    `This is too big for one file: ${megabytes(MAX_FILE_BYTES)} in all and ${megabytes(MAX_ENTRY_BYTES)} of one value are the most. Export some runs alone, and remove others.`,
  );

export interface ZipInput {
  has(path: string): boolean;
  /** What the entry takes inflated. */
  bytesOf(path: string): number;
  /** @throws FlowbookError `badArchive` if it is not there, or damaged */
  read(path: string): Promise<Uint8Array<ArrayBuffer>>;
  /** A text in UTF-8. */
  readText(path: string): Promise<string>;
}

/** @throws FlowbookError `badArchive` if it is no zip, or one that could be read in two ways */
export async function openZipInput(file: Blob): Promise<ZipInput> {
  const reader = new ZipReader(new BlobReader(file), {
    ...STREAMS,
    strictness: "strict",
    filenameValidation: "strict",
    checkCrc32: true,
    checkOverlappingEntry: true,
  });
  const entries = checkedEntries(await faultsOf("it is no whole zip file", reader.getEntries()));
  const entryOf = (path: string): FileEntry => {
    const entry = entries.get(path);
    if (!entry) throw badArchive(`"${path}" is missing in it`);
    return entry;
  };
  const read = async (path: string): Promise<Uint8Array<ArrayBuffer>> => {
    const entry = entryOf(path);
    const output = new BoundedOutput(entry.uncompressedSize);
    await faultsOf(`"${path}" is damaged in it`, entry.getData(output.stream));
    return output.take(path);
  };
  return {
    has: (path) => entries.has(path),
    bytesOf: (path) => entryOf(path).uncompressedSize,
    read,
    readText: async (path) => decodeText(await read(path), path),
  };
}

function checkedEntries(
  listed: readonly ({ readonly directory: true; readonly filename: string } | FileEntry)[],
): Map<string, FileEntry> {
  if (listed.length > MAX_ENTRIES) throw badArchive(`it has more than ${MAX_ENTRIES} entries`);
  const entries = new Map<string, FileEntry>();
  let total = 0;
  for (const entry of listed) {
    if (entry.directory) throw badArchive(`"${entry.filename}" in it is a folder`);
    if (entry.encrypted) throw badArchive("it is encrypted");
    total += entry.uncompressedSize;
    if (entry.uncompressedSize > MAX_ENTRY_BYTES) {
      throw badArchive(`"${entry.filename}" would take more than ${megabytes(MAX_ENTRY_BYTES)}`);
    }
    entries.set(entry.filename, entry);
  }
  if (total > MAX_FILE_BYTES) {
    throw badArchive(`its content would take more than ${megabytes(MAX_FILE_BYTES)}`);
  }
  return entries;
}

const megabytes = (bytes: number): string => `${bytes / 1024 / 1024} MB`;

/** Takes as many bytes as were announced, and no more: what inflates further is a bomb. */
class BoundedOutput {
  readonly stream: WritableStream<Uint8Array>;
  readonly #bytes: Uint8Array<ArrayBuffer>;
  #length = 0;

  constructor(size: number) {
    this.#bytes = new Uint8Array(size);
    this.stream = new WritableStream({
      write: (chunk) => {
        if (this.#length + chunk.length > size) throw new RangeError("More than was announced.");
        this.#bytes.set(chunk, this.#length);
        this.#length += chunk.length;
      },
    });
  }

  take(path: string): Uint8Array<ArrayBuffer> {
    if (this.#length !== this.#bytes.length) throw badArchive(`"${path}" is not whole in it`);
    return this.#bytes;
  }
}

/** The library has an error of its own for each thing that can be wrong with a zip. */
async function faultsOf<T>(what: string, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof FlowbookError) throw error;
    throw badArchive(`${what} (${error instanceof Error ? error.message : String(error)})`);
  }
}

function decodeText(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw badArchive(`"${path}" is no text in it`);
  }
}

/** How much the page is handed, and how much is kept. */

import type { Page } from "@playwright/test";

declare global {
  interface Window {
    /** Bytes in all messages that the page has got from its workers. */
    bytesToPage: number;
  }
}

/** From the next page on, counts what comes in messages. */
export const watchMessages = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    window.bytesToPage = 0;
    const sizeOf = (value: unknown): number => {
      if (typeof value === "string") return 2 * value.length;
      if (value instanceof ArrayBuffer) return value.byteLength;
      if (ArrayBuffer.isView(value)) return value.buffer.byteLength;
      if (typeof value !== "object" || value === null) return 8;
      return Object.values(value).reduce<number>((sum, each) => sum + sizeOf(each), 0);
    };
    const count = ({ data }: MessageEvent<unknown>) => {
      window.bytesToPage += sizeOf(data);
    };
    /* Each port and worker that somebody listens to, whichever way. */
    const heard = new WeakSet<EventTarget>();
    const { addEventListener } = EventTarget.prototype;
    const hear = (target: EventTarget) => {
      if (heard.has(target)) return;
      heard.add(target);
      addEventListener.call(target, "message", count as EventListener);
    };
    for (const kind of [MessagePort, Worker]) {
      const { prototype } = kind;
      const onmessage = Object.getOwnPropertyDescriptor(prototype, "onmessage");
      Object.defineProperty(prototype, "onmessage", {
        ...onmessage,
        set(this: EventTarget, listener: unknown) {
          hear(this);
          onmessage?.set?.call(this, listener);
        },
      });
      prototype.addEventListener = function listen(
        this: EventTarget,
        ...given: Parameters<typeof addEventListener>
      ) {
        if (given[0] === "message") hear(this);
        addEventListener.apply(this, given);
      };
    }
  });

/** What the page was handed since it was loaded. */
export const bytesToPage = (page: Page): Promise<number> => page.evaluate(() => window.bytesToPage);

/** The sizes of all results in the database that take a megabyte or more, read past the app. */
export const largeRecords = (page: Page): Promise<number[]> =>
  page.evaluate(async () => {
    const asked = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error("It failed."));
      });
    const sizeOf = (value: unknown): number => {
      if (typeof value === "string") return 2 * value.length;
      if (ArrayBuffer.isView(value)) return value.buffer.byteLength;
      if (typeof value !== "object" || value === null) return 8;
      return Object.values(value).reduce<number>((sum, each) => sum + sizeOf(each), 0);
    };
    const name = `flowbook:${location.pathname.replace(/[^/]*$/, "")}`;
    const database = await asked(indexedDB.open(name));
    const sizes: number[] = [];
    for (const table of database.objectStoreNames) {
      const keys = await asked(database.transaction(table).objectStore(table).getAllKeys());
      for (const key of keys) {
        const record: unknown = await asked(
          database.transaction(table).objectStore(table).get(key),
        );
        sizes.push(sizeOf(record));
      }
    }
    database.close();
    return sizes.filter((size) => size >= 1_000_000);
  });

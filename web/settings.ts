/**
 * The small settings of this browser: kept in localStorage, or till the page is left where the browser
 * refuses it (a frame of another site, a private window) or the page is not to leave anything behind.
 */

type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

let shelf: Shelf | null = null;
/** What found no room. */
const overflow = memoryShelf();

/** From now on nothing that is set is kept, and nothing that was kept is read: an embed is a guest. */
export function keepNothing(): void {
  shelf = memoryShelf();
}

/** null: it was never set. */
export const readSetting = (key: string): string | null =>
  overflow.getItem(key) ?? currentShelf().getItem(key);

/**
 * Where the browser has no room for it, it lasts as long as the page.
 * @returns whether it is kept as settings are here
 */
export function writeSetting(key: string, value: string): boolean {
  try {
    currentShelf().setItem(key, value);
    overflow.removeItem(key);
    return true;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    overflow.setItem(key, value);
    return false;
  }
}

export function removeSetting(key: string): void {
  overflow.removeItem(key);
  currentShelf().removeItem(key);
}

function currentShelf(): Shelf {
  shelf ??= browserShelf();
  return shelf;
}

function browserShelf(): Shelf {
  try {
    return localStorage;
  } catch {
    /* Refused: asking for it is what throws. Settings are a comfort, and the page works without. */
    return memoryShelf();
  }
}

function memoryShelf(): Shelf {
  const entries = new Map<string, string>();
  return {
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
    removeItem: (key) => void entries.delete(key),
  };
}

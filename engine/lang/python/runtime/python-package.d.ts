/** `?python-package`: what a Python worker is made of. Made by the Vite plugin of that name. */
declare module "*?python-package" {
  /** Files of the runtime, shipped beside the app: sizes in bytes, hashes of what is in them. */
  export const assets: readonly {
    readonly name: string;
    readonly url: string;
    readonly size: number;
    readonly hash: string;
  }[];
  /** The text of Pyodide's lock file, without packages. */
  export const lock: string;
  /** Our own Python packages, JSON: each file's text by its path. */
  export const packages: string;
  /** A hash of all of it. */
  export const version: string;
}

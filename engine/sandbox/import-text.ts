/** Evaluates the text of a module. `eval` is closed in the sandbox; a module from a blob is not. */

export type ImportText = (text: string) => Promise<unknown>;

/** The one loader that works in all browsers inside a classic worker of a sandboxed frame. */
export async function importBlob(text: string): Promise<unknown> {
  const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  try {
    return await import(/* @vite-ignore */ url);
  } finally {
    URL.revokeObjectURL(url);
  }
}

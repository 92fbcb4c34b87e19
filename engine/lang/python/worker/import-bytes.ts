/** Evaluates a module given as bytes: the worker of an opaque frame has no address to load one from. */

/** The module. */
export async function importBytes(bytes: ArrayBuffer): Promise<unknown> {
  const url = URL.createObjectURL(new Blob([bytes], { type: "text/javascript" }));
  try {
    return await import(/* @vite-ignore */ url);
  } finally {
    URL.revokeObjectURL(url);
  }
}

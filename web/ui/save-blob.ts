/** Hands data to the browser as a file to save. */

export function saveBlob(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  /* Big files take their time to be written. */
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

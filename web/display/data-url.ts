/** Bytes as an address that holds them. */

/** Arguments that a function takes at once. */
const STRETCH = 30_000;

export function dataUrl(type: string, data: Uint8Array): string {
  let letters = "";
  for (let at = 0; at < data.length; at += STRETCH) {
    letters += String.fromCharCode(...data.subarray(at, at + STRETCH));
  }
  return `data:${type};base64,${btoa(letters)}`;
}

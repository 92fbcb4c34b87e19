/** Links as addresses: the notebook stands in the fragment, which no server is sent. */

const MARK = "#s=";

/** What stands behind `#s=`; null: the address shares nothing. @param hash  `location.hash` */
export const sharedLetters = (hash: string): string | null =>
  hash.startsWith(MARK) ? hash.slice(MARK.length) : null;

/** The link of these letters. @param href  any address of this page */
export function linkOf(letters: string, href: string): string {
  const address = new URL(href);
  address.search = "";
  address.hash = "";
  return `${address.href}${MARK}${letters}`;
}

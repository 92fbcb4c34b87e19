/** How long a link is, in words: how far it gets. Pure. */

export type Reach = "everywhere" | "most" | "some" | "nowhere";

/** Chat programs cut there. */
export const SAFE_LETTERS = 2_000;
/** Mail programs, short-link services and old servers cut there. */
export const MOST_PLACES_LETTERS = 8_000;
/** Browsers refuse there. */
const REFUSED_LETTERS = 1_000_000;

/** @param letters  of the whole address */
export function reachOf(letters: number): Reach {
  if (letters < SAFE_LETTERS) return "everywhere";
  if (letters <= MOST_PLACES_LETTERS) return "most";
  return letters < REFUSED_LETTERS ? "some" : "nowhere";
}

const WORDS: Readonly<Record<Reach, string>> = {
  everywhere: "safe everywhere: chat programs cut links at 2,000",
  most: "too long for chat programs, which cut links at 2,000: send the file there. Mail and web pages take it",
  some: "some programs cut links at 8,000: send the file instead where it must arrive",
  nowhere: "too long: browsers refuse links of 1,000,000 characters. Send the file instead",
};

/** @param letters  of the whole address */
export const lengthText = (letters: number): string =>
  `${letters.toLocaleString("en")} characters, ${WORDS[reachOf(letters)]}.`;

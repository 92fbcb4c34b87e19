/** The worker in which regular expressions are looked for: some take for ever, and are ended with it. */

import { findMatches, type FindQuery, type FindText, type Found } from "./matches.ts";

export interface SearchTask {
  readonly texts: readonly FindText[];
  readonly query: FindQuery;
}

/** What the worker says: that it is there, then what it found. */
export type SearchNews = "ready" | Found;

const tell = (news: SearchNews): void => self.postMessage(news);

self.addEventListener("message", ({ data }: MessageEvent<SearchTask>) => {
  tell(findMatches(data.texts, data.query));
});
tell("ready");

/** Searches again whenever the query or the cells change, after a short while of quiet. */

import { useEffect, useState } from "react";
import type { Cell } from "../../engine/model/notebook.ts";
import { NOTHING_FOUND, type FindQuery, type Found } from "./matches.ts";
import { search } from "./search.ts";

/** Quiet time before a search, in milliseconds. */
const PAUSE = 80;

/** What was found last, and for what. */
export interface Searched {
  readonly found: Found;
  readonly query: FindQuery | null;
  readonly cells: readonly Cell[];
}

export function useSearch(cells: readonly Cell[], query: FindQuery): Searched {
  const [searched, setSearched] = useState<Searched>({ found: NOTHING_FOUND, query: null, cells });
  useEffect(() => {
    const ending = new AbortController();
    const { signal } = ending;
    const timer = setTimeout(() => {
      const texts = cells.map(({ id, text }) => ({ id, text }));
      void search({ texts, query }, signal).then((found) => {
        if (!signal.aborted) setSearched({ found, query, cells });
      });
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [cells, query]);
  return searched;
}

/** The items that the children of a mapped task were given: the first of them, and those one looks for. */

import { useEffect, useEffectEvent, useMemo, useState } from "react";
import type { FoundItems } from "../../engine/api.ts";
import type { Slug } from "../../engine/model/graph.ts";
import type { ResultRef } from "../../engine/model/value.ts";
import type { RunView } from "../session/run-view.ts";
import {
  itemsOf,
  listsOf,
  unsearched,
  withFound,
  type Found,
  type KnownItems,
} from "./child-rows.ts";
import type { LoadPreview } from "./StoredPreview.tsx";

export type FindItems = (list: ResultRef, text: string) => Promise<FoundItems | null>;

/** Where stored lists are looked into. */
export interface ItemSource {
  readonly loadPreview: LoadPreview;
  readonly findItems: FindItems;
}

interface Wanted extends ItemSource {
  readonly run: RunView;
  readonly slug: Slug;
  /** The arguments that differ from child to child. */
  readonly keys: readonly string[];
  /** What one looks for; empty: nothing. */
  readonly text: string;
}

interface Items {
  readonly items: KnownItems;
  /** More of them may be found yet. */
  readonly isSearching: boolean;
  /** What was not searched, and why. */
  readonly note: string | null;
}

export function useItems({ run, slug, keys, text, loadPreview, findItems }: Wanted): Items {
  const lists = listsOf(run, slug, keys);
  const known = useFirst(lists, loadPreview);
  /* What is short is known as a whole once it is there, and need not be searched. */
  const long = lists.filter(({ key, length }) => (length ?? 0) > (known?.get(key)?.size ?? 0));
  const lacking = text === "" || known === null ? NONE : long;
  const { found, isSearching } = useFound(lacking, text, findItems);
  const items = useMemo(() => withFound(known ?? NO_ITEMS, found), [known, found]);
  return {
    items,
    isSearching,
    note: lacking.length === 0 || isSearching ? null : unsearched(found),
  };
}

const NONE: readonly ResultRef[] = [];
const NO_ITEMS: KnownItems = new Map();

/** The items that a preview of each list holds, once they are there. */
function useFirst(lists: readonly ResultRef[], loadPreview: LoadPreview): KnownItems | null {
  const [known, setKnown] = useState<KnownItems | null>(null);
  const load = useEffectEvent(() =>
    Promise.all(
      lists.map((ref) =>
        loadPreview(ref).then(
          (node) => [ref.key, itemsOf(node)] as const,
          /* Without it the children are shown by their numbers; their own page says what is wrong. */
          () => null,
        ),
      ),
    ),
  );
  const names = namesOf(lists);
  useEffect(() => {
    let isWanted = true;
    void load().then((loaded) => {
      if (isWanted) setKnown(new Map(loaded.filter((each) => each !== null)));
    });
    return () => {
      isWanted = false;
    };
  }, [names]);
  return known;
}

const NOTHING: Found = { asked: "", lists: new Map() };
/** Milliseconds without a key before the lists are searched. */
const QUIET = 200;

/** What was last found in the lists, which is for an earlier text as long as this one is looked for. */
function useFound(
  lists: readonly ResultRef[],
  text: string,
  findItems: FindItems,
): { readonly found: Found; readonly isSearching: boolean } {
  const [found, setFound] = useState(NOTHING);
  const asked = lists.length === 0 ? "" : `${namesOf(lists)} ${text}`;
  const find = useEffectEvent(() =>
    Promise.all(lists.map(async (ref) => [ref.key, await findItems(ref, text)] as const)),
  );
  useEffect(() => {
    if (asked === "") return;
    let isWanted = true;
    const timer = setTimeout(() => {
      find().then(
        (each) => isWanted && setFound({ asked, lists: new Map(each) }),
        (fault: unknown) => {
          const problem = fault instanceof Error ? fault.message : String(fault);
          if (isWanted) setFound({ asked, lists: new Map(), problem });
        },
      );
    }, QUIET);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [asked]);
  return { found, isSearching: asked !== "" && found.asked !== asked };
}

const namesOf = (lists: readonly ResultRef[]): string => lists.map(({ key }) => key).join(" ");

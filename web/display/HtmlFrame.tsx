/**
 * HTML that a cell displays: a stranger's. It stands in a frame with an empty `sandbox` – no scripts, no
 * forms, no links that lead anywhere, an origin of its own – under a policy that loads nothing, and is
 * cleaned before: what a browser fetches without asking a policy (a name looked up ahead of a link) is
 * not in it. Each of the three would be enough by itself for scripts.
 *
 * A frame of another origin cannot be measured, and one of ours would be only one fault away from the
 * page. So its height is estimated from what is in it, and whoever reads can make it taller.
 */

import { useMemo, useState, useSyncExternalStore } from "react";
import { currentTheme, subscribeTheme } from "../theme/theme.ts";
import { cleanHtml, estimateHeight, frameDocument } from "./html-frame.ts";

/** Pixels. */
const STEP = 240;
const TALLEST = 2400;

export function HtmlFrame({ html }: { readonly html: string }) {
  const theme = useSyncExternalStore(subscribeTheme, currentTheme);
  const body = useMemo(() => cleanHtml(html), [html]);
  const [more, setMore] = useState(0);
  const height = Math.min(estimateHeight(body) + more, TALLEST);
  return (
    <div className="displayed displayed-html">
      <iframe
        key={theme}
        sandbox=""
        srcDoc={frameDocument(body, theme)}
        style={{ height }}
        title="HTML displayed by this cell"
      />
      <p className="displayed-tools">
        <button
          className="quiet"
          disabled={height >= TALLEST}
          onClick={() => setMore(more + STEP)}
          type="button"
        >
          Taller
        </button>
        {more > 0 && (
          <button className="quiet" onClick={() => setMore(0)} type="button">
            As before
          </button>
        )}
      </p>
    </div>
  );
}

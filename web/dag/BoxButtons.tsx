/** The boxes as buttons: invisible over the drawing, for hands, keys, and whoever cannot see it. */

import { useEffect, useRef, type MouseEvent, type RefObject } from "react";
import type { Slug } from "../../engine/model/graph.ts";
import { boxStateOf, foreseenOf, nameOf } from "./box-state.ts";
import { chosenSlug, type Shown } from "./paint.ts";
import type { Box } from "./scene.ts";

export interface BoxButtonsProps {
  /** Those that have a button now. */
  readonly boxes: readonly Box[];
  readonly shown: Pick<Shown, "run" | "forecast" | "selected">;
  /** The one that the tab key leads to. */
  readonly current: Slug | null;
  /** Moved and scaled as the drawing is. */
  readonly layer: RefObject<HTMLDivElement | null>;
  readonly expanded: ReadonlyMap<Slug, number>;
  /** By keys there is no place: the task itself is meant, not the child under the pointer. */
  readonly onChoose: (slug: Slug, event: MouseEvent) => void;
  /** @param isByKey  reached with the keyboard */
  readonly onFocus: (slug: Slug, isByKey: boolean) => void;
  readonly onExpand: (slug: Slug) => void;
}

export function BoxButtons(props: BoxButtonsProps) {
  const { boxes, shown, current, layer, expanded, onChoose, onFocus, onExpand } = props;
  const selected = chosenSlug(shown);
  const wasInside = useRef(false);
  /* A box that was out of view gets its button with the focus that leads to it. */
  useEffect(() => {
    const { current: element } = layer;
    if (!element || !wasInside.current || current === null) return;
    const button = element.querySelector<HTMLElement>(`[data-slug="${CSS.escape(current)}"]`);
    if (button !== document.activeElement) button?.focus({ preventScroll: true });
  }, [current, boxes, layer]);
  return (
    <div
      className="dag-boxes"
      onBlur={({ currentTarget, relatedTarget }) => {
        wasInside.current = relatedTarget !== null && currentTarget.contains(relatedTarget);
      }}
      onFocus={() => (wasInside.current = true)}
      ref={layer}
    >
      {boxes.map(({ slug, area, isMapped }) => {
        const state = foreseenOf(slug, shown.forecast) ?? boxStateOf(slug, shown.run);
        const isOpen = expanded.has(slug);
        const children = shown.run?.taskRuns.get(slug)?.state.mapCount ?? 0;
        return (
          <div
            className="dag-box"
            key={slug}
            style={{ left: area.x, top: area.y, width: area.width, height: area.height }}
          >
            <button
              aria-label={nameOf(slug, state)}
              aria-pressed={selected === slug}
              data-slug={slug}
              onClick={(event) => {
                event.stopPropagation();
                onChoose(slug, event);
              }}
              onFocus={({ currentTarget }) =>
                onFocus(slug, currentTarget.matches(":focus-visible"))
              }
              tabIndex={current === slug ? 0 : -1}
              type="button"
            />
            {isMapped && children > 0 && (
              <button
                aria-expanded={isOpen}
                aria-label={`Children of ${slug} in the graph`}
                className="dag-open"
                onClick={(event) => {
                  event.stopPropagation();
                  onExpand(slug);
                }}
                tabIndex={current === slug ? 0 : -1}
                title={isOpen ? "Fold the children (E)" : "Show the children (E)"}
                type="button"
              >
                {isOpen ? "−" : "+"}
              </button>
            )}
          </div>
        );
      })}
    </div>
  );
}

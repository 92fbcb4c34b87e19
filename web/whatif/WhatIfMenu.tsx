/** The menu of a node: what to assume of its task before the next run. */

import { useEffect, useRef, type KeyboardEvent } from "react";
import type { Slug } from "../../engine/model/graph.ts";
import { whyNotAssumed } from "./forecast-text.ts";
import type { WhatIf } from "./use-what-if.ts";
import { WAYS } from "./WhatIf.tsx";
import { nameOf } from "./words.ts";
import "./what-if.css";

interface WhatIfMenuProps {
  readonly whatIf: WhatIf;
  readonly slug: Slug;
  /** Where it opens, in CSS pixels of the window. */
  readonly at: { readonly x: number; readonly y: number };
  readonly onClose: () => void;
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

export function WhatIfMenu({ whatIf, slug, at, onClose }: WhatIfMenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  const left = useRef(onClose);
  const { graph, assumptions, assume } = whatIf;
  useEffect(() => {
    left.current = onClose;
  });
  useEffect(() => {
    const { current } = menu;
    current?.showPopover();
    const items = current?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [];
    const checked = [...items].find((item) => item.ariaChecked === "true");
    (checked ?? items[0])?.focus();
    /* An automatic popover would go with the release of the button that opened it. */
    const leave = ({ target }: PointerEvent) => {
      if (!(target instanceof Node && current?.contains(target))) left.current();
    };
    document.addEventListener("pointerdown", leave);
    return () => document.removeEventListener("pointerdown", leave);
  }, []);
  const node = graph.tasks.find((task) => task.slug === slug);
  if (!node) return null;
  const whyNot = whyNotAssumed(node);
  const assumed = assumptions.get(slug) ?? null;
  const walk = (event: KeyboardEvent) => {
    if (event.key === "Tab" || event.key === "Escape") {
      event.preventDefault();
      onClose();
      return;
    }
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const items = [...(menu.current?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [])];
    const current = items.findIndex((item) => item === document.activeElement);
    items.at((current + step) % items.length)?.focus();
  };
  return (
    <div
      aria-label={`What if: ${nameOf(graph, slug)}`}
      className="what-if-menu"
      onKeyDown={walk}
      popover="manual"
      ref={menu}
      role="menu"
      /* Near an edge it moves in. */
      style={{
        left: `min(${at.x}px, 100vw - 250px)`,
        top: `min(${at.y}px, 100vh - 160px)`,
      }}
    >
      {whyNot !== null && <p className="what-if-note">{whyNot}</p>}
      {WAYS.map(([type, label]) => (
        <button
          aria-checked={assumed === type}
          aria-disabled={whyNot !== null}
          className="quiet"
          key={label}
          onClick={() => {
            if (whyNot === null) assume(slug, type);
            onClose();
          }}
          role="menuitemradio"
          type="button"
        >
          <span aria-hidden="true">{assumed === type ? "●" : "○"}</span> {label}
        </button>
      ))}
    </div>
  );
}

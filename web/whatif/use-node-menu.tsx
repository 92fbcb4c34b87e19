/** Opens the what-if menu of a node: with the right button, a long touch, or the menu key. */

import { useState, type MouseEvent, type ReactNode } from "react";
import type { Slug } from "../../engine/model/graph.ts";
import type { WhatIf } from "./use-what-if.ts";
import { WhatIfMenu } from "./WhatIfMenu.tsx";

export interface NodeMenu {
  /** For whatever holds the graph; a node says with `data-slug` which task it is. */
  readonly onContextMenu: (event: MouseEvent) => void;
  /** To be put on the page: the menu, while it is open. */
  readonly menu: ReactNode;
}

interface Open {
  readonly slug: Slug;
  readonly at: { readonly x: number; readonly y: number };
  readonly node: Element;
}

export function useNodeMenu(whatIf: WhatIf): NodeMenu {
  const [open, setOpen] = useState<Open | null>(null);
  const close = ({ node }: Open) => {
    const { activeElement } = document;
    setOpen(null);
    /* Who has clicked elsewhere stays there. */
    const isLost = activeElement === document.body || activeElement?.closest("[role=menu]");
    if (isLost && (node instanceof HTMLElement || node instanceof SVGElement)) node.focus();
  };
  return {
    onContextMenu: (event) => {
      if (!(event.target instanceof Element)) return;
      const node = event.target.closest("[data-slug]");
      const slug = node?.getAttribute("data-slug");
      if (!node || slug === null || slug === undefined) return;
      event.preventDefault();
      /* From the keyboard it opens at the node. */
      const { left, bottom } = node.getBoundingClientRect();
      const isByKey = event.clientX === 0 && event.clientY === 0;
      const at = isByKey ? { x: left, y: bottom } : { x: event.clientX, y: event.clientY };
      setOpen({ slug, at, node });
    },
    menu: open && (
      <WhatIfMenu
        at={open.at}
        key={open.slug}
        onClose={() => close(open)}
        slug={open.slug}
        whatIf={whatIf}
      />
    ),
  };
}

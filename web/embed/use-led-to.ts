/**
 * In a low frame the graph stands below all else: whoever has pressed Run is led to it. Only the embed
 * itself is scrolled, never the page around it.
 */

import { useEffect, type RefObject } from "react";

/** What tells that a person goes their own way. */
const OWN_WAYS = ["wheel", "touchmove", "keydown", "pointerdown"] as const;

/** Outputs that come in above would push it down again: it is followed until a person does something. */
export function useLedTo(part: RefObject<HTMLElement | null>, isThere: boolean): void {
  useEffect(() => {
    const embed = part.current?.closest(".embed");
    const [head, cells] = [embed?.querySelector("header"), embed?.querySelector(".embed-cells")];
    if (!isThere || !embed || !head || !cells) return;
    const lead = () => embed.scrollTo({ top: (part.current?.offsetTop ?? 0) - head.offsetHeight });
    const sizes = new ResizeObserver(lead);
    sizes.observe(cells);
    const leave = () => sizes.disconnect();
    for (const way of OWN_WAYS) embed.addEventListener(way, leave, { passive: true });
    return () => {
      leave();
      for (const way of OWN_WAYS) embed.removeEventListener(way, leave);
    };
  }, [part, isThere]);
}

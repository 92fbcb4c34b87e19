/** Brings a line into sight: only if it is not, and without taking the focus from anybody. */

/** As much as a line keeps from the edges. */
const MARGIN = 32;

/**
 * Scrolls whatever `element` scrolls in.
 * @param top where the line begins in the element, in pixels
 * @param height how high it is, in pixels
 */
export function revealLine(element: Element, top: number, height: number): void {
  /* In a pane that is not on show there is nothing to bring into sight. */
  if (element.getClientRects().length === 0) return;
  const scroller = scrollerOf(element);
  if (!scroller) return;
  const line = element.getBoundingClientRect().top + top;
  const view = scroller.getBoundingClientRect();
  if (line >= view.top + MARGIN && line + height <= view.bottom - MARGIN) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  scroller.scrollBy({
    top: line - view.top - view.height / 3,
    behavior: calm ? "auto" : "smooth",
  });
}

function scrollerOf(element: Element): Element | null {
  for (let each = element.parentElement; each; each = each.parentElement) {
    const { overflowY } = getComputedStyle(each);
    const scrolls = overflowY === "auto" || overflowY === "scroll";
    if (scrolls && each.scrollHeight > each.clientHeight) return each;
  }
  return null;
}

/** Of text that Monaco does not draw: the height of a line, and what stands above the first. */
const LINE = 18;
const PADDING = 8;

/** The same for plain text, whose lines are all of one height. */
export function revealPlainLine(element: Element, line: number): void {
  revealLine(element, PADDING + (line - 1) * LINE, LINE);
}

/**
 * Tells the page around how high the embed would like to be: `{ flowbookHeight: 512 }`, in CSS pixels,
 * whenever that changes. A number and nothing else: whoever embeds a notebook can read it anyway.
 */

/** The parts of an embed that count in full, whatever room they have. */
const PARTS = "[data-height]";

/** @param root  holds the embed */
export function tellHeight(root: HTMLElement): void {
  if (window.parent === window) return;
  let told = 0;
  const tell = (): void => {
    const parts = [...root.querySelectorAll<HTMLElement>(PARTS)];
    const height = Math.ceil(parts.reduce((sum, part) => sum + heightOf(part), 0));
    if (height === 0 || height === told) return;
    told = height;
    window.parent.postMessage({ flowbookHeight: height }, "*");
  };
  const sizes = new ResizeObserver(tell);
  const watch = (): void => {
    for (const part of root.querySelectorAll(PARTS)) sizes.observe(part);
    tell();
  };
  new MutationObserver(watch).observe(root, { childList: true, subtree: true });
  watch();
}

/** What a part says that it wants, else what it takes: one that is as high as the frame lets it be must say. */
function heightOf(part: HTMLElement): number {
  const wanted = Number(part.dataset["height"]);
  return wanted > 0 ? wanted : part.offsetHeight;
}

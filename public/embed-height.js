/**
 * For a page with Flowbook embeds: gives each frame that has the attribute `data-own-height` the height
 * that what is in it takes. An embed tells it as `{ flowbookHeight: 512 }`; any frame might, so it is
 * believed of the frame itself only, and within bounds.
 */
const LEAST = 200;
const MOST = 1200;

addEventListener("message", ({ data, source }) => {
  const height = data?.flowbookHeight;
  if (!Number.isFinite(height)) return;
  for (const frame of document.querySelectorAll("iframe[data-own-height]")) {
    if (frame.contentWindow === source) {
      frame.height = String(Math.min(MOST, Math.max(LEAST, height)));
    }
  }
});

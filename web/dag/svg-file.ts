/** The drawing as a file that stands alone: its styles with it, all of it in view. */

/** What a shape's look depends on; taken from the page's styles as they are now. */
const STYLES = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "paint-order",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
  "opacity",
];
const MARGIN = 16;

/**
 * @param svg    the drawing as it stands in the page
 * @param scene  its content, moved and scaled by the zoom, which the file is free of
 */
export function svgFile(svg: SVGSVGElement, scene: SVGGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = svg.querySelectorAll("*");
  copy.querySelectorAll<SVGElement>("*").forEach((element, index) => {
    const original = originals[index];
    if (!original) return;
    const style = getComputedStyle(original);
    for (const name of STYLES) element.style.setProperty(name, style.getPropertyValue(name));
    for (const attribute of ["tabindex", "role", "aria-pressed"])
      element.removeAttribute(attribute);
  });
  const { x, y, width, height } = scene.getBBox();
  const box = [x - MARGIN, y - MARGIN, width + 2 * MARGIN, height + 2 * MARGIN];
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("viewBox", box.join(" "));
  copy.setAttribute("width", String(box[2]));
  copy.setAttribute("height", String(box[3]));
  const surface = getComputedStyle(svg).getPropertyValue("--surface");
  copy.style.setProperty("background", surface.trim());
  /* The scene is the last child; its zoom belongs to the page. */
  copy.lastElementChild?.removeAttribute("transform");
  return new XMLSerializer().serializeToString(copy);
}

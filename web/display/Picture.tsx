/** An image that a cell displays. */

import { useMemo, useState } from "react";
import type { Display } from "../../engine/model/cell-output.ts";
import { dataUrl } from "./data-url.ts";

type Image = Extract<Display, { kind: "image" }>;

/**
 * In an `<img>` no image runs scripts or loads anything. Opened in a tab of its own, though, an SVG at
 * a `blob:` address would be a page of our origin: a `data:` address has none.
 */
export function Picture({ image }: { readonly image: Image }) {
  const { mime, data, alt = "Image displayed by this cell" } = image;
  const source = useMemo(() => dataUrl(mime, data), [mime, data]);
  const [broken, setBroken] = useState<string | null>(null);
  if (broken === source)
    return <p className="output-note">This cannot be read as an image ({mime}).</p>;
  return (
    <img
      alt={alt}
      className="displayed displayed-image"
      onError={() => setBroken(source)}
      src={source}
    />
  );
}

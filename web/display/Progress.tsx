/** How far something is that a cell works on. */

import type { Display } from "../../engine/model/cell-output.ts";

type Shown = Extract<Display, { kind: "progress" }>;

export function Progress({ progress }: { readonly progress: Shown }) {
  const { done, total, label } = progress;
  const count = (number: number): string => number.toLocaleString("en");
  const how = total === null ? count(done) : `${count(done)} of ${count(total)}`;
  /* Nothing of nothing is all there is to do. */
  const part = total === null ? {} : total > 0 ? { max: total, value: done } : { value: 1 };
  return (
    <div className="displayed displayed-progress">
      {label !== "" && <span className="displayed-label">{label}</span>}
      <progress aria-label={label === "" ? "Progress" : label} {...part} />
      <span className="displayed-count">{how}</span>
    </div>
  );
}

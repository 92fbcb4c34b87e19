/** Notebooks that were deleted: out of the bin again, or away for good. */

import { sizeText } from "../archive/item-text.ts";
import { runsText, type KeptView } from "./kept.ts";

interface BinProps {
  readonly notebooks: readonly KeptView[];
  readonly onRestore: (id: string) => void;
  readonly onRemove: (ids: readonly string[], what: string) => void;
}

export function Bin({ notebooks, onRestore, onRemove }: BinProps) {
  const all = notebooks.map(({ notebook }) => notebook.id);
  return (
    <section aria-label="Bin">
      <div className="storage-head">
        <h3>Bin</h3>
        <button
          disabled={notebooks.length === 0}
          onClick={() => onRemove(all, `everything in the bin (${notebooks.length})`)}
          type="button"
        >
          Empty the bin
        </button>
      </div>
      {notebooks.length === 0 && <p>Empty.</p>}
      <ul>
        {notebooks.map(({ notebook: { id, title, deletedAt }, bytes, runs }) => (
          <li key={id}>
            <span className="storage-name">
              {title} <small>deleted {new Date(deletedAt ?? 0).toLocaleString()}</small>
            </span>
            <span>{runsText(runs.length)}</span>
            <span className="storage-size">{sizeText(bytes)}</span>
            <button aria-label={`Restore ${title}`} onClick={() => onRestore(id)} type="button">
              Restore
            </button>
            <button
              aria-label={`Delete ${title} for good`}
              onClick={() => onRemove([id], `"${title}" and its ${runsText(runs.length)}`)}
              type="button"
            >
              Delete for good
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

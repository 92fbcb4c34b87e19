/** Notebooks by what they take, each unfolding to its runs. */

import type { KeptRun } from "../../engine/api/storage.ts";
import { sizeText } from "../archive/item-text.ts";
import { runsText, type KeptView } from "./kept.ts";

interface KeptNotebooksProps {
  readonly notebooks: readonly KeptView[];
  readonly onRemoveRuns: (runs: readonly KeptRun[], what: string) => void;
  readonly onBin: (notebook: string) => void;
}

export function KeptNotebooks({ notebooks, onRemoveRuns, onBin }: KeptNotebooksProps) {
  return (
    <section aria-label="Notebooks">
      <h3>Notebooks</h3>
      {notebooks.length === 0 && <p>None yet.</p>}
      {notebooks.map((view) => (
        <Kept key={view.notebook.id} onBin={onBin} onRemoveRuns={onRemoveRuns} view={view} />
      ))}
    </section>
  );
}

interface KeptProps extends Omit<KeptNotebooksProps, "notebooks"> {
  readonly view: KeptView;
}

function Kept({ view: { notebook, bytes, runs }, onRemoveRuns, onBin }: KeptProps) {
  const over = runs.filter(({ isLive }) => !isLive);
  return (
    <details className="storage-notebook">
      <summary>
        <span className="storage-name">{notebook.title}</span>
        <span>{runsText(runs.length)}</span>
        <span className="storage-size">{sizeText(bytes)}</span>
      </summary>
      <div className="storage-actions">
        <button
          disabled={over.length === 0}
          onClick={() => onRemoveRuns(over, `${runsText(over.length)} of "${notebook.title}"`)}
          type="button"
        >
          Delete all runs
        </button>
        {/* Runs whose notebook was never saved, or is gone: there is nothing to put into the bin. */}
        {notebook.updatedAt > 0 && (
          <button onClick={() => onBin(notebook.id)} type="button">
            Move to the bin
          </button>
        )}
        <span>Text, outputs and versions: {sizeText(notebook.bytes)}</span>
      </div>
      <ul>
        {runs.map((run) => (
          <li key={run.id}>
            <span className="storage-name">
              {run.name} <small>{run.flowName}</small>
            </span>
            <span>{new Date(run.startedAt).toLocaleString()}</span>
            <span className="storage-size">{sizeText(run.bytes)}</span>
            <button
              aria-label={`Delete ${run.name}`}
              disabled={run.isLive}
              onClick={() => onRemoveRuns([run], `"${run.name}"`)}
              title={run.isLive ? "It is under way: cancel it first" : undefined}
              type="button"
            >
              Delete
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

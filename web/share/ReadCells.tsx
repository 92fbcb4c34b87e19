/** The cells of a notebook as text, to be read: no editor, and nothing that runs. */

import { useMemo, type ReactNode } from "react";
import type { Cell } from "../../engine/model/notebook.ts";
import { plainCells } from "../../engine/notebook/bounded.ts";
import { LANGUAGE_NAMES } from "../notebook/languages.ts";
import { Prose } from "../notebook/Prose.tsx";
import "../notebook/notebook.css";
import "./share.css";

interface ReadCellsProps {
  readonly cells: readonly Cell[];
  /** How many code cells stand before these. */
  readonly before?: number;
  /** The notebook they are of, where a page may show several. */
  readonly of?: string;
  /** What stands under the code of a cell. */
  readonly below?: ((cell: Cell) => ReactNode) | undefined;
}

const nothing = (): void => undefined;

export function ReadCells({ cells, before = 0, of, below }: ReadCellsProps) {
  const plain = useMemo(() => plainCells(cells), [cells]);
  const code = cells.filter(({ kind }) => kind === "code");
  const whose = of === undefined ? "" : ` of ${of}`;
  return cells.map((cell) => {
    const { id, kind, language, text } = cell;
    return kind === "prose" ? (
      <Prose
        isEditing={false}
        isPlain={plain.has(id)}
        key={id}
        onBlur={nothing}
        onChange={nothing}
        onDraft={nothing}
        onEdit={nothing}
        onLeave={nothing}
        onRun={nothing}
        text={text}
      />
    ) : (
      <section
        aria-label={`Code cell ${before + code.indexOf(cell) + 1}${whose}`}
        className="shared-code"
        data-cell={id}
        key={id}
      >
        <span className="shared-language">{LANGUAGE_NAMES[language ?? "typescript"]}</span>
        {/* Long lines scroll, by the keys too. */}
        <pre tabIndex={0}>{text}</pre>
        {below?.(cell)}
      </section>
    );
  });
}

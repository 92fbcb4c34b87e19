/** Makes the snippet that puts the notebook, or one cell of it, into another page. */

import { useEffect, useMemo, useRef, useState } from "react";
import type { Notebook } from "../../engine/model/notebook.ts";
import { embedLink, snippetOf, type EmbedAddress } from "../embed/address.ts";
import { namedCells } from "../embed/cell-reference.ts";
import { CopyField } from "./CopyField.tsx";

interface EmbedPartProps {
  readonly notebook: Notebook;
  /** The notebook as a link has it. */
  readonly letters: string;
  readonly isOpen: boolean;
}

const THEMES = ["light", "dark"] as const;

export function EmbedPart({ notebook, letters, isOpen }: EmbedPartProps) {
  const part = useRef<HTMLDetailsElement>(null);
  const cells = useMemo(() => namedCells(notebook), [notebook]);
  const [cell, setCell] = useState("");
  const [theme, setTheme] = useState<EmbedAddress["theme"]>(null);
  useEffect(() => {
    if (isOpen) part.current?.querySelector("select")?.focus();
  }, [isOpen]);
  const number = cells.find(({ reference }) => reference === cell)?.number ?? null;
  const link = embedLink(
    { source: { type: "shared", letters }, cell: number === null ? null : cell, theme },
    location.href,
  );
  const title = number === null ? notebook.title : `${notebook.title}, code cell ${number}`;
  return (
    <details className="share-embed" open={isOpen} ref={part}>
      <summary>Embed it in another page</summary>
      <div className="share-embed-choices">
        <label>
          Show
          <select onChange={({ target }) => setCell(target.value)} value={number ? cell : ""}>
            <option value="">the whole notebook</option>
            {cells.map((each) => (
              <option key={each.cell.id} value={each.reference}>
                code cell {each.number} with its graph: {firstLine(each.cell.text)}
              </option>
            ))}
          </select>
        </label>
        <label>
          Theme
          <select
            onChange={({ target }) =>
              setTheme(THEMES.find((each) => each === target.value) ?? null)
            }
            value={theme ?? ""}
          >
            <option value="">the reader’s</option>
            {THEMES.map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </select>
        </label>
      </div>
      <CopyField copy="Copy snippet" label="Snippet" rows={4} text={snippetOf(link, title)} />
      <p className="share-note">
        Nothing runs in it before the reader presses Run, and nothing of it is stored.{" "}
        <a href="./embed-example.html" rel="noopener" target="_blank">
          An example page
        </a>{" "}
        shows both, and how a frame can take the height it needs.
      </p>
    </details>
  );
}

const firstLine = (text: string): string => {
  const line = text.split("\n").find((each) => each.trim() !== "") ?? "empty";
  return line.length > 48 ? `${line.slice(0, 47)}…` : line;
};

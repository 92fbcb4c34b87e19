/** A prepared value to look at: text, an expandable tree, or a table of records. */

import { useState } from "react";
import type { PreviewNode } from "../../engine/sandbox/protocol.ts";
import { isLongText, isNumber, nestedText, tableOf, type PreviewTable } from "./preview-shape.ts";
import "./preview.css";

export function Preview({ node }: { readonly node: PreviewNode }) {
  return (
    <div className="preview">
      <Root node={node} />
    </div>
  );
}

function Root({ node }: { readonly node: PreviewNode }) {
  const table = tableOf(node);
  if (table) return <Table more={node.more ?? 0} table={table} type={node.type} />;
  if (node.entries && node.entries.length > 0) return <Branch name={null} node={node} />;
  return <pre className="preview-text">{node.text}</pre>;
}

interface BranchProps {
  /** null: the outermost value. */
  readonly name: string | null;
  readonly node: PreviewNode;
}

function Branch({ name, node }: BranchProps) {
  const [isOpen, setOpen] = useState(false);
  const { type, text, entries = [], more = 0 } = node;
  return (
    <div className="preview-branch">
      <button
        aria-expanded={isOpen}
        className="quiet preview-toggle"
        onClick={() => setOpen(!isOpen)}
        type="button"
      >
        <span aria-hidden="true" className="preview-mark" />
        {name !== null && <span className="preview-key">{name}: </span>}
        <span className="preview-type">{type}</span>
        {!isOpen && <span className="preview-line">{text}</span>}
      </button>
      {isOpen && <Entries entries={entries} more={more} node={node} />}
    </div>
  );
}

interface EntriesProps {
  readonly node: PreviewNode;
  readonly entries: NonNullable<PreviewNode["entries"]>;
  readonly more: number;
}

function Entries({ node, entries, more }: EntriesProps) {
  const table = tableOf(node);
  if (table) return <Table more={more} table={table} type={node.type} />;
  return (
    <ul className="preview-entries">
      {entries.map(({ key, node: held }, index) => (
        <li key={index}>
          {held.entries && held.entries.length > 0 ? (
            <Branch name={key} node={held} />
          ) : (
            <Leaf name={key} node={held} />
          )}
        </li>
      ))}
      {more > 0 && <li className="preview-more">… and {more} more</li>}
    </ul>
  );
}

function Leaf({ name, node }: { readonly name: string; readonly node: PreviewNode }) {
  return (
    <div className="preview-leaf">
      <span className="preview-key">{name}: </span>
      {isLongText(node) ? (
        <pre className="preview-text">{node.text}</pre>
      ) : (
        <span className="preview-value" title={node.type}>
          {nestedText(node)}
        </span>
      )}
    </div>
  );
}

interface TableProps {
  readonly table: PreviewTable;
  readonly type: string;
  readonly more: number;
}

function Table({ table, type, more }: TableProps) {
  return (
    <div className="preview-scroll">
      <table aria-label={type} className="preview-table">
        <thead>
          <tr>
            <th scope="col">#</th>
            {table.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(({ key, cells }) => (
            <tr key={key}>
              <th scope="row">{key}</th>
              {cells.map((cell, index) => (
                <td className={isNumber(cell) ? "is-number" : undefined} key={index}>
                  <span className="preview-cell" title={cell.text}>
                    {nestedText(cell)}
                  </span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p className="preview-more">… and {more} more</p>}
    </div>
  );
}

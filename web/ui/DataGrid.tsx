/** A table of many rows, of which only those in sight are there: sorted, walked and opened by keyboard. */

import { useVirtualizer, type Range } from "@tanstack/react-virtual";
import { useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { moveOf, rangeWith } from "./data-grid.ts";
import "./data-grid.css";

export interface GridColumn<Row, Id extends string> {
  readonly id: Id;
  readonly title: string;
  /** A track of a CSS grid: `minmax(96px, 1fr)`. */
  readonly width: string;
  readonly isNumber?: boolean;
  /** Cannot be sorted by. */
  readonly isUnsorted?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

export interface GridSort<Id extends string> {
  readonly by: Id;
  readonly isDown: boolean;
}

/** Where a row stands in a tree. */
export interface GridBranch {
  /** From 1. */
  readonly level: number;
  /** null: it has nothing below it. */
  readonly isOpen: boolean | null;
}

export interface DataGridProps<Row, Id extends string> {
  readonly label: string;
  readonly columns: readonly GridColumn<Row, Id>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly selected: string | null;
  readonly onSelect: (key: string) => void;
  readonly sort: GridSort<Id> | null;
  readonly onSort: (sort: GridSort<Id>) => void;
  /** Of a tree: where a row stands in it. */
  readonly branchOf?: (row: Row) => GridBranch;
  readonly onToggle?: (key: string) => void;
  /** What to say when there is no row. */
  readonly empty: string;
}

const ROW_HEIGHT = 28;
const OVERSCAN = 8;
/** For a first drawing without a screen. */
const INITIAL = { width: 640, height: 20 * ROW_HEIGHT };

export function DataGrid<Row, Id extends string>(props: DataGridProps<Row, Id>) {
  const { label, columns, rows, keyOf, selected, empty, branchOf } = props;
  const scroller = useRef<HTMLDivElement>(null);
  /* The row that a key press goes to; it stays in the document wherever one scrolls. */
  const [active, setActive] = useState<string | null>(null);
  const found = rows.findIndex((row) => keyOf(row) === (active ?? selected));
  const at = Math.max(0, found);
  const wanted = useRef<string | null>(null);
  // Its functions change with every drawing, and nothing here is kept from one to the next.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    scrollPaddingStart: ROW_HEIGHT,
    overscan: OVERSCAN,
    initialRect: INITIAL,
    getItemKey: (index) => {
      const row = rows[index];
      return row === undefined ? index : keyOf(row);
    },
    rangeExtractor: (range: Range) => rangeWith(range, at),
  });

  /* As the row is drawn, and for that row only: a drawing still under way has the one before. */
  useLayoutEffect(() => {
    const row = rows[at];
    if (row === undefined || wanted.current !== keyOf(row)) return;
    wanted.current = null;
    virtual.scrollToIndex(at);
    scroller.current?.querySelector<HTMLElement>(`[data-index="${at}"]`)?.focus({
      preventScroll: true,
    });
  });

  const goTo = (index: number): void => {
    const row = rows[Math.min(Math.max(0, index), rows.length - 1)];
    if (row === undefined) return;
    wanted.current = keyOf(row);
    setActive(wanted.current);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[at];
    if (row === undefined || !isOfRow(event.target)) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2);
    const move = moveOf(event.key, { at, page, rows, branchOf });
    if (move === null) return;
    event.preventDefault();
    if (move === "choose") props.onSelect(keyOf(row));
    else if (move === "toggle") props.onToggle?.(keyOf(row));
    else goTo(move);
  };

  const template = columns.map(({ width }) => width).join(" ");
  return (
    <div className="data-grid" ref={scroller} style={{ scrollPaddingTop: ROW_HEIGHT }}>
      <div
        aria-colcount={columns.length}
        aria-label={label}
        aria-rowcount={rows.length + 1}
        onKeyDown={onKeyDown}
        role={branchOf ? "treegrid" : "grid"}
      >
        <Head {...props} template={template} />
        <div className="data-rows" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start, key }) => {
            const row = rows[index];
            if (row === undefined) return null;
            const placed = { row, index, top: start, template, isActive: index === at };
            return <Line {...props} {...placed} key={key} onActive={setActive} />;
          })}
        </div>
      </div>
      {rows.length === 0 && <p className="data-empty">{empty}</p>}
    </div>
  );
}

/** Keys in a field or on the head are not the rows'. */
const isOfRow = (target: EventTarget): boolean =>
  target instanceof HTMLElement && target.closest(".data-row") !== null;

function Head<Row, Id extends string>({
  columns,
  sort,
  onSort,
  template,
}: DataGridProps<Row, Id> & { readonly template: string }) {
  return (
    <div className="data-head" role="rowgroup">
      <div aria-rowindex={1} role="row" style={{ gridTemplateColumns: template }}>
        {columns.map(({ id, title, isNumber = false, isUnsorted = false }) => {
          const direction = sort?.by === id ? (sort.isDown ? "descending" : "ascending") : "none";
          return (
            <div
              aria-sort={isUnsorted ? undefined : direction}
              className={isNumber ? "is-number" : undefined}
              key={id}
              role="columnheader"
            >
              {isUnsorted ? (
                title
              ) : (
                <button
                  className="quiet"
                  onClick={() => onSort({ by: id, isDown: direction === "ascending" })}
                  type="button"
                >
                  {title}
                  <span aria-hidden="true" className={`data-sort is-${direction}`} />
                </button>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

interface LineProps<Row, Id extends string> extends DataGridProps<Row, Id> {
  readonly row: Row;
  readonly index: number;
  readonly top: number;
  readonly template: string;
  readonly isActive: boolean;
  readonly onActive: (key: string) => void;
}

function Line<Row, Id extends string>(props: LineProps<Row, Id>) {
  const { row, index, top, template, isActive, columns, branchOf, onToggle } = props;
  const key = props.keyOf(row);
  const branch = branchOf?.(row) ?? null;
  const isSelected = key === props.selected;
  return (
    <div
      aria-expanded={branch?.isOpen ?? undefined}
      aria-level={branch?.level}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      className={`data-row${isSelected ? " is-selected" : ""}`}
      data-index={index}
      onClick={() => {
        props.onActive(key);
        props.onSelect(key);
      }}
      onFocus={() => props.onActive(key)}
      role="row"
      style={{ gridTemplateColumns: template, transform: `translateY(${top}px)` }}
      tabIndex={isActive ? 0 : -1}
    >
      {columns.map(({ id, isNumber, cell }, column) => (
        <div className={isNumber === true ? "is-number" : undefined} key={id} role="gridcell">
          {column === 0 && branch && (
            <Twist branch={branch} name={key} onToggle={() => onToggle?.(key)} />
          )}
          {cell(row)}
        </div>
      ))}
    </div>
  );
}

interface TwistProps {
  readonly branch: GridBranch;
  readonly name: string;
  readonly onToggle: () => void;
}

/** Opens and closes a branch by mouse; keys do it with the arrows on the row. */
function Twist({ branch: { level, isOpen }, name, onToggle }: TwistProps) {
  const indent = { marginLeft: (level - 1) * 16 };
  if (isOpen === null) return <span className="data-twist" style={indent} />;
  return (
    <button
      aria-label={`${isOpen ? "Close" : "Open"} ${name}`}
      className={`quiet data-twist${isOpen ? " is-open" : ""}`}
      onClick={(event) => {
        event.stopPropagation();
        onToggle();
      }}
      style={indent}
      tabIndex={-1}
      type="button"
    />
  );
}

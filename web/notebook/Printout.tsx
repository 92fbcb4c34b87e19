/** Lines that a cell printed: all of them while they are few, else in a frame that draws those in sight. */

import { useVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useMemo, useRef, type UIEvent } from "react";
import type { CellOutput } from "../../engine/model/cell-output.ts";
import { saveText } from "../ui/save-text.ts";
import { PrintedLines } from "./printed.ts";

/** Lines that are drawn without a frame of their own. */
const FEW = 200;
/** A guess, in pixels; each line is measured once it is drawn. */
const LINE_HEIGHT = 20;
/** As tall as the style sheet lets it be; before anything is measured. */
const INITIAL = { width: 600, height: 400 };

type Print = Extract<CellOutput, { type: "print" }>;

export function Printout({ prints }: { readonly prints: readonly Print[] }) {
  const lines = useMemo(() => new PrintedLines(prints), [prints]);
  if (lines.count > FEW) return <LongPrintout lines={lines} />;
  return (
    <div className="output-print">
      {Array.from({ length: lines.count }, (_, index) => (
        <Line index={index} key={index} lines={lines} />
      ))}
    </div>
  );
}

function LongPrintout({ lines }: { readonly lines: PrintedLines }) {
  const scroller = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const { count } = lines;
  // Its functions change with every drawing, and nothing here is kept from one to the next.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 20,
    initialRect: INITIAL,
  });
  /* Whoever has scrolled up to read stays there. */
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && isAtEnd.current) element.scrollTop = element.scrollHeight;
  });
  const onScroll = ({ currentTarget }: UIEvent<HTMLDivElement>): void => {
    const { scrollTop, clientHeight, scrollHeight } = currentTarget;
    isAtEnd.current = scrollTop + clientHeight >= scrollHeight - 2 * LINE_HEIGHT;
  };
  return (
    <div className="printout">
      <div
        aria-label="Printed lines"
        className="output-print printout-lines"
        onScroll={onScroll}
        ref={scroller}
        role="group"
        tabIndex={0}
      >
        <div className="printout-all" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start, key }) => (
            <div
              className="printout-row"
              data-index={index}
              key={key}
              ref={virtual.measureElement}
              style={{ transform: `translateY(${start}px)` }}
            >
              <Line index={index} lines={lines} />
            </div>
          ))}
        </div>
      </div>
      <p className="output-note printout-foot">
        {count.toLocaleString("en")} lines
        <button
          className="quiet"
          onClick={() => saveText("output.txt", lines.text())}
          type="button"
        >
          Save as text
        </button>
      </p>
    </div>
  );
}

function Line({ lines, index }: { readonly lines: PrintedLines; readonly index: number }) {
  const line = lines.at(index);
  if (line === null) return null;
  return <pre className={`print-line level-${line.level.toLowerCase()}`}>{line.text}</pre>;
}

/** A text before and after, line by line. */

import { useMemo } from "react";
import { lineDiff } from "./line-diff.ts";
import "./history.css";

interface DiffViewProps {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

export function DiffView({ label, before, after }: DiffViewProps) {
  const lines = useMemo(() => lineDiff(before, after), [before, after]);
  return (
    <pre aria-label={label} className="diff" role="group" tabIndex={0}>
      {lines.map(({ sign, text }, index) => (
        <span className={CLASSES[sign]} key={index}>
          {sign} {text}
        </span>
      ))}
    </pre>
  );
}

const CLASSES = { " ": "diff-same", "-": "diff-out", "+": "diff-in" } as const;

/** Takes the log along: what is shown to the clipboard, all of it to a file. */

import { useState } from "react";
import type { LogRecord } from "../../engine/model/log.ts";
import { saveText } from "../ui/save-text.ts";
import { recordsOf, type LogLines } from "./log-lines.ts";
import { jsonOf, textOf } from "./log-text.ts";

export interface LogTakeProps {
  /** The log as it is now, whatever moment and lines are on show. */
  readonly whole: readonly LogRecord[];
  readonly shown: LogLines;
}

export function LogTake({ whole, shown }: LogTakeProps) {
  const hasNone = whole.length === 0;
  return (
    <span className="log-take">
      <CopyButton lines={shown} />
      <button
        disabled={hasNone}
        onClick={() => saveText("run.log", textOf(whole))}
        title="The whole log as text, whatever is shown of it"
        type="button"
      >
        Download
      </button>
      <button
        aria-label="Save as JSON"
        disabled={hasNone}
        onClick={() => saveText("run-log.jsonl", jsonOf(whole), "application/jsonl")}
        title="The whole log as JSON Lines: one record a line"
        type="button"
      >
        JSON
      </button>
    </span>
  );
}

function CopyButton({ lines }: { readonly lines: LogLines }) {
  const [said, setSaid] = useState<string | null>(null);
  const copy = (): void => {
    navigator.clipboard.writeText(textOf(recordsOf(lines))).then(
      () => setSaid("Copied"),
      () => setSaid("Not allowed to copy"),
    );
  };
  return (
    <button
      disabled={lines.count === 0}
      onBlur={() => setSaid(null)}
      onClick={copy}
      title="The lines that are shown"
      type="button"
    >
      <span aria-live="polite">{said ?? "Copy"}</span>
    </button>
  );
}

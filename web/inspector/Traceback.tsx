/** An exception as a traceback whose places lead to the lines of the notebook, its causes below it. */

import type { CellId } from "../../engine/model/notebook.ts";
import type { PreviewNode } from "../../engine/sandbox/protocol.ts";
import { useSession, useSessionState } from "../session/use-session.ts";
import { Preview } from "./PreviewTree.tsx";
import { stackOf, traceLines } from "./trace.ts";
import { TraceLines } from "./TraceLines.tsx";

interface TracebackProps {
  readonly node: PreviewNode;
  /** The code cells that its places count, in order; if not given, the notebook's as they stand. */
  readonly cells?: readonly CellId[] | undefined;
}

/** What cannot be read as an exception with a traceback is shown as any other value. */
export function Traceback({ node, cells }: TracebackProps) {
  const session = useSession();
  const present = useSessionState(({ notebook }) => notebook.cells);
  const stack = stackOf(node);
  if (stack === null) return <Preview node={node} />;
  const entries = node.entries ?? [];
  const cause = entries.find(({ key }) => key === "cause")?.node;
  const rest = entries.filter(({ key }) => key !== "stack" && key !== "cause");
  return (
    <div className="traceback">
      <TraceLines
        lines={traceLines(stack, { counted: cells, present })}
        onShowPlace={(place) => session.showPlace(place)}
      />
      {rest.map(({ key, node: held }) => (
        <div key={key}>
          <span className="inspector-note">{key}:</span>
          <Preview node={held} />
        </div>
      ))}
      {cause && (
        <>
          <p className="inspector-note">Caused by:</p>
          <Traceback cells={cells} node={cause} />
        </>
      )}
    </div>
  );
}

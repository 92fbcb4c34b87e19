/** An exception as a traceback whose places lead to the lines of the notebook, its causes below it. */

import type { PreviewNode } from "../../engine/sandbox/protocol.ts";
import { useSession, useSessionState } from "../session/use-session.ts";
import { Preview } from "./PreviewTree.tsx";
import { stackOf, traceLines } from "./trace.ts";
import { TraceLines } from "./TraceLines.tsx";

/** What cannot be read as an exception with a traceback is shown as any other value. */
export function Traceback({ node }: { readonly node: PreviewNode }) {
  const session = useSession();
  const cells = useSessionState(({ notebook }) => notebook.cells);
  const stack = stackOf(node);
  if (stack === null) return <Preview node={node} />;
  const entries = node.entries ?? [];
  const cause = entries.find(({ key }) => key === "cause")?.node;
  const rest = entries.filter(({ key }) => key !== "stack" && key !== "cause");
  return (
    <div className="traceback">
      <TraceLines
        lines={traceLines(stack, cells)}
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
          <Traceback node={cause} />
        </>
      )}
    </div>
  );
}

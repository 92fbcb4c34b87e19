/** A stored value: its one line at once, the rest once it is loaded. */

import { useEffect, useEffectEvent, useState } from "react";
import type { PreparedValue } from "../../engine/api.ts";
import type { ResultRef } from "../../engine/model/value.ts";
import type { PreviewNode } from "../../engine/sandbox/protocol.ts";
import { sizeText } from "../archive/item-text.ts";
import { Preview } from "./PreviewTree.tsx";
import { stackOf } from "./trace.ts";
import { Traceback } from "./Traceback.tsx";

export type LoadPreview = (result: ResultRef) => Promise<PreparedValue>;

type Loaded = { readonly key: string } & (
  { readonly node: PreparedValue } | { readonly problem: string }
);

interface StoredPreviewProps {
  readonly result: ResultRef;
  readonly loadPreview: LoadPreview;
  /** Of a list: only this item, and of that this one… */
  readonly path?: readonly number[];
}

export function StoredPreview({ result, loadPreview, path = WHOLE }: StoredPreviewProps) {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const load = useEffectEvent(() => loadPreview(result));
  const { key } = result;
  useEffect(() => {
    let isWanted = true;
    load().then(
      (node) => isWanted && setLoaded({ key, node }),
      (fault: unknown) =>
        isWanted &&
        setLoaded({ key, problem: fault instanceof Error ? fault.message : String(fault) }),
    );
    return () => {
      isWanted = false;
    };
  }, [key]);
  if (loaded?.key !== key) return <pre className="preview-text">{result.preview}</pre>;
  if ("problem" in loaded) {
    return (
      <>
        <pre className="preview-text">{result.preview}</pre>
        <p className="inspector-note">The whole value cannot be shown: {loaded.problem}</p>
      </>
    );
  }
  const held = itemAt(loaded.node, path);
  if (!held) {
    return (
      <>
        <p className="inspector-note">{itemText(path)} of:</p>
        <Preview node={loaded.node} />
      </>
    );
  }
  if (stackOf(held) !== null) return <Traceback cells={loaded.node.cells} node={held} />;
  return (
    <>
      <Preview node={held} />
      <p className="inspector-note value-facts">
        {held.type}
        {path.length === 0 && `, about ${sizeText(result.size)}`}
      </p>
    </>
  );
}

const WHOLE: readonly number[] = [];

/** Undefined if a preview does not reach that far. */
function itemAt(node: PreviewNode, path: readonly number[]): PreviewNode | undefined {
  let held: PreviewNode | undefined = node;
  for (const index of path) {
    held = held?.entries?.find((entry) => entry.key === String(index))?.node;
  }
  return held;
}

const itemText = (path: readonly number[]): string => `item ${path.join(", ")}`;

/** The same, loaded only when somebody asks. */
export function OnDemand(props: StoredPreviewProps & { readonly name: string }) {
  const { name, ...rest } = props;
  const [isOpen, setOpen] = useState(false);
  const { path = WHOLE, result } = props;
  const line = path.length === 0 ? result.preview : `${itemText(path)} of ${result.preview}`;
  return (
    <div className="on-demand">
      <button
        aria-expanded={isOpen}
        aria-label={`Value of ${name}`}
        className="quiet"
        onClick={() => setOpen(!isOpen)}
        type="button"
      >
        {isOpen ? "Hide" : "Show"}
      </button>
      {isOpen ? <StoredPreview {...rest} /> : <code className="one-line">{line}</code>}
    </div>
  );
}

/** Stands in for an editor until its cell comes near the view: Monaco is big, and many editors are slow. */

import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState } from "react";
import type { Place } from "../../engine/model/graph.ts";
import type { CodeEditorProps } from "./CodeEditor.tsx";
import { useFinds } from "../find/found.ts";
import { PlainEditor } from "./PlainEditor.tsx";
import { revealPlainLine } from "./reveal-line.ts";

const CodeEditor = lazy(async () => {
  try {
    return { default: (await import("./CodeEditor.tsx")).CodeEditor };
  } catch {
    /* No connection, most likely. The stand-in says so itself. */
    return { default: PlainEditor };
  }
});

export function LazyEditor(props: CodeEditorProps) {
  const holder = useRef<HTMLDivElement>(null);
  const [isNear, setNear] = useState(false);
  const [earlyJump, setEarlyJump] = useState<Place | null>(null);
  const { jump, selectedTask } = props;
  const [seenJump, setSeenJump] = useState(jump);
  useEffect(() => {
    const element = holder.current;
    if (!element || isNear) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setNear(true);
      },
      { rootMargin: "400px" },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [isNear]);

  const showLine = useEffectEvent((line: number) => {
    if (holder.current) revealPlainLine(holder.current, line);
  });
  const reveal = useEffectEvent(() => {
    const { selectedLine } = props.marks;
    if (!isNear && selectedLine !== null) showLine(selectedLine);
  });
  useEffect(() => {
    if (selectedTask !== null) reveal();
  }, [selectedTask]);
  const finds = useFinds(props.cell);
  const showMatch = useEffectEvent(() => {
    const { current } = finds;
    /* Once it is in sight the editor is made, and draws it. */
    if (current && !isNear) showLine(props.text.slice(0, current.start).split("\n").length);
  });
  useEffect(() => {
    if (finds.reveal > 0) showMatch();
  }, [finds.reveal]);
  if (jump !== seenJump) {
    setSeenJump(jump);
    if (jump && !isNear) {
      setEarlyJump(jump);
      setNear(true);
    }
  }
  useEffect(() => {
    if (earlyJump) showLine(earlyJump.line);
  }, [earlyJump]);

  const placeholder = (
    <pre className="code-placeholder" tabIndex={0}>
      {props.text}
    </pre>
  );
  return (
    <div className="code-editor" ref={holder}>
      {isNear ? (
        <Suspense fallback={placeholder}>
          {/* Another language has another model: the one that is left must not be shown again. */}
          <CodeEditor {...props} earlyJump={earlyJump} key={props.language} />
        </Suspense>
      ) : (
        placeholder
      )}
    </div>
  );
}

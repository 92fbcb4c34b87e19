/** Stands in for an editor until its cell comes near the view: Monaco is big, and many editors are slow. */

import { lazy, Suspense, useEffect, useRef, useState } from "react";
import type { CodeEditorProps } from "./CodeEditor.tsx";
import { PlainEditor } from "./PlainEditor.tsx";

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
  const placeholder = (
    <pre className="code-placeholder" tabIndex={0}>
      {props.text}
    </pre>
  );
  return (
    <div className="code-editor" ref={holder}>
      {isNear ? (
        <Suspense fallback={placeholder}>
          <CodeEditor {...props} />
        </Suspense>
      ) : (
        placeholder
      )}
    </div>
  );
}

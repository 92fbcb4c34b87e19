/** What a cell displays: an image, HTML, Markdown, a chart, progress, or a value as a tree. */

import { lazy, Suspense, useMemo } from "react";
import type { Display } from "../../engine/model/cell-output.ts";
import type { PreviewNode } from "../../engine/sandbox/protocol.ts";
import { Preview } from "../inspector/PreviewTree.tsx";
import { safeMarkdown } from "../notebook/safe-markdown.ts";
import { HtmlFrame } from "./HtmlFrame.tsx";
import { Picture } from "./Picture.tsx";
import { Progress } from "./Progress.tsx";
import "./display.css";

/** It brings a plotting library along: fetched when the first chart is shown. */
const Chart = lazy(async () => ({ default: (await import("./Chart.tsx")).Chart }));

export function Displayed({ display }: { readonly display: Display }) {
  switch (display.kind) {
    case "value":
      return (
        <div className="output-value">
          <Preview node={display.node as PreviewNode} />
        </div>
      );
    case "image":
      return <Picture image={display} />;
    case "html":
      return <HtmlFrame html={display.html} />;
    case "markdown":
      return <Markdown text={display.text} />;
    case "chart":
      return (
        <Suspense fallback={<p className="output-note">Drawing …</p>}>
          <Chart chart={display.chart} />
        </Suspense>
      );
    case "progress":
      return <Progress progress={display} />;
  }
}

/** As the text of a cell is shown. */
function Markdown({ text }: { readonly text: string }) {
  const html = useMemo(() => safeMarkdown(text).html, [text]);
  return <div className="prose displayed" dangerouslySetInnerHTML={{ __html: html }} />;
}

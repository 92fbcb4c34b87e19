/** The flow as a graph: drawn when it is built, coloured while it runs, walked with mouse or keys. */

import { select, zoom, zoomIdentity, zoomTransform, type ZoomBehavior } from "d3";
import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  type FocusEvent,
  type KeyboardEvent,
} from "react";
import type { Forecast } from "../../engine/model/forecast.ts";
import type { FlowGraph, Slug } from "../../engine/model/graph.ts";
import type { RunView } from "../session/run-view.ts";
import { drawPicture, drawStates, type Shown } from "./draw-dag.ts";
import { pictureOf, structureOf } from "./flow-boxes.ts";
import { neighbourOf, type Direction } from "./walk.ts";
import { saveText } from "../ui/save-text.ts";
import { svgFile } from "./svg-file.ts";
import "./dag.css";

/** What the graph is drawn from. */
export interface DagProps {
  readonly graph: FlowGraph;
  readonly run: RunView | null;
  /** What the text would build; nothing of it has been built. */
  readonly draft: boolean;
  /** `slug`, or `slug[i]` of a mapped child. */
  readonly selected: string | null;
  readonly onSelect: (slug: string | null) => void;
  /** What the tasks would come to under what is assumed; null: nothing is. */
  readonly forecast: Forecast | null;
  /** Tasks that the line with the cursor calls. */
  readonly lit: ReadonlySet<Slug>;
  /** The mouse or the focus is on a task; null: on none any more. */
  readonly onPoint: (slug: Slug | null) => void;
}

const KEYS: Readonly<Record<string, Direction>> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};
const MARGIN = 24;

/** The flow's graph; laid out when its structure changes, repainted once a frame at most. */
export function Dag(props: DagProps) {
  const { graph, run, draft, selected, onSelect, forecast, lit, onPoint } = props;
  const svg = useRef<SVGSVGElement>(null);
  const scene = useRef<SVGGElement>(null);
  const zoomer = useRef<ZoomBehavior<SVGSVGElement, unknown> | null>(null);
  /** Whether somebody panned or zoomed since the last fit: then a new size does not fit it anew. */
  const isMoved = useRef(false);
  const frame = useRef<number | null>(null);
  const latest = useRef<Shown>({ run, selected, forecast, lit });
  const structure = structureOf(graph);
  // The graph is a new object with every message; its structure seldom changes.
  // oxlint-disable-next-line react/exhaustive-deps
  const picture = useMemo(() => pictureOf(graph), [structure]);

  const fit = useCallback(() => {
    if (!svg.current || !zoomer.current) return;
    const { clientWidth, clientHeight } = svg.current;
    if (clientWidth === 0 || clientHeight === 0) return;
    isMoved.current = false;
    const scale = Math.min(
      1.1,
      clientWidth / (picture.width + 2 * MARGIN),
      clientHeight / (picture.height + 2 * MARGIN),
    );
    const x = (clientWidth - picture.width * scale) / 2;
    const y = (clientHeight - picture.height * scale) / 2;
    zoomer.current.transform(select(svg.current), zoomIdentity.translate(x, y).scale(scale));
  }, [picture]);

  useEffect(() => {
    if (!svg.current || !scene.current) return;
    const root = select(svg.current);
    const content = select(scene.current);
    const behaviour = zoom<SVGSVGElement, unknown>()
      .scaleExtent([0.05, 3])
      .on("zoom", (event: { transform: { toString(): string }; sourceEvent: unknown }) => {
        if (event.sourceEvent) isMoved.current = true;
        content.attr("transform", event.transform.toString());
      });
    root.call(behaviour).on("dblclick.zoom", null);
    zoomer.current = behaviour;
    return () => {
      root.on(".zoom", null);
    };
  }, []);

  useEffect(() => {
    if (!scene.current) return;
    drawPicture(select(scene.current), picture);
    fit();
  }, [picture, fit]);

  useEffect(() => {
    if (!svg.current) return;
    const observer = new ResizeObserver(() => {
      if (!isMoved.current) fit();
    });
    observer.observe(svg.current);
    return () => observer.disconnect();
  }, [fit]);

  useEffect(() => {
    latest.current = { run, selected, forecast, lit };
    // Not put off by what comes after: a frame that was asked for draws the latest.
    frame.current ??= requestAnimationFrame(() => {
      frame.current = null;
      if (scene.current) drawStates(select(scene.current), latest.current);
    });
  }, [picture, run, selected, forecast, lit]);

  useEffect(
    () => () => {
      if (frame.current !== null) cancelAnimationFrame(frame.current);
      frame.current = null;
    },
    [],
  );

  /** Brings a box into view that was reached with the keys. */
  const onFocus = (event: FocusEvent<SVGSVGElement>) => {
    onPoint(slugAt(event.target));
    const box = picture.boxes.find(({ slug }) => slug === slugAt(event.target));
    if (!svg.current || !zoomer.current || !box) return;
    const [x, y] = zoomTransform(svg.current).apply([box.x, box.y]);
    const { clientWidth, clientHeight } = svg.current;
    if (x >= 0 && y >= 0 && x <= clientWidth && y <= clientHeight) return;
    zoomer.current.translateTo(select(svg.current), box.x, box.y);
    isMoved.current = true;
  };

  const focus = (slug: string | null) => {
    if (slug === null) return;
    scene.current
      ?.querySelector<SVGGElement>(`g.box[data-slug="${CSS.escape(slug)}"]`)
      ?.focus({ preventScroll: true });
  };

  const save = () => {
    if (svg.current && scene.current) {
      saveText(`${graph.name}.svg`, svgFile(svg.current, scene.current), "image/svg+xml");
    }
  };

  const onKeyDown = (event: KeyboardEvent<SVGSVGElement>) => {
    const slug = slugAt(event.target);
    const direction = KEYS[event.key];
    if (event.key === "Escape") onSelect(null);
    else if (slug === null) return;
    else if (event.key === "Enter" || event.key === " ") onSelect(slug);
    else if (direction) focus(neighbourOf(picture, slug, direction));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className={`dag${draft ? " is-draft" : ""}`}>
      <svg
        aria-label={`Flow graph of ${graph.name}`}
        onBlur={() => onPoint(null)}
        onClick={(event) => onSelect(slugAt(event.target))}
        onFocus={onFocus}
        onKeyDown={onKeyDown}
        onPointerLeave={() => onPoint(null)}
        onPointerOver={(event) => onPoint(slugAt(event.target))}
        ref={svg}
        role="group"
      >
        <defs>
          <ArrowHead color="var(--edge)" id="arrow-head" />
          <ArrowHead color="var(--accent)" id="arrow-head-near" />
        </defs>
        <g ref={scene} />
      </svg>
      {draft && <span className="draft-badge">draft</span>}
      <div className="dag-tools">
        <button onClick={save} type="button">
          Save as SVG
        </button>
        <button onClick={fit} type="button">
          Fit
        </button>
      </div>
    </div>
  );
}

function ArrowHead({ id, color }: { readonly id: string; readonly color: string }) {
  return (
    <marker
      id={id}
      markerHeight="8"
      markerUnits="userSpaceOnUse"
      markerWidth="8"
      orient="auto"
      refX="7"
      refY="4"
    >
      <path d="M0 0L8 4L0 8Z" fill={color} />
    </marker>
  );
}

const slugAt = (target: EventTarget): string | null =>
  target instanceof Element ? (target.closest("g.box")?.getAttribute("data-slug") ?? null) : null;

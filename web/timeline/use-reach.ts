/** What part of the timeline is in sight: zoomed with wheel, fingers, keys and buttons; following a live run. */

import { select, zoom, zoomIdentity, type D3ZoomEvent, type ZoomBehavior } from "d3";
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type RefObject,
} from "react";
import type { Axis } from "./axis.ts";
import {
  mostZoom,
  panned,
  revealing,
  unitsAt,
  wholeOf,
  zoomed,
  type Reach,
  type View,
} from "./view.ts";

/** What is in sight, and how to change it. */
export interface Reaching {
  readonly view: View;
  /** null: everything is in sight. */
  readonly reach: Reach;
  /** Whether the end of the axis is kept in sight as it grows. */
  readonly isFollowing: boolean;
  readonly zoomBy: (factor: number) => void;
  /** By a share of what is in sight. */
  readonly panBy: (share: number) => void;
  readonly showAll: () => void;
  /** Brings a stretch, in units, into sight. */
  readonly reveal: (from: number, to: number) => void;
  readonly follow: () => void;
}

/** How near to the end one has to look to follow it, as a share of what is in sight. */
const NEAR_END = 0.02;
/** A wheel's turn sideways, in pixels for each of its lines. */
const LINE = 16;

/** Where the plot lies within the element that hears the gestures. */
export interface Plot {
  readonly element: RefObject<HTMLElement | null>;
  /** From the element's left edge to the plot's. */
  readonly left: number;
  readonly width: number;
}

/** Zooming and panning of an axis; of another axis, everything is shown first. */
export function useReach(axis: Axis, plot: Plot, isLive: boolean): Reaching {
  const [chosen, setChosen] = useState<{ readonly kind: Axis["kind"]; readonly reach: Reach }>({
    kind: axis.kind,
    reach: null,
  });
  const [isAtEnd, setIsAtEnd] = useState(true);
  const kept = chosen.kind === axis.kind ? chosen.reach : null;
  const isFollowing = isLive && (kept === null || isAtEnd);
  const whole = wholeOf(axis);
  const reach =
    kept !== null && isFollowing ? { from: whole.to - (kept.to - kept.from), to: whole.to } : kept;
  const { from, to } = reach ?? whole;
  const width = Math.max(1, plot.width);
  const view = useMemo(() => ({ from, to, width }), [from, to, width]);
  const latest = useRef({ axis, reach, view, plot });
  useLayoutEffect(() => {
    latest.current = { axis, reach, view, plot };
  });

  const setReach = useCallback((next: Reach) => {
    const { kind } = latest.current.axis;
    const end = wholeOf(latest.current.axis).to;
    setChosen({ kind, reach: next });
    setIsAtEnd(next === null || end - next.to < (next.to - next.from) * NEAR_END);
  }, []);

  useGestures(plot.element, latest, setReach);

  return {
    view,
    reach,
    isFollowing,
    zoomBy: (factor) => setReach(zoomed(axis, reach, factor, isFollowing ? to : undefined)),
    panBy: (share) => setReach(panned(axis, reach, share * (to - from))),
    showAll: () => setReach(null),
    reveal: (start, end) => setReach(revealing(axis, reach, start, end)),
    follow: () => setIsAtEnd(true),
  };
}

interface Latest {
  readonly axis: Axis;
  readonly reach: Reach;
  readonly view: View;
  readonly plot: Plot;
}

/** d3-zoom knows the gestures; what they come to is reckoned in the axis's units. */
function useGestures(
  element: RefObject<HTMLElement | null>,
  latest: RefObject<Latest>,
  setReach: (reach: Reach) => void,
): void {
  const behaviour = useRef<ZoomBehavior<HTMLElement, unknown> | null>(null);
  useEffect(() => {
    const { current } = element;
    if (!current) return;
    const zooming = zoom<HTMLElement, unknown>()
      .filter((event: Event) => isMeant(event, latest.current.reach !== null))
      .extent(() => {
        const { left, width } = latest.current.plot;
        return [
          [left, 0],
          [left + Math.max(1, width), 1],
        ];
      })
      .on("zoom", ({ transform: { k, x }, sourceEvent }: D3ZoomEvent<HTMLElement, unknown>) => {
        if (!sourceEvent) return;
        const { axis, plot } = latest.current;
        const whole = wholeOf(axis);
        const unit = (whole.to - whole.from) / Math.max(1, plot.width);
        /* The transform maps the plot with everything in sight to the plot as it is to be. */
        const start = whole.from + ((plot.left - x) / k - plot.left) * unit;
        const span = (whole.to - whole.from) / k;
        setReach(k <= 1.001 ? null : panned(axis, { from: start, to: start + span }, 0));
      });
    const root = select<HTMLElement, unknown>(current);
    root.call(zooming).on("dblclick.zoom", null);
    behaviour.current = zooming;
    const slide = (event: WheelEvent) => {
      const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
      const { axis, reach, view } = latest.current;
      if (event.ctrlKey || event.metaKey || reach === null || sideways === 0) return;
      if (!event.shiftKey && Math.abs(event.deltaX) < Math.abs(event.deltaY)) return;
      event.preventDefault();
      const pixels = event.deltaMode === 0 ? sideways : sideways * LINE;
      setReach(panned(axis, reach, unitsAt(view, pixels) - view.from));
    };
    current.addEventListener("wheel", slide, { passive: false });
    return () => {
      root.on(".zoom", null);
      current.removeEventListener("wheel", slide);
    };
  }, [element, latest, setReach]);

  /* Whatever changed the view, the next gesture goes on from it. */
  useEffect(() => {
    const { current } = element;
    const { axis, view, plot } = latest.current;
    if (!current || !behaviour.current) return;
    const whole = wholeOf(axis);
    const k = (whole.to - whole.from) / (view.to - view.from);
    const unit = (whole.to - whole.from) / Math.max(1, plot.width);
    const x = plot.left - k * (plot.left + (view.from - whole.from) / unit);
    behaviour.current.scaleExtent([1, mostZoom(axis)]);
    behaviour.current.transform(select(current), zoomIdentity.translate(x, 0).scale(k));
  });
}

/** Zooming takes a modifier, so that the wheel alone scrolls the page; one finger scrolls, two zoom. */
function isMeant(event: Event, isZoomed: boolean): boolean {
  if (event instanceof WheelEvent) return event.ctrlKey || event.metaKey;
  if (typeof TouchEvent !== "undefined" && event instanceof TouchEvent) {
    return event.touches.length > 1;
  }
  if (!(event instanceof MouseEvent) || event.button !== 0 || !isZoomed) return false;
  return !(event.target instanceof Element && event.target.closest("button, .timeline-name"));
}

/** Paints a canvas that scrolls with its rows, at most once a frame. */

import { useEffect, useLayoutEffect, useRef, useSyncExternalStore, type RefObject } from "react";
import { currentTheme, subscribeTheme } from "../theme/theme.ts";
import { readColors, type Colors } from "../theme/colors.ts";

/** What a painter is given: a context in CSS pixels, from the plot's left edge and `offset` below its top. */
export interface Sheet {
  readonly context: CanvasRenderingContext2D;
  readonly colors: Colors;
  readonly offset: number;
  readonly height: number;
}

export interface Canvas {
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly width: number;
  /** Of all rows together. */
  readonly total: number;
  /** Of what is in sight of them. */
  readonly height: number;
}

/** Painted beyond what is in sight, so that scrolling has something to show before the next frame. */
const SPARE = 240;

/** Paints after every render, and while it is scrolled. */
export function useCanvas(given: Canvas, paint: (sheet: Sheet) => void): void {
  const theme = useSyncExternalStore(subscribeTheme, currentTheme);
  const latest = useRef({ given, paint });
  useLayoutEffect(() => {
    latest.current = { given, paint };
  });
  const frame = useRef<number | null>(null);
  const colors = useRef<{ readonly theme: string; readonly read: Colors } | null>(null);
  const { scroller } = given;

  const schedule = useRef(() => {
    frame.current ??= requestAnimationFrame(() => {
      frame.current = null;
      const { current: canvas } = latest.current.given.canvas;
      if (!canvas) return;
      const now = currentTheme();
      if (colors.current?.theme !== now) colors.current = { theme: now, read: readColors(canvas) };
      paintSheet(canvas, latest.current.given, colors.current.read, latest.current.paint);
    });
  });

  useEffect(() => {
    schedule.current();
  });
  useEffect(() => {
    const { current } = scroller;
    const onScroll = () => schedule.current();
    current?.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      current?.removeEventListener("scroll", onScroll);
      if (frame.current !== null) cancelAnimationFrame(frame.current);
      frame.current = null;
    };
  }, [scroller, theme]);
}

function paintSheet(
  canvas: HTMLCanvasElement,
  { scroller, width, total, height: inSight }: Canvas,
  colors: Colors,
  paint: (sheet: Sheet) => void,
): void {
  const context = canvas.getContext("2d");
  if (!context || width <= 0) return;
  const offset = Math.max(0, (scroller.current?.scrollTop ?? 0) - SPARE);
  const height = Math.max(0, Math.min(inSight + 2 * SPARE, Math.max(total, inSight) - offset));
  const ratio = devicePixelRatio || 1;
  const pixels = [Math.round(width * ratio), Math.round(height * ratio)] as const;
  if (canvas.width !== pixels[0]) canvas.width = pixels[0];
  if (canvas.height !== pixels[1]) canvas.height = pixels[1];
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  canvas.style.transform = `translateY(${offset}px)`;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  paint({ context, colors, offset, height });
}

/** Paints the graph's canvas: once a frame at most, only when something changed. */

import { useEffect, useMemo, useRef, useSyncExternalStore, type RefObject } from "react";
import { readColors, type Colors } from "../theme/colors.ts";
import { currentTheme, subscribeTheme } from "../theme/theme.ts";
import type { Size } from "../ui/use-size.ts";
import { FarPicture, type FarView } from "./far-picture.ts";
import { paint, type Shown } from "./paint.ts";
import { canMove, sceneBetween } from "./scene-between.ts";
import type { Scene } from "./scene.ts";
import type { Camera } from "./use-camera.ts";

/** Milliseconds that boxes take to their new places. */
const MOVE = 160;
/** Beyond this the eye sees no more, and a processor strokes four times the pixels. */
const MOST_RATIO = 2;

export interface Painted {
  readonly scene: Scene | null;
  readonly shown: Shown;
  readonly size: Size;
  readonly camera: Camera;
}

export function usePainter(canvas: RefObject<HTMLCanvasElement | null>, painted: Painted): void {
  const { camera } = painted;
  const theme = useSyncExternalStore(subscribeTheme, currentTheme);
  const latest = useRef(painted);
  const frame = useRef<number | null>(null);
  const colors = useRef<Colors | null>(null);
  const move = useRef<{ readonly from: Scene; readonly since: number } | null>(null);
  const drawn = useRef<Scene | null>(null);
  const far = useRef<FarPicture>(null);

  const repaint = useMemo(() => {
    const draw = (now: number): void => {
      frame.current = null;
      const { current } = canvas;
      const { scene, shown, size } = latest.current;
      if (!current || !scene || size.width === 0) return;
      colors.current ??= readColors(current);
      const isFirst = drawn.current === null;
      if (drawn.current !== scene) {
        const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
        const from = drawn.current;
        move.current = from && !isCalm && canMove(from, scene) ? { from, since: now } : null;
        drawn.current = scene;
      }
      const share = move.current ? (now - move.current.since) / MOVE : 1;
      const isOnItsWay = move.current !== null && share < 1;
      const shownScene =
        move.current && isOnItsWay
          ? sceneBetween(move.current.from, scene, Math.max(0, share))
          : scene;
      if (!isOnItsWay) move.current = null;
      const view = {
        transform: camera.now(),
        ...size,
        ratio: Math.min(MOST_RATIO, devicePixelRatio || 1),
        colors: colors.current,
      };
      if (isFirst) performance.mark("flowbook:dag-first-paint");
      far.current ??= new FarPicture();
      const what = { view, shown, isMoving: camera.isMoving() };
      paintInto(current, { scene: shownScene, far: far.current, what });
      if (isFirst) performance.measure("flowbook:dag-first-paint", "flowbook:dag-first-paint");
      if (isOnItsWay) frame.current = requestAnimationFrame(draw);
    };
    return (): void => {
      frame.current ??= requestAnimationFrame(draw);
    };
  }, [canvas, camera]);

  useEffect(() => {
    latest.current = painted;
    repaint();
  });
  useEffect(() => camera.subscribe(repaint), [camera, repaint]);
  useEffect(() => {
    colors.current = null;
    repaint();
  }, [theme, repaint]);
  useEffect(
    () => () => {
      if (frame.current !== null) cancelAnimationFrame(frame.current);
      frame.current = null;
    },
    [],
  );
}

interface Painting {
  readonly scene: Scene;
  readonly far: FarPicture;
  readonly what: FarView;
}

function paintInto(canvas: HTMLCanvasElement, { scene, far, what }: Painting): void {
  const context = canvas.getContext("2d", { alpha: false });
  if (!context) return;
  const { width, height, ratio } = what.view;
  const pixels = [Math.round(width * ratio), Math.round(height * ratio)] as const;
  if (canvas.width !== pixels[0]) canvas.width = pixels[0];
  if (canvas.height !== pixels[1]) canvas.height = pixels[1];
  if (!far.show(context, scene, what)) paint(context, scene, what);
}

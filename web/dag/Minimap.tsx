/** The whole graph in a corner, with the part that is in view; dragged to look elsewhere. */

import { useEffect, useRef, type PointerEvent } from "react";
import type { Slug } from "../../engine/model/graph.ts";
import type { StateType } from "../../engine/model/state.ts";
import { readColors } from "../theme/colors.ts";
import { fitOf } from "./camera.ts";
import { visibleArea } from "./paint.ts";
import { paintFarBoxes } from "./paint-far.ts";
import type { Scene } from "./scene.ts";
import type { Camera } from "./use-camera.ts";
import type { Size } from "../ui/use-size.ts";

const SIZE = { width: 168, height: 112 } as const;
/** Milliseconds between two pictures of it while a run goes on. */
const PAUSE = 400;

export interface MinimapProps {
  readonly scene: Scene;
  readonly stateOf: (slug: Slug) => StateType;
  readonly camera: Camera;
  /** Of the drawing. */
  readonly size: Size;
}

/** Only for a pointer: keys walk the graph itself, so it is not told to a screen reader. */
export function Minimap({ scene, stateOf, camera, size }: MinimapProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const next = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(null);
  const fitting = fitOf(scene, SIZE);

  useEffect(() => {
    const draw = () => {
      timer.current = null;
      next.current = performance.now() + PAUSE;
      const context = canvas.current?.getContext("2d", { alpha: false });
      if (!canvas.current || !context) return;
      const colors = readColors(canvas.current);
      const { k, x, y } = fitting;
      const ratio = Math.min(2, devicePixelRatio || 1);
      canvas.current.width = SIZE.width * ratio;
      canvas.current.height = SIZE.height * ratio;
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.fillStyle = colors.surface;
      context.fillRect(0, 0, SIZE.width, SIZE.height);
      context.translate(x, y);
      context.scale(k, k);
      const look = {
        colors,
        stateOf: ({ slug }: { readonly slug: Slug }) => stateOf(slug),
        scale: k,
      };
      paintFarBoxes(context, scene.boxes, look);
    };
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = setTimeout(draw, Math.max(0, next.current - performance.now()));
  }, [scene, stateOf, fitting]);
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
    },
    [],
  );
  const placeFrame = () => {
    if (!frame.current) return;
    const { x, y, width, height } = visibleArea({ transform: camera.now(), ...size });
    const left = Math.max(0, x * fitting.k + fitting.x);
    const top = Math.max(0, y * fitting.k + fitting.y);
    const right = Math.min(SIZE.width, (x + width) * fitting.k + fitting.x);
    const bottom = Math.min(SIZE.height, (y + height) * fitting.k + fitting.y);
    Object.assign(frame.current.style, {
      left: `${left}px`,
      top: `${top}px`,
      width: `${Math.max(4, right - left)}px`,
      height: `${Math.max(4, bottom - top)}px`,
    });
  };

  useEffect(() => {
    placeFrame();
    return camera.subscribe(placeFrame);
  });

  const lookAt = (event: PointerEvent<HTMLDivElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const [x, y] = [event.clientX - left, event.clientY - top];
    camera.lookAt((x - fitting.x) / fitting.k, (y - fitting.y) / fitting.k);
  };
  return (
    <div
      aria-hidden="true"
      className="dag-minimap"
      data-testid="minimap"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        lookAt(event);
      }}
      onPointerMove={(event) => {
        if (event.buttons !== 0) lookAt(event);
      }}
      style={SIZE}
    >
      <canvas ref={canvas} style={SIZE} />
      <div className="dag-minimap-frame" ref={frame} />
    </div>
  );
}

/** What the pointer is over, in a drawing that has no elements to ask. */

import { useState, type MouseEvent, type RefObject } from "react";
import type { Hit, Point, Scene } from "./scene.ts";
import { hitTest } from "./scene-index.ts";
import type { Camera } from "./use-camera.ts";

export interface Hover {
  readonly hit: Hit;
  /** From the stage's upper left corner, in CSS pixels. */
  readonly at: Point;
}

export interface Hovering {
  readonly hover: Hover | null;
  readonly hitAt: (event: MouseEvent) => Hit | null;
  readonly onPointerMove: (event: MouseEvent) => void;
  readonly onPointerLeave: () => void;
}

export function useHover(
  stage: RefObject<HTMLElement | null>,
  scene: Scene | null,
  camera: Camera,
): Hovering {
  const [hover, setHover] = useState<Hover | null>(null);
  const placeOf = ({ clientX, clientY }: MouseEvent): Point => {
    const { left = 0, top = 0 } = stage.current?.getBoundingClientRect() ?? {};
    return { x: clientX - left, y: clientY - top };
  };
  const hitAt = (event: MouseEvent): Hit | null => {
    const { x, y } = placeOf(event);
    const at = camera.now();
    return scene && hitTest(scene, { x: (x - at.x) / at.k, y: (y - at.y) / at.k });
  };
  return {
    hover,
    hitAt,
    onPointerMove: (event) => {
      /* While it is dragged nothing is pointed at. */
      const hit = event.buttons === 0 ? hitAt(event) : null;
      setHover((old) => {
        if (!hit) return null;
        const isSame = old?.hit.box === hit.box && old.hit.mapIndex === hit.mapIndex;
        return isSame ? old : { hit, at: placeOf(event) };
      });
    },
    onPointerLeave: () => setHover(null),
  };
}

/** The camera over a drawing: moved with mouse, wheel, fingers and keys, through d3-zoom. */

import { select, zoom, zoomIdentity, type ZoomBehavior } from "d3";
import { useEffect, useMemo, useRef, type RefObject } from "react";
import type { Size } from "../ui/use-size.ts";
import { centreOn, fitOf, isInView } from "./camera.ts";
import type { Transform } from "./paint.ts";
import type { Area, Scene } from "./scene.ts";

const MOVE = 200;
/** Milliseconds after the last move at which the drawing is at rest. */
const REST = 120;
const NEAREST = 3;
const FARTHEST = 0.05;

export interface Camera {
  readonly now: () => Transform;
  /** All of the scene; from then on a new size fits it anew, until somebody moves it. */
  readonly fit: (isSmooth: boolean) => void;
  /** Goes there if it is not all in view. */
  readonly show: (area: Area) => void;
  readonly zoomBy: (factor: number) => void;
  /** Puts this place of the drawing into the middle. */
  readonly lookAt: (x: number, y: number) => void;
  readonly isMoving: () => boolean;
  /** Whether a person has moved it since it last fitted all. */
  readonly isByHand: () => boolean;
  /** How often it has come to rest. */
  readonly rests: () => number;
  /** Called with every step of a move, and once it has come to rest. */
  readonly subscribe: (listener: () => void) => () => void;
}

export interface CameraTarget {
  readonly scene: Scene | null;
  readonly size: Size;
}

const isCalm = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** @param stage  what is dragged and turned the wheel over */
export function useCamera(stage: RefObject<HTMLElement | null>, target: CameraTarget): Camera {
  const latest = useRef(target);
  const transform = useRef<Transform>(zoomIdentity);
  const behaviour = useRef<ZoomBehavior<HTMLElement, unknown>>(null);
  const rest = useRef<ReturnType<typeof setTimeout>>(null);
  const byHand = useRef(false);
  const rests = useRef(0);
  const listeners = useRef(new Set<() => void>());
  useEffect(() => {
    latest.current = target;
  });

  useEffect(() => {
    const { current } = stage;
    if (!current) return;
    const told = listeners.current;
    const zoomer = zoom<HTMLElement, unknown>().on(
      "zoom",
      (event: { readonly transform: Transform; readonly sourceEvent: unknown }) => {
        if (event.sourceEvent) byHand.current = true;
        transform.current = event.transform;
        if (rest.current !== null) clearTimeout(rest.current);
        rest.current = setTimeout(() => {
          rest.current = null;
          rests.current += 1;
          for (const listener of told) listener();
        }, REST);
        for (const listener of told) listener();
      },
    );
    behaviour.current = zoomer;
    const root = select(current).call(zoomer).on("dblclick.zoom", null);
    return () => {
      root.on(".zoom", null);
      if (rest.current !== null) clearTimeout(rest.current);
    };
  }, [stage]);

  return useMemo(() => {
    const goTo = ({ k, x, y }: Transform, isSmooth: boolean): void => {
      const { current } = stage;
      if (!current || !behaviour.current) return;
      const root = select(current).interrupt();
      const wanted = zoomIdentity.translate(x, y).scale(k);
      if (isSmooth && !isCalm()) {
        behaviour.current.transform(root.transition().duration(MOVE), wanted);
      } else behaviour.current.transform(root, wanted);
    };
    const fit = (isSmooth: boolean): void => {
      const { scene, size } = latest.current;
      if (!scene || size.width === 0 || size.height === 0) return;
      const fitting = fitOf(scene, size);
      behaviour.current?.scaleExtent([Math.min(FARTHEST, fitting.k / 2), NEAREST]);
      byHand.current = false;
      goTo(fitting, isSmooth);
    };
    return {
      now: () => transform.current,
      fit,
      show: (area) => {
        const { size } = latest.current;
        if (isInView(area, transform.current, size)) return;
        byHand.current = true;
        goTo(centreOn(area, size, transform.current.k), true);
      },
      zoomBy: (factor) => {
        byHand.current = true;
        if (stage.current) behaviour.current?.scaleBy(select(stage.current), factor);
      },
      lookAt: (x, y) => {
        byHand.current = true;
        if (stage.current) behaviour.current?.translateTo(select(stage.current), x, y);
      },
      isMoving: () => rest.current !== null,
      isByHand: () => byHand.current,
      rests: () => rests.current,
      subscribe: (listener) => {
        listeners.current.add(listener);
        return () => listeners.current.delete(listener);
      },
    };
  }, [stage]);
}

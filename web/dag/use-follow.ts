/** The camera that follows a run: what runs is kept in view. */

import { useEffect, useRef } from "react";
import type { RunView } from "../session/run-view.ts";
import { boundsOf } from "./camera.ts";
import type { Scene } from "./scene.ts";
import type { Camera } from "./use-camera.ts";

/** Milliseconds between two moves: the eye needs rest. */
const PAUSE = 500;

export function useFollow(
  isFollowing: boolean,
  {
    scene,
    run,
    camera,
  }: { readonly scene: Scene | null; readonly run: RunView | null; readonly camera: Camera },
): void {
  const next = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(null);
  const latest = useRef({ scene, run });
  useEffect(() => {
    latest.current = { scene, run };
    if (!isFollowing || timer.current !== null) return;
    timer.current = setTimeout(
      () => {
        timer.current = null;
        next.current = performance.now() + PAUSE;
        const area = runningArea(latest.current.scene, latest.current.run);
        if (area) camera.show(area);
      },
      Math.max(0, next.current - performance.now()),
    );
  }, [isFollowing, scene, run, camera]);
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = null;
    },
    [isFollowing],
  );
}

const runningArea = (scene: Scene | null, run: RunView | null) =>
  scene && run
    ? boundsOf(
        scene.boxes.filter(({ slug }) => {
          const counts = run.children.get(slug);
          return run.taskRuns.get(slug)?.state.type === "Running" || (counts?.Running ?? 0) > 0;
        }),
      )
    : null;

/** The camera that follows a run: what runs is kept in view. */

import { useEffect, useRef } from "react";
import type { RunId } from "../../engine/model/run.ts";
import { isFinished } from "../../engine/model/state.ts";
import type { RunView } from "../session/run-view.ts";
import { boundsOf } from "./camera.ts";
import type { Box, Scene } from "./scene.ts";
import type { Camera } from "./use-camera.ts";

/** Milliseconds between two moves: the eye needs rest. */
const PAUSE = 500;

interface Followed {
  readonly scene: Scene | null;
  readonly run: RunView | null;
  readonly camera: Camera;
}

export function useFollow(isFollowing: boolean, { scene, run, camera }: Followed): void {
  const next = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(null);
  const latest = useRef({ scene, run });
  /** A run that is over is looked after once, to its last task. */
  const ended = run !== null && isFinished(run.state) ? run.id : null;
  const seen = useRef<RunId | null>(null);
  useEffect(() => {
    latest.current = { scene, run };
    if (ended === null) seen.current = null;
    if (!isFollowing || timer.current !== null || (ended !== null && seen.current === ended)) {
      return;
    }
    timer.current = setTimeout(
      () => {
        timer.current = null;
        next.current = performance.now() + PAUSE;
        const now = latest.current;
        if (now.run && isFinished(now.run.state)) seen.current = now.run.id;
        const area = now.scene && now.run ? boundsOf(busyBoxes(now.scene, now.run)) : null;
        if (area) camera.show(area);
      },
      Math.max(0, next.current - performance.now()),
    );
  }, [isFollowing, ended, scene, run, camera]);
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = null;
      seen.current = null;
    },
    [isFollowing],
  );
}

/** What runs; if nothing does, what something happened to last. */
function busyBoxes(scene: Scene, run: RunView): readonly Box[] {
  const running = scene.boxes.filter(({ slug }) => {
    const counts = run.children.get(slug);
    return run.taskRuns.get(slug)?.state.type === "Running" || (counts?.Running ?? 0) > 0;
  });
  if (running.length > 0) return running;
  const lastEvent = ({ slug }: Box) => run.taskRuns.get(slug)?.history.at(-1)?.event ?? -1;
  const last = Math.max(...scene.boxes.map(lastEvent));
  return last < 0 ? [] : scene.boxes.filter((box) => lastEvent(box) === last);
}

/** The keys of a graph: along its edges, into its tasks, through the children of an opened one. */

import type { KeyboardEvent } from "react";
import type { FlowGraph, Slug } from "../../engine/model/graph.ts";
import { taskRunId } from "../../engine/model/run.ts";
import type { Towards } from "./DagTools.tsx";
import { indexIn } from "./paint-waffle.ts";
import type { Box, Scene } from "./scene.ts";
import type { Camera } from "./use-camera.ts";
import { neighbourOf, type Direction } from "./walk.ts";

export interface Keys {
  readonly graph: FlowGraph;
  readonly scene: Scene | null;
  readonly selected: string | null;
  readonly camera: Camera;
  readonly onSelect: (taskRun: string | null) => void;
  readonly toggle: (slug: Slug) => void;
  /** To the task that a key leads to. */
  readonly onStep: (slug: Slug) => void;
  readonly onFind: () => void;
  readonly onTowards: (towards: Towards) => void;
}

const STEPS: Readonly<Record<string, Direction>> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
  Home: "first",
  End: "last",
};
const ZOOM = 1.4;

/** For the element that holds the graph; keys that mean nothing here go on. */
export function useKeys(keys: Keys): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!pressed(keys, event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
}

/** Whether the key meant something. */
function pressed(keys: Keys, event: KeyboardEvent): boolean {
  const { graph, scene, camera, onSelect, toggle, onStep, onFind, onTowards } = keys;
  const slug = event.target instanceof Element ? event.target.getAttribute("data-slug") : null;
  const direction = STEPS[event.key];
  if (direction) {
    if (!scene || slug === null) return false;
    const box = scene.bySlug.get(slug);
    if (event.shiftKey && box?.waffle) stepChild(keys, box, direction);
    else {
      const next = neighbourOf(scene, slug, direction);
      if (next !== null) onStep(next);
    }
    return true;
  }
  switch (event.key) {
    case "Escape":
      onSelect(null);
      return true;
    case "/":
      onFind();
      return true;
    case "f":
      camera.fit(true);
      return true;
    case "+":
    case "=":
      camera.zoomBy(ZOOM);
      return true;
    case "-":
      camera.zoomBy(1 / ZOOM);
      return true;
    case "e":
      if (slug === null || !graph.edges.some((edge) => edge.mapped && edge.downstream === slug)) {
        return false;
      }
      toggle(slug);
      return true;
    case "u":
    case "d":
      if (slug === null) return false;
      onSelect(slug);
      onTowards(event.key === "u" ? "upstream" : "downstream");
      return true;
    default:
      return false;
  }
}

/** From one child's cell to the next; from none to the first. */
function stepChild({ selected, onSelect }: Keys, box: Box, direction: Direction): void {
  if (!box.waffle) return;
  const { columns, count } = box.waffle;
  const at = indexIn(box, selected);
  const steps: Readonly<Record<Direction, number>> = {
    left: -1,
    right: 1,
    up: -columns,
    down: columns,
    first: -(at ?? 0),
    last: count - 1 - (at ?? 0),
  };
  const next = at === null ? 0 : at + steps[direction];
  if (next >= 0 && next < count) onSelect(taskRunId(box.slug, next));
}

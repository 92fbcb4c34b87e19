/** The flow as a graph: on one canvas, coloured while it runs, walked with mouse or keys. */

import {
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type MouseEvent,
} from "react";
import type { Forecast } from "../../engine/model/forecast.ts";
import type { FlowGraph, Slug } from "../../engine/model/graph.ts";
import { taskRunId } from "../../engine/model/run.ts";
import type { RunView } from "../session/run-view.ts";
import { readColors } from "../theme/colors.ts";
import { useSize } from "../ui/use-size.ts";
import { BoxButtons } from "./BoxButtons.tsx";
import { boxStateOf, foreseenOf } from "./box-state.ts";
import { boxesAtHand } from "./camera.ts";
import { DagTip } from "./DagTip.tsx";
import { DagTools, type Towards } from "./DagTools.tsx";
import { savePng, saveSvg } from "./graph-file.ts";
import { Minimap } from "./Minimap.tsx";
import { chosenSlug, visibleArea, type Shown } from "./paint.ts";
import { Story } from "./Story.tsx";
import { useCamera } from "./use-camera.ts";
import { useFollow } from "./use-follow.ts";
import { useHover } from "./use-hover.ts";
import { useKeys } from "./use-keys.ts";
import { useOpened } from "./use-opened.ts";
import { usePainter } from "./use-painter.ts";
import { useScene } from "./use-scene.ts";
import { useSearch } from "./use-search.ts";
import { relatedTo } from "./walk.ts";
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

/** A smaller graph is seen at one glance. */
const LEAST_FOR_MINIMAP = 40;

export function Dag(props: DagProps) {
  const { graph, run, draft, selected, onSelect, forecast, lit, onPoint } = props;
  const stage = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const outline = useId();
  const size = useSize(stage);
  const { expanded, toggle } = useOpened(run);
  const { scene, problem, tidy } = useScene(graph, expanded);
  const camera = useCamera(stage, { scene, size });
  const rests = useSyncExternalStore(camera.subscribe, camera.rests);
  const [current, setCurrent] = useState<Slug | null>(null);
  const [towards, setTowards] = useState<Towards | null>(null);
  const [isFollowing, setFollowing] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const { hover, hitAt, ...pointer } = useHover(stage, scene, camera);

  const goTo = (slug: Slug) => {
    const box = scene?.bySlug.get(slug);
    if (!box) return;
    camera.show(box.area);
    setCurrent(slug);
    onSelect(slug);
  };
  const search = useSearch(graph, goTo);
  const chosen = chosenSlug({ selected });
  const related = useMemo(
    () => (towards && chosen !== null ? relatedTo(graph, chosen, towards) : null),
    [graph, chosen, towards],
  );
  const hovered = hover?.hit.box.slug ?? null;
  const shown: Shown = {
    run,
    forecast,
    selected,
    lit: search.hits.size === 0 ? lit : new Set([...lit, ...search.hits]),
    related,
    hovered,
    isDraft: draft,
  };
  usePainter(canvas, { scene, shown, size, camera });
  useFollow(isFollowing, { scene, run, camera });

  /* Another flow is seen whole; one that only grew stays where somebody has moved it. */
  const fitted = useRef<string | null>(null);
  useEffect(() => {
    if (!scene) return;
    if (fitted.current !== graph.name || !camera.isByHand()) camera.fit(false);
    fitted.current = graph.name;
    // oxlint-disable-next-line react/exhaustive-deps
  }, [scene, size, camera]);

  useEffect(() => {
    const place = () => {
      const { k, x, y } = camera.now();
      if (!layer.current) return;
      layer.current.style.transform = `translate(${x}px, ${y}px) scale(${k})`;
      layer.current.style.setProperty("--unit", `${1 / k}px`);
    };
    place();
    return camera.subscribe(place);
  }, [camera, scene]);

  useEffect(() => onPoint(hovered), [hovered, onPoint]);

  const view = { transform: camera.now(), ...size };
  const atHand = useMemo(
    () => (scene ? boxesAtHand(scene, visibleArea(view), [current, chosen, hovered]) : []),
    // The camera's place counts once it has come to rest.
    // oxlint-disable-next-line react/exhaustive-deps
    [scene, rests, size, current, chosen, hovered],
  );
  const isAtHand = (slug: Slug | null) => atHand.some((box) => box.slug === slug);
  const stop = [current, chosen].find(isAtHand) ?? atHand[0]?.slug ?? null;

  const choose = (slug: Slug | null, event: MouseEvent) => {
    const hit = event.detail === 0 ? null : hitAt(event);
    const box = hit?.box.slug ?? slug;
    onSelect(box !== null && hit && hit.mapIndex !== null ? taskRunId(box, hit.mapIndex) : box);
  };
  const onKeyDown = useKeys({
    scene,
    graph,
    selected,
    camera,
    onSelect,
    toggle,
    onStep: setCurrent,
    onFind: () => field.current?.focus(),
    onTowards: (wanted) => setTowards((old) => (old === wanted ? null : wanted)),
  });
  const save = (kind: "svg" | "png") => {
    if (!scene || !canvas.current) return;
    const file = { name: graph.name, scene, shown, colors: readColors(canvas.current) };
    setFailure(null);
    if (kind === "svg") saveSvg(file);
    else savePng(file).catch((error: Error) => setFailure(error.message));
  };
  const stateOf = useMemo(
    () => (slug: Slug) => (foreseenOf(slug, forecast) ?? boxStateOf(slug, run)).type,
    [forecast, run],
  );

  return (
    <div className={`dag${draft ? " is-draft" : ""}`}>
      <DagTools
        field={field}
        isFollowing={isFollowing}
        legendOf={() => ({
          states: new Set(graph.tasks.map(({ slug }) => stateOf(slug))),
          edges: new Set(scene?.arrows.map(({ kind }) => kind)),
        })}
        onFit={() => camera.fit(true)}
        onFollow={setFollowing}
        onSave={save}
        onTidy={tidy}
        onZoom={camera.zoomBy}
        related={chosen === null ? null : { towards, onTowards: setTowards }}
        search={search}
      />
      <div
        aria-describedby={outline}
        aria-label={`Flow graph of ${graph.name}`}
        className="dag-stage"
        onBlur={() => onPoint(hovered)}
        onClick={(event) => choose(null, event)}
        onKeyDown={onKeyDown}
        ref={stage}
        role="group"
        {...pointer}
      >
        <canvas ref={canvas} style={{ ...size }} />
        <BoxButtons
          boxes={atHand}
          current={stop}
          expanded={expanded}
          layer={layer}
          onChoose={choose}
          onExpand={toggle}
          onFocus={(slug, isByKey) => {
            setCurrent(slug);
            onPoint(slug);
            const box = scene?.bySlug.get(slug);
            if (isByKey && box) camera.show(box.area);
          }}
          shown={shown}
        />
        {hover && <DagTip {...hover} isFar={camera.now().k < 0.35} run={run} />}
      </div>
      <Story graph={graph} id={outline} run={run} scene={scene} />
      {draft && <span className="draft-badge">draft</span>}
      <p className="dag-problem" role="alert">
        {problem ?? failure}
      </p>
      {scene && scene.boxes.length >= LEAST_FOR_MINIMAP && (
        <Minimap camera={camera} scene={scene} size={size} stateOf={stateOf} />
      )}
    </div>
  );
}

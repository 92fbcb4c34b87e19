/** The tools over a graph: find a task, follow the run, see all, save it. */

import {
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from "react";
import { DagLegend, type LegendProps } from "./DagLegend.tsx";

export interface Search {
  readonly text: string;
  readonly count: number;
  /** Which of the hits one is at, from 0; null: none yet. */
  readonly at: number | null;
  readonly onText: (text: string) => void;
  /** To the next hit, or the one before. */
  readonly onStep: (step: 1 | -1) => void;
}

/** What is picked out besides the selected task. */
export type Towards = "upstream" | "downstream";

export interface DagToolsProps {
  readonly search: Search;
  readonly field: RefObject<HTMLInputElement | null>;
  /** null: nothing is selected from which to look. */
  readonly related: {
    readonly towards: Towards | null;
    readonly onTowards: (towards: Towards | null) => void;
  } | null;
  readonly isFollowing: boolean;
  readonly onFollow: (isFollowing: boolean) => void;
  readonly onFit: () => void;
  readonly onZoom: (factor: number) => void;
  readonly onTidy: () => void;
  readonly onSave: (kind: "svg" | "png") => void;
  /** Asked for only when it is looked at: it goes through all tasks. */
  readonly legendOf: () => LegendProps;
}

const STEP = 1.4;

export function DagTools(props: DagToolsProps) {
  const { search, field, related, isFollowing, onFollow, onFit, onZoom } = props;
  return (
    <div aria-label="Graph tools" className="dag-tools" role="toolbar">
      <SearchField field={field} search={search} />
      {related &&
        (["upstream", "downstream"] as const).map((towards) => (
          <button
            aria-label={towards === "upstream" ? "Upstream" : "Downstream"}
            aria-pressed={related.towards === towards}
            key={towards}
            onClick={() => related.onTowards(related.towards === towards ? null : towards)}
            title={
              towards === "upstream"
                ? "Pick out all that the selected task waits for (U)"
                : "Pick out all that waits for the selected task (D)"
            }
            type="button"
          >
            {towards === "upstream" ? "↑" : "↓"}
          </button>
        ))}
      <button
        aria-pressed={isFollowing}
        onClick={() => onFollow(!isFollowing)}
        title="Keep what is running in view"
        type="button"
      >
        Follow
      </button>
      <button
        aria-label="Zoom out"
        className="dag-zoom"
        onClick={() => onZoom(1 / STEP)}
        title="Zoom out (−)"
        type="button"
      >
        −
      </button>
      <button
        aria-label="Zoom in"
        className="dag-zoom"
        onClick={() => onZoom(STEP)}
        title="Zoom in (+)"
        type="button"
      >
        +
      </button>
      <button onClick={onFit} title="See all of it (F)" type="button">
        Fit
      </button>
      <More>
        {() => (
          <>
            <button onClick={props.onTidy} type="button">
              Tidy up
            </button>
            <button onClick={() => props.onSave("svg")} type="button">
              Save as SVG
            </button>
            <button onClick={() => props.onSave("png")} type="button">
              Save as PNG
            </button>
            <DagLegend {...props.legendOf()} />
          </>
        )}
      </More>
    </div>
  );
}

function SearchField({ search, field }: Pick<DagToolsProps, "search" | "field">) {
  const { text, count, at, onText, onStep } = search;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") onStep(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape") onText("");
    else return;
    event.preventDefault();
  };
  const found = count === 1 ? "1 task" : `${count} tasks`;
  return (
    <search className="dag-search">
      <input
        aria-label="Find a task in the graph"
        onChange={({ target }) => onText(target.value)}
        onKeyDown={onKeyDown}
        placeholder="Find a task"
        ref={field}
        type="search"
        value={text}
      />
      <span aria-live="polite">
        {text.trim() === "" ? "" : at === null || count === 0 ? found : `${at + 1} of ${count}`}
      </span>
    </search>
  );
}

/** What is seldom wanted, behind one word. Closes when one leaves it. */
function More({ children }: { readonly children: () => ReactNode }) {
  const [isOpen, setIsOpen] = useState(false);
  const details = useRef<HTMLDetailsElement>(null);
  const close = () => details.current?.removeAttribute("open");
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !details.current?.open) return;
    event.stopPropagation();
    close();
    details.current.querySelector("summary")?.focus();
  };
  return (
    <details
      className="dag-more"
      onBlur={onBlur}
      onKeyDown={onKeyDown}
      onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}
      ref={details}
    >
      <summary>More</summary>
      <div className="dag-more-panel" tabIndex={-1}>
        {isOpen && children()}
      </div>
    </details>
  );
}

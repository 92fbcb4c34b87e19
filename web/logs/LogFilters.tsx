/** Which lines of the log are shown: by level, and by task. */

import { useId } from "react";
import type { FlowGraph } from "../../engine/model/graph.ts";
import { LOG_LEVELS } from "./log-lines.ts";
import type { LogChoices } from "./use-log.ts";

export interface LogFiltersProps {
  readonly graph: FlowGraph;
  readonly selected: string | null;
  readonly choices: LogChoices;
  readonly onChoose: (more: Partial<LogChoices>) => void;
}

/** As many tasks as one looks through in a list. */
const MOST_OFFERED = 100;

export function LogFilters({ graph, selected, choices, onChoose }: LogFiltersProps) {
  const { level, task, isOnlySelected } = choices;
  const list = useId();
  const isSelectedOnly = isOnlySelected && selected !== null;
  return (
    <>
      <label>
        <span className="visually-hidden">Level</span>
        <select
          className="log-level"
          onChange={({ target }) =>
            onChoose({ level: LOG_LEVELS.find((each) => each === target.value) ?? "DEBUG" })
          }
          value={level}
        >
          {LOG_LEVELS.map((each) => (
            <option key={each} value={each}>
              {each === "DEBUG" ? "All levels" : each === "CRITICAL" ? each : `${each} and above`}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span className="visually-hidden">Task</span>
        <input
          className="log-task-name"
          disabled={isSelectedOnly}
          list={list}
          onChange={({ target }) => onChoose({ task: target.value })}
          placeholder="All tasks"
          type="search"
          value={isSelectedOnly ? selected : task}
        />
      </label>
      <datalist id={list}>
        {offered(graph, task).map((slug) => (
          <option key={slug} value={slug} />
        ))}
      </datalist>
      <label>
        <input
          checked={isOnlySelected}
          disabled={selected === null && !isOnlySelected}
          onChange={({ target }) => onChoose({ isOnlySelected: target.checked })}
          type="checkbox"
        />{" "}
        Only the selected task
      </label>
    </>
  );
}

function offered({ tasks }: FlowGraph, text: string): readonly string[] {
  const wanted = text.trim().toLowerCase();
  const slugs: string[] = [];
  for (const { slug } of tasks) {
    if (slugs.length === MOST_OFFERED) break;
    if (slug.toLowerCase().includes(wanted)) slugs.push(slug);
  }
  return slugs;
}

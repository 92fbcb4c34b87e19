/** For the selected task: what a person may assume of it before a run, and what is foreseen for it. */

import { slugIn } from "../../engine/model/run.ts";
import { useId } from "react";
import type { AssumedType } from "../../engine/model/forecast.ts";
import { useWhyNotRun } from "../tabs/use-why-not.ts";
import { ForeseenState } from "./ForecastList.tsx";
import { whyNotAssumed } from "./forecast-text.ts";
import type { WhatIf } from "./use-what-if.ts";

/** What may be assumed, as it is called; null: nothing. */
export const WAYS: readonly (readonly [AssumedType | null, string])[] = [
  [null, "As usual"],
  ["Failed", "Fail here"],
  ["Skipped", "Skip here"],
  ["Success", "Succeed without running"],
];

interface WhatIfTaskProps {
  readonly whatIf: WhatIf;
  /** `slug`, or `slug[i]` for a mapped child: all children of a task share what is assumed. */
  readonly selected: string;
}

export function WhatIfTask({ whatIf, selected }: WhatIfTaskProps) {
  const name = useId();
  const whyNotRun = useWhyNotRun();
  const { graph, assumptions, forecast, assume } = whatIf;
  const node =
    graph.tasks.find(({ slug }) => slug === selected) ??
    graph.tasks.find(({ slug }) => slug === slugIn(selected));
  if (!node) return null;
  const { slug } = node;
  const whyNot = whyNotAssumed(node) ?? whyNotRun;
  const assumed = assumptions.get(slug) ?? null;
  const foreseen = forecast?.get(slug);
  return (
    <div className="what-if">
      <fieldset disabled={whyNot !== null}>
        <legend>What if, in the next run, it should…</legend>
        {WAYS.map(([type, label]) => (
          <label key={label}>
            <input
              checked={assumed === type}
              name={name}
              onChange={() => assume(slug, type)}
              type="radio"
            />
            {label}
          </label>
        ))}
      </fieldset>
      {whyNot !== null && <p className="what-if-note">{whyNot}</p>}
      {foreseen && (
        <p className="what-if-note">
          Forecast: <ForeseenState end={foreseen} />. {foreseen.why}
        </p>
      )}
    </div>
  );
}

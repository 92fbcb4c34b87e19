/** Which of the parameters that were entered go with a link: none, unless somebody says so. */

import type { Entries } from "../run/parameter-entries.ts";

/** What was entered, by flow and parameter. */
export type EntriesByFlow = Readonly<Record<string, Entries>>;

interface ParametersPartProps {
  /** All that were entered. */
  readonly entries: EntriesByFlow;
  /** Those that go with the link. */
  readonly chosen: EntriesByFlow;
  readonly onChoose: (chosen: EntriesByFlow) => void;
}

export function ParametersPart({ entries, chosen, onChoose }: ParametersPartProps) {
  const entered = Object.entries(entries).flatMap(([flow, each]) =>
    Object.entries(each).map(([name, text]) => ({ flow, name, text })),
  );
  if (entered.length === 0) return <p>No parameters were entered here that could go with it.</p>;
  return (
    <fieldset className="share-parameters">
      <legend>Include the parameters entered here</legend>
      {entered.map(({ flow, name, text }) => (
        <label key={JSON.stringify([flow, name])}>
          <input
            checked={chosen[flow]?.[name] !== undefined}
            onChange={({ target }) =>
              onChoose(
                target.checked
                  ? withEntry(chosen, flow, { [name]: text })
                  : without(chosen, flow, name),
              )
            }
            type="checkbox"
          />
          {name} of {flow} = {text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text}
        </label>
      ))}
    </fieldset>
  );
}

/** Letters of a value. */
const MOST_SHOWN = 60;

const withEntry = (chosen: EntriesByFlow, flow: string, entry: Entries): EntriesByFlow => ({
  ...chosen,
  [flow]: { ...chosen[flow], ...entry },
});

/** A flow of which nothing is left has no part in the link. */
function without(chosen: EntriesByFlow, flow: string, name: string): EntriesByFlow {
  const { [name]: _gone, ...kept } = chosen[flow] ?? {};
  const { [flow]: _flow, ...others } = chosen;
  return Object.keys(kept).length === 0 ? others : { ...others, [flow]: kept };
}

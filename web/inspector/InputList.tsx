/** The arguments of a task run: where each comes from, and its value when asked for. */

import { useState } from "react";
import type { InputRef } from "../../engine/model/value.ts";
import { OnDemand, type LoadPreview } from "./StoredPreview.tsx";
import { TaskLink } from "./TaskLink.tsx";
import type { Argument } from "./task-inputs.ts";

interface InputListProps {
  readonly inputs: readonly Argument[];
  readonly loadPreview: LoadPreview;
  readonly onSelect: (id: string) => void;
}

export function InputList({ inputs, loadPreview, onSelect }: InputListProps) {
  return (
    <dl className="input-list">
      {inputs.map((argument) => (
        <div key={argument.name}>
          <dt>
            <code>{argument.name}</code> <Origin argument={argument} onSelect={onSelect} />
          </dt>
          <dd>
            {argument.input ? (
              <Input input={argument.input} loadPreview={loadPreview} name={argument.name} />
            ) : (
              <code className="one-line">{argument.preview ?? "not known yet"}</code>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface OriginProps {
  readonly argument: Argument;
  readonly onSelect: (id: string) => void;
}

function Origin({ argument, onSelect }: OriginProps) {
  const { upstream, mapped, flattened } = argument;
  if (upstream === null) return <span className="inspector-note">constant</span>;
  return (
    <span className="inspector-note">
      from <TaskLink id={upstream} onSelect={onSelect} />
      {mapped && ", mapped"}
      {flattened && ", flattened"}
    </span>
  );
}

/** As many items of a list of inputs as are shown at first, and with each further look. */
const ITEMS = 5;
const MORE_ITEMS = 50;

interface InputProps {
  readonly input: InputRef;
  readonly name: string;
  readonly loadPreview: LoadPreview;
  /** Of a list: only this item, and of that this one… */
  readonly path?: readonly number[];
}

function Input({ input, name, loadPreview, path = [] }: InputProps) {
  const rest = { name, loadPreview };
  switch (input.from) {
    case "result":
      return <OnDemand path={path} result={input.ref} {...rest} />;
    case "none":
      return <span className="inspector-note">nothing: the upstream has no result</span>;
    case "failure":
      return <code>{`${input.failure.type}: ${input.failure.message}`}</code>;
    case "item":
      return <Input {...rest} input={input.of} path={[input.index, ...path]} />;
    case "flat":
      /* Which of the items it is can be said only of the un-nested list. */
      return (
        <>
          <span className="inspector-note">
            {path.length > 0 && `item ${path.join(", ")} of `}un-nested by one level:
          </span>
          <Input {...rest} input={input.of} />
        </>
      );
    case "list": {
      const [index, ...inner] = path;
      const one = index === undefined ? undefined : input.of[index];
      if (one) return <Input {...rest} input={one} path={inner} />;
      return <InputItems items={input.of} {...rest} />;
    }
  }
}

interface InputItemsProps {
  readonly items: readonly InputRef[];
  readonly name: string;
  readonly loadPreview: LoadPreview;
}

function InputItems({ items, name, loadPreview }: InputItemsProps) {
  const [shown, setShown] = useState(ITEMS);
  const more = items.length - shown;
  return (
    <>
      <ol className="input-items" start={0}>
        {items.slice(0, shown).map((each, index) => (
          <li key={index}>
            <Input input={each} loadPreview={loadPreview} name={`${name}[${index}]`} />
          </li>
        ))}
      </ol>
      {more > 0 && (
        <button
          className="quiet show-more"
          onClick={() => setShown(shown + MORE_ITEMS)}
          type="button"
        >
          Show {Math.min(more, MORE_ITEMS)} of {more.toLocaleString("en")} more
        </button>
      )}
    </>
  );
}

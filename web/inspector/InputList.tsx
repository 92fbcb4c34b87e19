/** The arguments of a task run: where each comes from, and its value when asked for. */

import type { InputRef } from "../../engine/model/value.ts";
import { OnDemand, type LoadPreview } from "./StoredPreview.tsx";
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

export function TaskLink({
  id,
  onSelect,
}: {
  readonly id: string;
  readonly onSelect: (id: string) => void;
}) {
  return (
    <button className="quiet task-link" onClick={() => onSelect(id)} type="button">
      {id}
    </button>
  );
}

/** As many items of a list of inputs as are shown. */
const MOST_ITEMS = 20;

interface InputProps {
  readonly input: InputRef;
  readonly name: string;
  readonly loadPreview: LoadPreview;
  readonly item?: number;
}

function Input({ input, name, loadPreview, item }: InputProps) {
  const rest = { name, loadPreview, ...(item !== undefined && { item }) };
  switch (input.from) {
    case "result":
      return <OnDemand result={input.ref} {...rest} />;
    case "none":
      return <code>null (the upstream has no result)</code>;
    case "failure":
      return <code>{`${input.failure.type}: ${input.failure.message}`}</code>;
    case "item":
      return <Input {...rest} input={input.of} item={input.index} />;
    case "flat":
      return (
        <>
          <span className="inspector-note">un-nested by one level:</span>
          <Input {...rest} input={input.of} />
        </>
      );
    case "list":
      return <InputItems items={input.of} loadPreview={loadPreview} name={name} />;
  }
}

interface InputItemsProps {
  readonly items: readonly InputRef[];
  readonly name: string;
  readonly loadPreview: LoadPreview;
}

function InputItems({ items, name, loadPreview }: InputItemsProps) {
  const more = items.length - MOST_ITEMS;
  return (
    <ol className="input-items" start={0}>
      {items.slice(0, MOST_ITEMS).map((each, index) => (
        <li key={index}>
          <Input input={each} loadPreview={loadPreview} name={`${name}[${index}]`} />
        </li>
      ))}
      {more > 0 && <li className="inspector-note">… and {more} more</li>}
    </ol>
  );
}

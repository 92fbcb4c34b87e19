/** One parameter of the form: how it is entered follows from its type. */

import { useId } from "react";
import type { ParameterChoice, ParameterField } from "../../engine/model/parameter-types.ts";

interface ParameterInputProps {
  readonly field: ParameterField;
  readonly text: string;
  /** What is wrong with the text; nothing: "". */
  readonly fault: string;
  readonly onChange: (text: string) => void;
}

export function ParameterInput(props: ParameterInputProps) {
  const id = useId();
  const { field, fault } = props;
  const { name, type, required } = field;
  return (
    <p>
      <label htmlFor={id}>{name}</label>
      <Control {...props} describedBy={`${id}-hint ${id}-fault`} id={id} />
      <small id={`${id}-hint`}>
        <code>{type ?? "any value"}</code>,{" "}
        {required ? "required" : `default ${field.default ?? "None"}`}
        {field.isNullable && field.kind === "text" && (
          <>
            ; <code>None</code> is no value, <code>"None"</code> that text
          </>
        )}
      </small>
      <strong className="parameter-fault" id={`${id}-fault`} role="alert">
        {fault}
      </strong>
    </p>
  );
}

const BOOLEANS: readonly ParameterChoice[] = [
  { text: "true", value: true },
  { text: "false", value: false },
];

interface ControlProps extends ParameterInputProps {
  readonly id: string;
  readonly describedBy: string;
}

function Control({ field, text, fault, onChange, id, describedBy }: ControlProps) {
  const { kind, required, choices } = field;
  const shared = {
    "aria-describedby": describedBy,
    "aria-invalid": fault !== "",
    "aria-required": required,
    id,
    onChange: ({ target }: { readonly target: { readonly value: string } }) =>
      onChange(target.value),
    value: text,
  };
  const placeholder = field.default ?? EXAMPLES[kind];
  switch (kind) {
    case "boolean":
    case "choice": {
      const options = kind === "boolean" ? BOOLEANS : choices;
      return (
        <select {...shared}>
          <option value="">{required ? "choose…" : `default: ${field.default ?? "None"}`}</option>
          {options.map((each) => (
            <option key={each.text} value={each.text}>
              {typeof each.value === "string" && each.value !== "" ? each.value : each.text}
            </option>
          ))}
        </select>
      );
    }
    case "list":
    case "object":
      return (
        <textarea
          {...shared}
          placeholder={placeholder}
          rows={Math.min(12, Math.max(2, text.split("\n").length))}
          spellCheck={false}
        />
      );
    case "moment":
    case "date":
      return <input {...shared} step="any" type={kind === "date" ? "date" : "datetime-local"} />;
    default:
      return (
        <input
          {...shared}
          inputMode={kind === "integer" ? "numeric" : kind === "number" ? "decimal" : "text"}
          placeholder={placeholder}
          type="text"
        />
      );
  }
}

/** What it looks like, where there is no default to show. */
const EXAMPLES: Readonly<Partial<Record<ParameterField["kind"], string>>> = {
  list: "[1, 2, 3]",
  object: '{"a": 1}',
};

/** Asks for the parameters of the shown flow, each by its type, and runs it. */

import { useEffect, useId, useRef, useState, type FormEvent } from "react";
import type { FlowGraph, FlowId } from "../../engine/model/graph.ts";
import { parameterFields, readEntry } from "../../engine/model/parameter-types.ts";
import type { ParameterField } from "../../engine/model/parameter-types.ts";
import { useSession } from "../session/use-session.ts";
import "../ui/list-dialog.css";

export interface ParameterFormProps {
  readonly flow: FlowId;
  readonly graph: FlowGraph;
  /** What was entered last, by parameter. */
  readonly entries: Readonly<Record<string, string>>;
  readonly onClose: (entries: Readonly<Record<string, string>>) => void;
}

export function ParameterForm({ flow, graph, entries, onClose }: ParameterFormProps) {
  const session = useSession();
  const dialog = useRef<HTMLDialogElement>(null);
  const [texts, setTexts] = useState(entries);
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const fields = parameterFields(graph);
  const title = useId();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const run = (event: FormEvent) => {
    event.preventDefault();
    const read = fields.map(
      (field) => [field.name, readEntry(field, texts[field.name] ?? "")] as const,
    );
    const wrong = read.flatMap(([name, entry]) =>
      entry.type === "wrong" ? [[name, entry.message] as const] : [],
    );
    setFaults(Object.fromEntries(wrong));
    if (wrong.length > 0) return;
    const given = read.flatMap(([name, entry]) =>
      entry.type === "value" ? [[name, entry.value] as const] : [],
    );
    dialog.current?.close();
    void session.runFlow(flow, Object.fromEntries(given));
  };
  return (
    <dialog
      aria-labelledby={title}
      className="list-dialog"
      onClose={() => onClose(texts)}
      ref={dialog}
    >
      <header>
        <h2 id={title}>Run {graph.name}</h2>
        <button onClick={() => dialog.current?.close()} type="button">
          Cancel
        </button>
      </header>
      <form className="parameter-form" noValidate onSubmit={run}>
        {fields.map((field) => (
          <Field
            fault={faults[field.name] ?? null}
            field={field}
            key={field.name}
            onChange={(text) => setTexts((before) => ({ ...before, [field.name]: text }))}
            text={texts[field.name] ?? ""}
          />
        ))}
        <button className="primary" type="submit">
          ▶ Run flow
        </button>
      </form>
    </dialog>
  );
}

interface FieldProps {
  readonly field: ParameterField;
  readonly text: string;
  readonly fault: string | null;
  readonly onChange: (text: string) => void;
}

function Field({ field, text, fault, onChange }: FieldProps) {
  const id = useId();
  const { name, type, required, kind } = field;
  const hint = [type ?? "any value", required ? "required" : `default ${field.default ?? "None"}`];
  const shared = {
    "aria-describedby": `${id}-hint`,
    "aria-invalid": fault !== null,
    "aria-required": required,
    id,
    value: text,
  };
  return (
    <p>
      <label htmlFor={id}>{name}</label>
      {kind === "boolean" ? (
        <select {...shared} onChange={(event) => onChange(event.target.value)}>
          <option value="">{required ? "choose…" : "default"}</option>
          <option value="true">true</option>
          <option value="false">false</option>
        </select>
      ) : (
        <input
          {...shared}
          inputMode={kind === "integer" ? "numeric" : kind === "number" ? "decimal" : "text"}
          onChange={(event) => onChange(event.target.value)}
          placeholder={field.default ?? undefined}
          type={kind === "moment" ? "datetime-local" : "text"}
        />
      )}
      <small id={`${id}-hint`}>
        <code>{hint[0]}</code>, {hint[1]}
        {fault !== null && <strong role="alert"> {fault}</strong>}
      </small>
    </p>
  );
}

/** Asks for the parameters of the shown flow, each by its type, before it is run. */

import { useEffect, useRef, useState, type FormEvent } from "react";
import type { FlowGraph } from "../../engine/model/graph.ts";
import { parameterFields, readEntry } from "../../engine/model/parameter-types.ts";
import { Dialog } from "../ui/Dialog.tsx";
import type { Entries } from "./parameter-entries.ts";
import { ParameterInput } from "./ParameterInput.tsx";

export interface ParameterFormProps {
  readonly graph: FlowGraph;
  /** What was entered last, by parameter. */
  readonly entries: Entries;
  /** What the button says that runs it. */
  readonly submit: string;
  readonly onRun: (parameters: Readonly<Record<string, unknown>>) => void;
  /** Run or not: what was entered is for the next time. */
  readonly onClose: (entries: Entries) => void;
}

const NOTHING: Readonly<Record<string, string>> = {};

export function ParameterForm({ graph, entries, submit, onRun, onClose }: ParameterFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [texts, setTexts] = useState(entries);
  const [faults, setFaults] = useState(NOTHING);
  const [attempts, setAttempts] = useState(0);
  const fields = parameterFields(graph);
  useEffect(() => {
    if (attempts > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [attempts]);
  const run = (event: FormEvent) => {
    event.preventDefault();
    const read = fields.map(
      (field) => [field.name, readEntry(field, texts[field.name] ?? "")] as const,
    );
    const wrong = read.flatMap(([name, entry]) =>
      entry.type === "wrong" ? [[name, entry.message] as const] : [],
    );
    setFaults(Object.fromEntries(wrong));
    setAttempts((before) => before + 1);
    if (wrong.length > 0) return;
    const given = read.flatMap(([name, entry]) =>
      entry.type === "value" ? [[name, entry.value] as const] : [],
    );
    onRun(Object.fromEntries(given));
    /* The dialog gives the focus back when it is closed, not when it is taken away. */
    form.current?.closest("dialog")?.close();
  };
  const enter = (name: string, text: string) => {
    setTexts((before) => ({ ...before, [name]: text }));
    setFaults((before) => ({ ...before, [name]: "" }));
  };
  const reset = () => {
    setTexts(NOTHING);
    setFaults(NOTHING);
  };
  return (
    <Dialog leave="Cancel" onClose={() => onClose(texts)} title={<>Run {graph.name}</>}>
      <form className="parameter-form" noValidate onSubmit={run} ref={form}>
        {fields.map((field) => (
          <ParameterInput
            fault={faults[field.name] ?? ""}
            field={field}
            key={field.name}
            onChange={(text) => enter(field.name, text)}
            text={texts[field.name] ?? ""}
          />
        ))}
        <div className="dialog-actions">
          <button className="primary" type="submit">
            ▶ {submit}
          </button>
          <button
            disabled={Object.values(texts).every((text) => text === "")}
            onClick={reset}
            type="button"
          >
            Reset to defaults
          </button>
        </div>
      </form>
    </Dialog>
  );
}

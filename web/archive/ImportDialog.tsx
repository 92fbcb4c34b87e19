/** Shows what is in a file, asks what to do with what differs, and takes it in. */

import { useEffect, useRef, useState } from "react";
import type { ArchivedItem, OnClash } from "../../engine/api/archive.ts";
import { openNotebook } from "../library/open.ts";
import { notebooksChanged } from "../library/use-notebooks.ts";
import type { Api } from "../session/session.ts";
import { useSession } from "../session/use-session.ts";
import { CHOICES, countsText, HERE, KINDS, sizeText } from "./item-text.ts";
import "../ui/list-dialog.css";
import "./archive.css";

/** Of one kind; the rest is counted. */
const SHOWN = 100;

type Step =
  | { readonly type: "reading" }
  | { readonly type: "asking"; readonly items: readonly ArchivedItem[] }
  | { readonly type: "taking" }
  | { readonly type: "done"; readonly items: readonly ArchivedItem[] }
  | { readonly type: "refused"; readonly why: string };

export interface ImportDialogProps {
  readonly file: File;
  readonly onClose: () => void;
}

export function ImportDialog({ file, onClose }: ImportDialogProps) {
  const session = useSession();
  const dialog = useRef<HTMLDialogElement>(null);
  const [step, setStep] = useState<Step>({ type: "reading" });
  const [choice, setChoice] = useState<OnClash>("keep");
  useEffect(() => {
    let isCurrent = true;
    dialog.current?.showModal();
    const inspect = async (api: Api) => {
      /* What was typed last is here too. */
      await session.flush();
      return attempt(() => api.archive.inspect(file), "asking");
    };
    void session.ask(inspect).then((next) => {
      if (isCurrent && next) setStep(next);
    });
    return () => {
      isCurrent = false;
    };
  }, [session, file]);
  const take = () => {
    setStep({ type: "taking" });
    const taking = (api: Api) => attempt(() => api.archive.import(file, choice), "done");
    void session
      .ask(taking)
      .then((next) => next && setStep(next))
      .finally(notebooksChanged);
  };
  const open = (id: string) => {
    dialog.current?.close();
    void openNotebook(session, id);
  };
  return (
    <dialog
      aria-labelledby="import-title"
      className="list-dialog import-dialog"
      onCancel={(event) => step.type === "taking" && event.preventDefault()}
      onClose={onClose}
      ref={dialog}
    >
      <div className="dialog-head">
        <h2 id="import-title">Import {file.name}</h2>
        <button
          disabled={step.type === "taking"}
          onClick={() => dialog.current?.close()}
          type="button"
        >
          {step.type === "asking" && isNews(step.items) ? "Cancel" : "Close"}
        </button>
      </div>
      <div aria-live="polite" className="import-body">
        {step.type === "reading" && <p>Looking through the file ({sizeText(file.size)})…</p>}
        {step.type === "taking" && <p>Taking it in…</p>}
        {step.type === "refused" && <p role="alert">{step.why}</p>}
        {step.type === "asking" && (
          <>
            <Asking choice={choice} items={step.items} onChoose={setChoice} />
            {isNews(step.items) && (
              <p>
                <button className="primary" onClick={take} type="button">
                  Import
                </button>
              </p>
            )}
          </>
        )}
        {step.type === "done" && <Outcome items={step.items} onOpen={open} />}
      </div>
    </dialog>
  );
}

/** The step that follows; a refusal is one too. */
async function attempt(
  work: () => Promise<readonly ArchivedItem[]>,
  type: "asking" | "done",
): Promise<Step> {
  try {
    return { type, items: await work() };
  } catch (error) {
    return { type: "refused", why: error instanceof Error ? error.message : String(error) };
  }
}

const isNews = (items: readonly ArchivedItem[]): boolean =>
  items.some(({ here }) => here !== "same");

interface AskingProps {
  readonly items: readonly ArchivedItem[];
  readonly choice: OnClash;
  readonly onChoose: (choice: OnClash) => void;
}

function Asking({ items, choice, onChoose }: AskingProps) {
  const differing = items.filter(({ here }) => here === "differs");
  return (
    <>
      <p>
        In it: {countsText(items)}.
        {!isNews(items) && " All of it is here already; there is nothing to take in."}
      </p>
      {KINDS.map(({ kind, title }) => (
        <Items items={items.filter((item) => item.kind === kind)} key={kind} title={title} />
      ))}
      {differing.length > 0 && (
        <fieldset className="import-choices">
          <legend>Something else is here under the same id ({countsText(differing)})</legend>
          {CHOICES.map((each) => (
            <label key={each.choice}>
              <input
                checked={choice === each.choice}
                name="on-clash"
                onChange={() => onChoose(each.choice)}
                type="radio"
              />
              <span>
                {each.title}
                <small>{each.note}</small>
              </span>
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}

function Items({
  title,
  items,
}: {
  readonly title: string;
  readonly items: readonly ArchivedItem[];
}) {
  if (items.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <ul>
        {items.slice(0, SHOWN).map(({ id, title: name, at, bytes, here }) => (
          <li key={id}>
            <span className="import-name">{name}</span>
            <span className="import-facts">
              {new Date(at).toLocaleString()}, {sizeText(bytes)}
            </span>
            <span className={`import-here is-${here}`}>{HERE[here]}</span>
          </li>
        ))}
        {items.length > SHOWN && <li>and {items.length - SHOWN} more</li>}
      </ul>
    </section>
  );
}

interface OutcomeProps {
  readonly items: readonly ArchivedItem[];
  readonly onOpen: (notebook: string) => void;
}

function Outcome({ items, onOpen }: OutcomeProps) {
  return (
    <>
      <p>Taken in: {countsText(items)}.</p>
      <ul>
        {items
          .filter(({ kind }) => kind === "notebook")
          .slice(0, SHOWN)
          .map(({ id, title }) => (
            <li key={id}>
              <span className="import-name">{title}</span>
              <button aria-label={`Open ${title}`} onClick={() => onOpen(id)} type="button">
                Open
              </button>
            </li>
          ))}
      </ul>
    </>
  );
}

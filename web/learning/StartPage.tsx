/** The start page: where to begin, the lessons with what one has passed, and one's own notebooks. */

import { useEffect, useRef, useSyncExternalStore, type MouseEvent } from "react";
import { STARTERS, TOPICS, type BundledNotebook, type Topic } from "../library/bundled.ts";
import { ownNotebooks } from "../library/listing.ts";
import { newNotebook, openNotebook } from "../library/open.ts";
import { addressOf } from "../library/start-address.ts";
import { useNotebooks } from "../library/use-notebooks.ts";
import { LANGUAGE_NAMES } from "../notebook/languages.ts";
import { useSession } from "../session/use-session.ts";
import { passedChecks, subscribeProgress } from "./progress.ts";
import "./learning.css";

export function StartPage() {
  const session = useSession();
  const head = useRef<HTMLHeadingElement>(null);
  /* A page of its own: whoever reads with their ears is told that it is another one. */
  useEffect(() => head.current?.focus(), []);
  return (
    <div className="start-page">
      <h2 ref={head} tabIndex={-1}>
        Learn Prefect by running it
      </h2>
      <p className="start-lead">
        Each notebook below runs in this page: read, press Run, change something, and run it again.
        Your changes stay in this browser.
      </p>
      <section aria-labelledby="start-begin">
        <h3 id="start-begin">Begin here</h3>
        <ul className="start-cards">
          {STARTERS.map((each) => (
            <li key={each.id}>
              <NotebookLink className="start-card" id={each.id}>
                <strong>{each.title}</strong>
                <span>{each.about}</span>
              </NotebookLink>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="start-lessons">
        <h3 id="start-lessons">Lessons</h3>
        <ol className="start-cards">
          {TOPICS.map((each) => (
            <li className="start-card" key={each.title}>
              <TopicCard topic={each} />
            </li>
          ))}
        </ol>
      </section>
      <section aria-labelledby="start-embed">
        <h3 id="start-embed">On your own page</h3>
        <p className="start-lead">
          A notebook, or one cell with its graph, runs inside any other page: the snippet is under
          Share. <a href="./embed-example.html">See an example page</a>.
        </p>
      </section>
      <section aria-labelledby="start-own">
        <h3 id="start-own">Your notebooks</h3>
        <OwnNotebooks />
        <button onClick={() => void newNotebook(session)} type="button">
          New notebook
        </button>
      </section>
    </div>
  );
}

function TopicCard({ topic }: { readonly topic: Topic }) {
  return (
    <>
      <strong>{topic.title}</strong>
      <span>{topic.about}</span>
      <span className="start-languages">
        {[topic.python, topic.typescript].map((each) => (
          <span key={each.id}>
            <NotebookLink id={each.id} label={`${topic.title} in ${LANGUAGE_NAMES[each.language]}`}>
              {LANGUAGE_NAMES[each.language]}
            </NotebookLink>
            <Passed notebook={each} />
          </span>
        ))}
      </span>
    </>
  );
}

function Passed({ notebook: { id, exercises } }: { readonly notebook: BundledNotebook }) {
  const count = useSyncExternalStore(subscribeProgress, () => passedChecks(id).length);
  if (count === 0) return null;
  const isDone = count >= exercises;
  return (
    <span className={`start-passed${isDone ? " is-done" : ""}`}>
      {isDone ? "✓ " : ""}
      {Math.min(count, exercises)} of {exercises} passed
    </span>
  );
}

function OwnNotebooks() {
  const own = ownNotebooks(useNotebooks());
  if (own.length === 0) return <p className="start-none">None yet.</p>;
  return (
    <ul className="start-own">
      {own.map(({ id, title, updatedAt }) => (
        <li key={id}>
          <NotebookLink id={id}>{title}</NotebookLink>
          <time dateTime={new Date(updatedAt).toISOString()}>
            {new Date(updatedAt).toLocaleDateString()}
          </time>
        </li>
      ))}
    </ul>
  );
}

interface NotebookLinkProps {
  readonly id: string;
  /** Where its words alone do not say where it leads. */
  readonly label?: string;
  readonly className?: string;
  readonly children: React.ReactNode;
}

/** A real link, so that it opens in another tab too. */
function NotebookLink({ id, label, className, children }: NotebookLinkProps) {
  const session = useSession();
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    void openNotebook(session, id);
  };
  return (
    <a aria-label={label} className={className} href={addressOf(id)} onClick={open}>
      {children}
    </a>
  );
}

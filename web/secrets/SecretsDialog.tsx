/** Secrets of this notebook: entered here, kept in memory only, never in the document, a link or a log. */

import { useState, type FormEvent } from "react";
import { useSession, useSessionState } from "../session/use-session.ts";
import { Dialog } from "../ui/Dialog.tsx";

export function SecretsDialog({ onClose }: { readonly onClose: () => void }) {
  const session = useSession();
  const names = useSessionState((state) => state.secretNames);
  const [name, setName] = useState("");
  const [value, setValue] = useState("");
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") return;
    void session.setSecret(name.trim(), value);
    setName("");
    setValue("");
  };
  return (
    <Dialog onClose={onClose} title="Secrets">
      <p>
        What <code>new PrefectSecret("NAME")</code> finds in a run. Kept until this page is closed,
        and nowhere else.
      </p>
      <ul>
        {names.map((each) => (
          <li key={each}>
            <code>{each}</code>
            <span>••••••••</span>
            <button
              aria-label={`Forget ${each}`}
              onClick={() => void session.setSecret(each, null)}
              type="button"
            >
              Forget
            </button>
          </li>
        ))}
      </ul>
      <form className="list-dialog-form" onSubmit={add}>
        <label>
          Name <input onChange={(event) => setName(event.target.value)} type="text" value={name} />
        </label>
        <label>
          Value{" "}
          <input
            autoComplete="off"
            onChange={(event) => setValue(event.target.value)}
            type="password"
            value={value}
          />
        </label>
        <button type="submit">Add</button>
      </form>
    </Dialog>
  );
}

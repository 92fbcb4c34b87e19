/** Which notebook is open, and the way to another. The address follows, so that it can be sent. */

import { useEffect } from "react";
import { useSession, useSessionState } from "../session/use-session.ts";
import { BUNDLED, chosenNotebook, loadBundled } from "./bundled.ts";

export function NotebookMenu() {
  const session = useSession();
  const open = useSessionState((state) => state.notebook.id);
  const show = (id: string) => void session.openFrom(id, loadBundled);
  useEffect(() => {
    const follow = () => show(chosenNotebook(location.search));
    addEventListener("popstate", follow);
    return () => removeEventListener("popstate", follow);
  });
  const choose = (id: string) => {
    history.pushState(null, "", `?notebook=${id}`);
    show(id);
  };
  return (
    <select
      aria-label="Notebook"
      className="notebook-title"
      onChange={(event) => choose(event.target.value)}
      value={open}
    >
      {BUNDLED.map(({ id, title }) => (
        <option key={id} value={id}>
          {title}
        </option>
      ))}
    </select>
  );
}

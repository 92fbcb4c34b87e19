/** In place of an embed that cannot be shown: why, and the way to Flowbook. */

import "./embed.css";

interface RefusedProps {
  readonly why: string;
  /** The address of Flowbook itself. */
  readonly home: string;
}

export function Refused({ why, home }: RefusedProps) {
  return (
    <main className="embed-refused">
      <h1>Nothing to show here</h1>
      <p role="alert">{why}</p>
      <a href={home}>Open Flowbook</a>
    </main>
  );
}

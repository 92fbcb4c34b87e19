/** One part of the inspector under its heading. */

import type { ReactNode } from "react";

export function Part({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <section aria-label={title} className="inspector-part">
      <h4>{title}</h4>
      {children}
    </section>
  );
}

/** A row of tabs and the panel of the chosen one, walked with the arrow keys as the field expects. */

import { useId, useRef, type KeyboardEvent, type ReactNode } from "react";
import "./tabs.css";

export interface Tab<Id extends string> {
  readonly id: Id;
  readonly label: string;
  readonly panel: () => ReactNode;
}

export interface TabsProps<Id extends string> {
  /** What the tabs are about, for a screen reader. */
  readonly label: string;
  readonly tabs: readonly Tab<Id>[];
  readonly chosen: Id;
  readonly onChoose: (id: Id) => void;
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

/** Only the panel of the chosen tab is there. */
export function Tabs<Id extends string>({ label, tabs, chosen, onChoose }: TabsProps<Id>) {
  const list = useRef<HTMLDivElement>(null);
  const base = useId();
  const at = tabs.findIndex(({ id }) => id === chosen);
  const onKeyDown = (event: KeyboardEvent) => {
    const ends: Readonly<Record<string, number>> = { Home: 0, End: tabs.length - 1 };
    const step = STEPS[event.key];
    const next = step === undefined ? ends[event.key] : (at + step + tabs.length) % tabs.length;
    const tab = next === undefined ? undefined : tabs[next];
    if (next === undefined || !tab) return;
    event.preventDefault();
    onChoose(tab.id);
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[next]?.focus();
  };
  return (
    <div className="tabs">
      <div aria-label={label} className="tab-list" onKeyDown={onKeyDown} ref={list} role="tablist">
        {tabs.map((tab) => (
          <button
            aria-controls={`${base}-panel`}
            aria-selected={tab.id === chosen}
            id={`${base}-${tab.id}`}
            key={tab.id}
            onClick={() => onChoose(tab.id)}
            role="tab"
            tabIndex={tab.id === chosen ? 0 : -1}
            type="button"
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div
        aria-labelledby={`${base}-${chosen}`}
        className="tab-panel"
        id={`${base}-panel`}
        role="tabpanel"
      >
        {tabs[at]?.panel()}
      </div>
    </div>
  );
}

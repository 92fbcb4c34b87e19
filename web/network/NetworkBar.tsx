/** Says which hosts the notebook's code has asked for, and asks a person about each. */

import { HostButtons } from "./HostButtons.tsx";
import { openQuestions } from "./hosts.ts";
import { useNetwork } from "./use-network.ts";
import "./network.css";

export function NetworkBar() {
  const { settings, asked, setHost } = useNetwork();
  const names = openQuestions(settings, asked);
  if (names.length === 0) return null;
  return (
    <div aria-label="Network" className="network-bar" role="status">
      <span>This notebook asks to reach:</span>
      <ul>
        {names.map((name) => (
          <li key={name}>
            <code>{name}</code>
            <HostButtons host={{ name, standing: "undecided" }} onSet={setHost} />
          </li>
        ))}
      </ul>
      <span className="network-note">Nothing was sent. Once it is allowed, run again.</span>
    </div>
  );
}

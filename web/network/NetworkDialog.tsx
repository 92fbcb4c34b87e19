/** What this notebook may reach: host by host, and all of it at once. */

import { Dialog } from "../ui/Dialog.tsx";
import { HostButtons } from "./HostButtons.tsx";
import { canSwitch, hostsOf, isOn, summaryOf, type Standing } from "./hosts.ts";
import { useNetwork } from "./use-network.ts";
import "./network.css";

const WORDS: Readonly<Record<Standing, string>> = {
  allowed: "allowed",
  off: "kept off",
  undecided: "asked for, not allowed",
};

export function NetworkDialog({ onClose }: { readonly onClose: () => void }) {
  const { settings, asked, setHost, setOff } = useNetwork();
  const hosts = hostsOf(settings, asked);
  return (
    <Dialog onClose={onClose} title="Network">
      <p>
        Code of this notebook reaches only the hosts that you allow here. The page asks them for it:
        without your cookies, without following a redirect, and never the address of this app. This
        is kept in this browser, for this notebook alone; a link or a copy does not take it along.
      </p>
      <label className="network-all">
        <input
          checked={isOn(settings)}
          disabled={!canSwitch(settings)}
          onChange={(event) => setOff(!event.target.checked)}
          role="switch"
          type="checkbox"
        />
        Network for this notebook
      </label>
      <p role="status">{summaryOf(settings)}</p>
      {hosts.length === 0 ? (
        <p>
          No code has asked for a host yet. When one does, it is named here and above the notebook.
        </p>
      ) : (
        <ul aria-label="Hosts">
          {hosts.map((host) => (
            <li key={host.name}>
              <code>{host.name}</code>
              <span className={`network-standing is-${host.standing}`}>{WORDS[host.standing]}</span>
              <HostButtons host={host} onSet={setHost} />
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}

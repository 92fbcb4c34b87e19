/** Allows a host, or keeps it off: whichever it is not. */

import type { Host } from "./hosts.ts";

export interface HostButtonsProps {
  readonly host: Host;
  readonly onSet: (host: string, isAllowed: boolean) => void;
}

export function HostButtons({ host: { name, standing }, onSet }: HostButtonsProps) {
  return (
    <span className="network-choices">
      {standing !== "allowed" && (
        <button aria-label={`Allow ${name}`} onClick={() => onSet(name, true)} type="button">
          Allow
        </button>
      )}
      {standing !== "off" && (
        <button aria-label={`Keep ${name} off`} onClick={() => onSet(name, false)} type="button">
          Keep off
        </button>
      )}
    </span>
  );
}

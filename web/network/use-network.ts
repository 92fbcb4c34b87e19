/** What the notebook on show may reach, and the ways to say so. */

import { useMemo, useSyncExternalStore } from "react";
import type { NetworkSettings } from "../../engine/model/network.ts";
import { useSessionState } from "../session/use-session.ts";
import { withHost } from "./hosts.ts";
import { keepNetwork, networkText, onNetworkChanged, readNetwork } from "./settings.ts";

export interface NetworkSwitches {
  readonly settings: NetworkSettings;
  /** Hosts that its code asked for and could not reach. */
  readonly asked: readonly string[];
  readonly setHost: (host: string, isAllowed: boolean) => void;
  readonly setOff: (isOff: boolean) => void;
}

export function useNetwork(): NetworkSwitches {
  const notebook = useSessionState((state) => state.notebook.id);
  const asked = useSessionState((state) => state.networkAsked);
  const text = useSyncExternalStore(onNetworkChanged, () => networkText(notebook));
  const settings = useMemo(() => readNetwork(text), [text]);
  return {
    settings,
    asked,
    setHost: (host, isAllowed) => keepNetwork(notebook, withHost(settings, host, isAllowed)),
    setOff: (isOff) => keepNetwork(notebook, { ...settings, isOff }),
  };
}

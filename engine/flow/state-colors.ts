/** The colours Prefect Core gives to its state classes. */

import type { StateType } from "../model/state.ts";

export const STATE_COLORS: Readonly<Record<StateType, string>> = {
  State: "#696969",
  Pending: "#7ebdff",
  Scheduled: "#ffab00",
  Paused: "#99a8e8",
  Resume: "#f58c0c",
  Retrying: "#f66a0a",
  Submitted: "#ffdf5d",
  Queued: "#ffea7f",
  ClientFailed: "#eb0000",
  Running: "#3d67ff",
  Cancelling: "#E8E8E8",
  Finished: "#003ccb",
  Looped: "#003ccb",
  Success: "#28a745",
  Cached: "#34d058",
  Mapped: "#003ccb",
  Skipped: "#62757f",
  Failed: "#eb0000",
  TimedOut: "#ff4e33",
  TriggerFailed: "#ff5131",
  ValidationFailed: "#ff5131",
  Cancelled: "#bdbdbd",
};

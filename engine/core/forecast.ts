/** What each task of a flow would come to under assumed states, before it runs. */

import type { Slug } from "../model/graph.ts";
import type { StateType } from "../model/state.ts";

/** Where one task would end. */
export interface ForecastEnd {
  /** "unknown" where a value or the user's own code decides. */
  readonly type: StateType | "unknown";
  /** Why, in one sentence. */
  readonly why: string;
}

/** The forecast end of every task of a flow. */
export type Forecast = ReadonlyMap<Slug, ForecastEnd>;

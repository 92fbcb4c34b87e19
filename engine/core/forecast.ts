/** What each task of a flow would come to under assumed states, before it runs. */

export type { Forecast, ForecastEnd } from "../model/forecast.ts";

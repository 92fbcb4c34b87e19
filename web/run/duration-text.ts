/** Spans of time for people. */

/** `0.8 ms`, `12 ms`, `3.4 s`, `2 min 5 s`, `1 h 20 min`, from milliseconds. */
export function durationText(millis: number): string {
  if (millis < 1) return `${millis.toFixed(1)} ms`;
  if (millis < 1000) return `${Math.round(millis)} ms`;
  if (millis < 60_000) return `${(millis / 1000).toFixed(1)} s`;
  const seconds = Math.round(millis / 1000);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

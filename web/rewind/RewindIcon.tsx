/** The signs on the buttons of the bar, as everybody knows them from players. */

const PATHS = {
  start: "M3 3h2v10H3zM13 3v10L6 8z",
  back: "M11 3v10L4 8zM12 3h1.5v10H12z",
  play: "M4 2.5v11L13 8z",
  pause: "M4 3h3v10H4zM9 3h3v10H9z",
  on: "M5 3v10l7-5zM2.5 3H4v10H2.5z",
  end: "M11 3h2v10h-2zM3 3v10l7-5z",
} as const;

export type RewindIconName = keyof typeof PATHS;

export function RewindIcon({ name }: { readonly name: RewindIconName }) {
  return (
    <svg aria-hidden="true" height="16" viewBox="0 0 16 16" width="16">
      <path d={PATHS[name]} fill="currentColor" />
    </svg>
  );
}

/** The picture of the state machine: where each state has its place, and which way a life took. Pure. */

import type { StateType } from "../../engine/model/state.ts";

/** A place of the picture; several states that are seldom met share one. */
export interface Slot {
  readonly name: StateType;
  readonly shares: readonly StateType[];
  readonly x: number;
  readonly y: number;
}

export const WIDTH = 320;
export const HEIGHT = 158;
/** How far the middles of two rows are apart. */
const ROW = 25;
const TOP = 16;

const slot = (name: StateType, x: number, row: number, shares: StateType[] = []): Slot => ({
  name,
  shares: [name, ...shares],
  x,
  y: TOP + row * ROW,
});

/** From left to right: waits, is called, has ended. */
export const SLOTS: readonly Slot[] = [
  slot("Pending", 12, 1, ["State", "Scheduled", "Submitted", "Queued"]),
  slot("Paused", 12, 2.2, ["Resume"]),
  slot("Retrying", 12, 4),
  slot("Running", 122, 1, ["Cancelling"]),
  slot("Looped", 122, 2),
  slot("Mapped", 122, 4.7),
  slot("Success", 226, 0, ["Finished"]),
  slot("Cached", 226, 1),
  slot("Failed", 226, 2, ["TimedOut", "ValidationFailed", "ClientFailed"]),
  slot("TriggerFailed", 226, 3),
  slot("Skipped", 226, 4),
  slot("Cancelled", 226, 5),
];

/** The ways that a task run usually takes. */
const USUAL: readonly (readonly [StateType, StateType])[] = [
  ["Pending", "Running"],
  ["Pending", "Paused"],
  ["Pending", "Mapped"],
  ["Paused", "Running"],
  ["Running", "Success"],
  ["Running", "Cached"],
  ["Running", "Failed"],
  ["Running", "Looped"],
  ["Running", "Cancelled"],
  ["Failed", "Retrying"],
  ["Retrying", "Running"],
];

/** A way between two places. */
export interface Way {
  readonly from: Slot;
  readonly to: Slot;
  /** Which steps took it, from 1; empty: none. */
  readonly steps: readonly number[];
}

/** What the picture shows of a life. */
export interface Machine {
  readonly ways: readonly Way[];
  /** For each place that was visited, the state last met there. */
  readonly met: ReadonlyMap<Slot, StateType>;
  readonly last: Slot | null;
}

/** The way through the machine that these states took, in their order; it begins as Pending. */
export function machineOf(types: readonly StateType[]): Machine {
  const met = new Map<Slot, StateType>();
  const taken = new Map<string, Way & { steps: number[] }>();
  let at = slotOf("Pending");
  met.set(at, "Pending");
  types.forEach((type, index) => {
    const next = slotOf(type);
    met.set(next, type);
    if (next !== at) {
      const way = taken.get(keyOf(at, next)) ?? { from: at, to: next, steps: [] };
      way.steps.push(index + 1);
      taken.set(keyOf(at, next), way);
    }
    at = next;
  });
  const others = USUAL.map(([from, to]): Way => ({
    from: slotOf(from),
    to: slotOf(to),
    steps: [],
  }));
  const untaken = others.filter(({ from, to }) => !taken.has(keyOf(from, to)));
  return { ways: [...untaken, ...taken.values()], met, last: types.length === 0 ? null : at };
}

const keyOf = (from: Slot, to: Slot): string => `${from.name}>${to.name}`;

const FIRST = SLOTS[0] as Slot;
const BY_TYPE = new Map(SLOTS.flatMap((each) => each.shares.map((type) => [type, each] as const)));
const slotOf = (type: StateType): Slot => BY_TYPE.get(type) ?? FIRST;

/** About as wide as a letter of a place's name is. */
const LETTER = 6.4;

/** The line of a way, as an SVG path: bowed, so that a way and its way back lie apart. */
export function pathOf({ from, to }: Way): string {
  const isBack = to.x < from.x;
  const right = ({ name, x }: Slot): number => x + 22 + name.length * LETTER;
  if (from.x === to.x) {
    const sign = to.y > from.y ? 1 : -1;
    const x = from.x + 6;
    return `M${x} ${from.y + 10 * sign}L${x} ${to.y - 12 * sign}`;
  }
  const [x1, x2] = isBack ? [from.x - 6, right(to) + 4] : [right(from), to.x - 7];
  const bow = (x2 - x1) / 2;
  return `M${x1} ${from.y}C${x1 + bow} ${from.y} ${x2 - bow} ${to.y} ${x2} ${to.y}`;
}

/** The state machine in grey, and in front of it the way that this task run took. */

import { useId } from "react";
import type { StateType } from "../../engine/model/state.ts";
import { lookOf } from "../theme/state-look.ts";
import { HEIGHT, machineOf, pathOf, SLOTS, WIDTH, type Slot, type Way } from "./machine.ts";

interface MachinePictureProps {
  /** The states it was in, in order; the first is what came after Pending. */
  readonly types: readonly StateType[];
}

/** What is drawn is said by the list below it as well: a screen reader hears one line. */
export function MachinePicture({ types }: MachinePictureProps) {
  const { ways, met, last } = machineOf(types);
  const marker = useId();
  return (
    <svg
      aria-label={`The way it took: ${["Pending", ...types.slice(0, 20)].join(", ")}`}
      className="machine"
      role="img"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
    >
      <defs>
        {(["taken", "usual"] as const).map((name) => (
          <marker
            id={`${marker}-${name}`}
            key={name}
            markerHeight="6"
            markerWidth="6"
            orient="auto"
            refX="5"
            refY="3"
          >
            <path className={`machine-head is-${name}`} d="M0 0.500L5.500 3 0 5.500Z" />
          </marker>
        ))}
      </defs>
      {ways.map((way) => (
        <Line key={`${way.from.name}>${way.to.name}`} marker={marker} way={way} />
      ))}
      {SLOTS.map((each) => (
        <Place isLast={each === last} key={each.name} met={met.get(each) ?? null} slot={each} />
      ))}
    </svg>
  );
}

function Line({ way, marker }: { readonly way: Way; readonly marker: string }) {
  const name = way.steps.length > 0 ? "taken" : "usual";
  return (
    <path
      className={`machine-way is-${name}`}
      d={pathOf(way)}
      markerEnd={`url(#${marker}-${name})`}
    />
  );
}

interface PlaceProps {
  readonly slot: Slot;
  readonly met: StateType | null;
  readonly isLast: boolean;
}

function Place({ slot: { name, x, y }, met, isLast }: PlaceProps) {
  const type = met ?? name;
  const { icon, color } = lookOf(type);
  return (
    <g
      className={`machine-place${met === null ? "" : " is-met"}${isLast ? " is-last" : ""}`}
      transform={`translate(${x} ${y})`}
    >
      <path d={icon} stroke={met === null ? "currentColor" : color} transform="translate(-1 -7)" />
      <text dominantBaseline="central" x="18">
        {type}
      </text>
    </g>
  );
}

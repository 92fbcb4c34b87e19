/** Where the arrow keys lead in a graph: along edges, and among neighbours of a layer. Pure. */

import type { Picture } from "./flow-boxes.ts";

export type Direction = "up" | "down" | "left" | "right";

/** The task next to this one in a direction; null if there is none. */
export function neighbourOf(picture: Picture, slug: string, direction: Direction): string | null {
  const box = picture.boxes.find((each) => each.slug === slug);
  if (!box) return null;
  const near = picture.boxes.filter((each) => {
    switch (direction) {
      case "up":
        return picture.arrows.some(
          ({ edge }) => edge.downstream === slug && edge.upstream === each.slug,
        );
      case "down":
        return picture.arrows.some(
          ({ edge }) => edge.upstream === slug && edge.downstream === each.slug,
        );
      case "left":
        return each.y === box.y && each.x < box.x;
      case "right":
        return each.y === box.y && each.x > box.x;
    }
  });
  const distance = ({ x }: { readonly x: number }): number => Math.abs(x - box.x);
  return near.toSorted((a, b) => distance(a) - distance(b))[0]?.slug ?? null;
}

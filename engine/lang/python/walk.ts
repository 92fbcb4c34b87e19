/** What the readers of single statements need of the walk through a cell's code. */

import type { SyntaxNode } from "@lezer/common";
import type { Names } from "./names.ts";
import type { Scope } from "./scopes.ts";

export type Nodes = readonly SyntaxNode[];

export interface Walk {
  readonly text: string;
  readonly names: Names;
  /** Code that is read. */
  each(nodes: Nodes, scope: Scope): void;
  /** Code that is assigned to: a name, a pattern of names, or a part of something that is there. */
  target(node: SyntaxNode, scope: Scope): void;
}

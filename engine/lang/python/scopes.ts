/** Python's scopes while a cell is walked: who binds a name, and who reads it from above. */

export type ScopeKind = "module" | "function" | "class" | "comprehension";

export class Scope {
  readonly kind: ScopeKind;
  readonly parent: Scope | null;
  readonly bound = new Set<string>();
  /** Names that `global` or `nonlocal` hands to a scope outside. */
  readonly handed = new Map<string, Scope>();

  constructor(kind: ScopeKind, parent: Scope | null) {
    this.kind = kind;
    this.parent = parent;
  }

  get module(): Scope {
    return this.parent?.module ?? this;
  }

  /** Whether code in it runs when the cell does, not when somebody calls a function. */
  get isNow(): boolean {
    return this.kind !== "function" && (this.parent?.isNow ?? true);
  }

  bind(name: string): void {
    (this.handed.get(name) ?? this).bound.add(name);
  }

  /** `global x`, `nonlocal x`. */
  hand(name: string, isGlobal: boolean): void {
    const outer = isGlobal ? this.module : (this.parent?.nearestFunction() ?? this.module);
    this.handed.set(name, outer);
  }

  /** The scope, this one or one outside, in which a name that is read here is bound. */
  find(name: string): Scope | null {
    for (let scope: Scope | null = this; scope; scope = scope.parent) {
      /* Functions in a class do not see the names of its body. */
      const isHidden = scope !== this && scope.kind === "class";
      if (!isHidden && scope.bound.has(name)) return scope;
    }
    return null;
  }

  nearestFunction(): Scope | null {
    return this.kind === "function" ? this : (this.parent?.nearestFunction() ?? null);
  }
}

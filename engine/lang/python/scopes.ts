/** Python's scopes while a cell is walked: who binds a name, and who reads it from above. */

/** `types` is the scope of type parameters: `T` in `def f[T](x: T)`. */
export type ScopeKind = "module" | "function" | "class" | "comprehension" | "types";

/** What is bound at one point of the code, by whichever way it was reached. */
export interface Bindings {
  /** By every way. */
  readonly sure: ReadonlySet<string>;
  /** By some way. */
  readonly possible: ReadonlySet<string>;
}

/** How one way through the code ends. */
export interface Way {
  readonly end: Bindings;
  /** It goes elsewhere: `return`, `raise`. */
  readonly leaves: boolean;
}

export class Scope {
  readonly kind: ScopeKind;
  readonly parent: Scope | null;
  /** Its code runs when the cell does, not when somebody calls a function. */
  readonly isNow: boolean;
  /** All names that it binds anywhere. */
  readonly #bound = new Set<string>();
  /** Names that `global` or `nonlocal` hands to a scope outside. */
  readonly #handed = new Map<string, Scope>();
  #sure = new Set<string>();
  #possible = new Set<string>();

  constructor(kind: ScopeKind, parent: Scope | null, isCalledAtOnce = false) {
    this.kind = kind;
    this.parent = parent;
    this.isNow = (kind !== "function" || isCalledAtOnce) && (parent?.isNow ?? true);
  }

  bind(name: string): void {
    const scope = this.#handed.get(name) ?? this;
    scope.#bound.add(name);
    scope.#possible.add(name);
    /* Nobody knows when a function is called that binds it for others. */
    if (scope === this || this.isNow) scope.#sure.add(name);
  }

  unbind(name: string): void {
    const scope = this.#handed.get(name) ?? this;
    if (scope !== this && !this.isNow) return;
    scope.#sure.delete(name);
    scope.#possible.delete(name);
  }

  /** `global x`, `nonlocal x`. */
  hand(name: string, isGlobal: boolean): void {
    const outer = isGlobal ? this.#module() : this.parent?.nearestFunction();
    if (outer && outer !== this) this.#handed.set(name, outer);
  }

  get bindings(): Bindings {
    return { sure: new Set(this.#sure), possible: new Set(this.#possible) };
  }

  /** Another way starts where this was bound. */
  restart({ sure, possible }: Bindings): void {
    this.#sure = new Set(sure);
    this.#possible = new Set(possible);
  }

  /** Ways come together; of those that `leave`, none gets here. */
  join(ways: readonly Way[]): void {
    const arriving = ways.filter(({ leaves }) => !leaves);
    const [first, ...others] = arriving.length > 0 ? arriving : ways;
    const isSure = (name: string): boolean => others.every(({ end }) => end.sure.has(name));
    this.#sure = new Set([...(first?.end.sure ?? [])].filter(isSure));
    this.#possible = new Set(ways.flatMap(({ end }) => [...end.possible]));
  }

  /** Whether a name that is read here, now, is the cell's own for sure. */
  isSurelyBound(name: string): boolean {
    return this.#find(name, (scope) => scope.#sure) !== null;
  }

  /** Whether a name that is read here at some time is the cell's own. */
  isBoundSometime(name: string): boolean {
    return this.#find(name, (scope) => scope.#bound) !== null;
  }

  #find(name: string, namesOf: (scope: Scope) => ReadonlySet<string>): Scope | null {
    const handed = this.#handed.get(name);
    if (handed) return namesOf(handed).has(name) ? handed : null;
    if (namesOf(this).has(name)) return this;
    const outer = this.#outside();
    return outer === null ? null : outer.#find(name, namesOf);
  }

  /** The next scope in which names are looked up: functions in a class do not see those of its body. */
  #outside(): Scope | null {
    let outer = this.parent;
    while (this.kind !== "types" && outer?.kind === "class") outer = outer.parent;
    return outer;
  }

  nearestFunction(): Scope | null {
    return this.kind === "function" ? this : (this.parent?.nearestFunction() ?? null);
  }

  #module(): Scope {
    return this.parent === null ? this : this.parent.#module();
  }
}

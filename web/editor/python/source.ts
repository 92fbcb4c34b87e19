/** What a Python text says about its names: the form of the index of packages, and of cells read in the page. */

/** `import prefect.core as name`, `from module import name as …`. */
export interface ImportedName {
  readonly kind: "import";
  /** Absolute, or with leading dots as it was written. */
  readonly module: string;
  /** Which of the module's names; absent where the module itself is meant. */
  readonly name?: string;
}

export interface FunctionName {
  readonly kind: "function";
  /** As they are written, without the first of a method: `name: str`, `*`, `**kwargs: Any`. */
  readonly params: readonly string[];
  /** The annotation, unquoted. */
  readonly returns?: string;
  /** The docstring's first line. */
  readonly doc?: string;
  /** Expressions, the first line's first. */
  readonly decorators?: readonly string[];
}

export interface ClassName {
  readonly kind: "class";
  readonly bases?: readonly string[];
  readonly members: Readonly<Record<string, NameSource>>;
  readonly doc?: string;
  readonly decorators?: readonly string[];
}

export interface VariableName {
  readonly kind: "variable";
  readonly annotation?: string;
  /** The expression it is set to, if that is one name's alone. */
  readonly value?: string;
  /** The value is what a context manager gives: `with value as …`. */
  readonly isEntered?: true;
  readonly doc?: string;
}

export type NameSource = ImportedName | FunctionName | ClassName | VariableName;

export interface ModuleDocs {
  readonly doc?: string;
  /** Of a package's `__init__`: what it imports is its own. */
  readonly isPackage?: true;
  /** `__all__`, if it says so in plain text. */
  readonly all?: readonly string[];
  readonly names: Readonly<Record<string, NameSource>>;
}

export interface PackageDocs {
  /** By full name: `prefect.core.task`. */
  readonly modules: Readonly<Record<string, ModuleDocs>>;
}

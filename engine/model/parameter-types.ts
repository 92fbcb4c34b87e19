/** What a flow's parameters are, for a form: their types are those of the arguments they feed. */

import type { FlowGraph, Slug } from "./graph.ts";
import { isNullable, membersOf } from "./union-types.ts";

/** What a person enters for it. `choice`: one of a few values. `any`: JSON, or text that is none. */
export type ParameterKind =
  | "text"
  | "integer"
  | "number"
  | "boolean"
  | "choice"
  | "list"
  | "object"
  | "date"
  | "moment"
  | "any";

/** One of the values that a type lists. */
export interface ParameterChoice {
  /** The value as its author wrote it, in the types of one language. */
  readonly text: string;
  readonly value: string | number | boolean | null;
}

export interface ParameterField {
  readonly name: string;
  readonly required: boolean;
  /** The default in one line, if there is one. */
  readonly default: string | null;
  readonly kind: ParameterKind;
  /** The type as its author wrote it; null: nobody said. */
  readonly type: string | null;
  /** Kind "choice". */
  readonly choices: readonly ParameterChoice[];
  /** Its type admits no value at all: `None`, `null`. */
  readonly isNullable: boolean;
}

/** The parameters of a flow, in the order they were added. */
export function parameterFields(graph: FlowGraph): ParameterField[] {
  return graph.tasks.flatMap(({ slug, parameter }) => {
    if (parameter === undefined) return [];
    const types = [...new Set(typesFed(graph, slug))];
    const [only] = types.length === 1 ? types : [];
    const kinds = new Set(types.map(kindOf));
    const [same = "any"] = kinds.size === 1 ? kinds : [];
    /* Two lists of values are two types: what both admit is not worked out. */
    const kind = same === "choice" && only === undefined ? "any" : same;
    return [
      {
        name: parameter.name,
        required: parameter.required,
        default: parameter.default?.preview ?? null,
        kind: parameter.isDateTime ? "moment" : kind,
        type: parameter.isDateTime ? "datetime" : types.length === 0 ? null : types.join(" and "),
        choices: (only === undefined ? null : choicesOf(only)) ?? [],
        isNullable: types.length > 0 && types.every(isNullable),
      },
    ];
  });
}

/** The annotations of the arguments that a task's value is handed to. */
function typesFed(graph: FlowGraph, slug: Slug): string[] {
  const nodes = new Map(graph.tasks.map((task) => [task.slug, task]));
  return graph.edges.flatMap(({ upstream, downstream, key, mapped }) => {
    if (upstream !== slug || key === null) return [];
    const parameters = nodes.get(downstream)?.signature?.parameters ?? [];
    const type = parameters.find(({ name }) => name === key)?.type;
    if (type === undefined) return [];
    return [mapped ? `list[${type}]` : type];
  });
}

const KINDS: readonly (readonly [RegExp, ParameterKind])[] = [
  [/^(?:str|string)$/, "text"],
  [/^int$/, "integer"],
  [/^(?:float|number)$/, "number"],
  [/^(?:bool|boolean)$/, "boolean"],
  [/^(?:list|tuple|set|Sequence|Iterable|Array|ReadonlyArray)\b/i, "list"],
  [/\[\]$/, "list"],
  [/^(?:dict|Mapping|Record|object)\b/i, "object"],
  [/^\{.*\}$/s, "object"],
  [/^date$/, "date"],
  [/^(?:datetime|Date|pendulum\.DateTime|DateTime)$/, "moment"],
];

const LITERAL =
  /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|-?\d+(?:\.\d+)?|True|False|true|false|None|null/;
const PYTHON_LITERALS = new RegExp(
  `^(?:typing\\.)?Literal\\[\\s*(?:${LITERAL.source})(?:\\s*,\\s*(?:${LITERAL.source}))*\\s*,?\\s*\\]$`,
  "s",
);
const TYPESCRIPT_LITERALS = new RegExp(
  `^\\|?\\s*(?:${LITERAL.source})(?:\\s*\\|\\s*(?:${LITERAL.source}))+$`,
  "s",
);

/** The values that a type lists (`Literal["a", "b"]`, `"a" | "b"`); null: it lists none. */
function choicesOf(type: string): ParameterChoice[] | null {
  const bare = withoutNone(type);
  const lists = PYTHON_LITERALS.test(bare) || TYPESCRIPT_LITERALS.test(bare);
  if (!lists && !/^(?:"[^"]*"|'[^']*')$/.test(bare)) return null;
  const texts = bare.match(new RegExp(LITERAL.source, "gs")) ?? [];
  const choices = texts.map((text) => ({ text, value: literalOf(text) }));
  const none = /\bnull\b/.test(type) ? "null" : "None";
  const isNone = isNullable(type) && choices.every(({ value }) => value !== null);
  return isNone ? [...choices, { text: none, value: null }] : choices;
}

function literalOf(text: string): ParameterChoice["value"] {
  if (/^["']/.test(text)) return text.slice(1, -1).replace(/\\(.)/gs, "$1");
  if (/^[Tt]rue$/.test(text)) return true;
  if (/^[Ff]alse$/.test(text)) return false;
  return /^(?:None|null)$/.test(text) ? null : Number(text);
}

/** The same without `Optional[…]` and `| None`. */
const withoutNone = (type: string): string =>
  type
    .trim()
    .replace(/^(?:typing\.)?Optional\[(.*)\]$/s, "$1")
    .replace(/\s*\|\s*(?:None|null|undefined)\s*$/, "")
    .replace(/^(?:None|null|undefined)\s*\|\s*/, "")
    .trim();

/** Reads an annotation of Python or TypeScript; what it does not know, or is of several kinds, is `any`. */
export function kindOf(type: string): ParameterKind {
  if (choicesOf(type) !== null) return "choice";
  const kinds = new Set(membersOf(type).map(kindOfMember));
  const [only = "any"] = kinds;
  if (kinds.size === 1) return only;
  return kinds.size === 2 && kinds.has("integer") && kinds.has("number") ? "number" : "any";
}

function kindOfMember(type: string): ParameterKind {
  /* The value of one literal among other types is none of a list. */
  if (choicesOf(type) !== null) return "any";
  const bare = type.replace(/\btyping\.|\bdatetime\.(?=d)/g, "").replace(/^readonly\s+/, "");
  return KINDS.find(([pattern]) => pattern.test(bare))?.[1] ?? "any";
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT =
  /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

/** A value as entered, or what is wrong with it; nothing entered leaves the default. */
export type Entered =
  | { readonly type: "value"; readonly value: unknown }
  | { readonly type: "default" }
  | { readonly type: "wrong"; readonly message: string };

/** Reads what a person entered for a parameter. */
export function readEntry(field: ParameterField, text: string): Entered {
  const { name, kind, required, choices } = field;
  const wrong = (message: string): Entered => ({ type: "wrong", message });
  if (text.trim() === "") return required ? wrong(`${name} needs a value.`) : { type: "default" };
  if (field.isNullable && /^\s*(?:None|null)\s*$/.test(text)) return { type: "value", value: null };
  if (kind !== "text" && changesNumbers(text)) return wrong(`${name}: ${TOO_LARGE}`);
  switch (kind) {
    case "choice": {
      const choice = choices.find((each) => each.text === text);
      if (choice) return { type: "value", value: choice.value };
      return wrong(`${name} is one of ${choices.map((each) => each.text).join(", ")}.`);
    }
    case "date":
      return DATE.test(text.trim())
        ? { type: "value", value: text.trim() }
        : wrong(`${name} is a day, like 2026-01-31.`);
    case "text": {
      /* Where a bare None is no value, quotes make it a text. */
      const quoted = field.isNullable ? /^\s*"(None|null)"\s*$/.exec(text)?.[1] : undefined;
      return { type: "value", value: quoted ?? text };
    }
    case "integer":
      return /^\s*[+-]?\d+\s*$/.test(text)
        ? { type: "value", value: Number(text) }
        : wrong(`${name} is a whole number, like 42.`);
    case "number":
      return Number.isFinite(Number(text))
        ? { type: "value", value: Number(text) }
        : wrong(`${name} is a number, like 1.5.`);
    case "boolean":
      return { type: "value", value: text === "true" };
    case "moment":
      return MOMENT.test(text.trim())
        ? { type: "value", value: text.trim() }
        : wrong(`${name} is a moment, like 2026-01-31T12:00.`);
    case "list":
      return readJson(text, Array.isArray, wrong(`${name} is a list in JSON, like [1, 2, 3].`));
    case "object":
      return readJson(text, isObject, wrong(`${name} is an object in JSON, like {"a": 1}.`));
    case "any":
      return readJson(text, () => true, { type: "value", value: text });
  }
}

const TOO_LARGE =
  "whole numbers beyond 9007199254740991 would be rounded. Give it as a text, in quotes, and turn that into a number in the task.";

/** Whether a whole number in this text, if it is JSON, would be another once it is read. */
function changesNumbers(text: string): boolean {
  const bare = text.replace(/"(?:[^"\\]|\\.)*"/gs, '""');
  if (!/^\s*(?:[[{]|[+-]?\d+\s*$)/.test(bare)) return false;
  const numbers = bare.match(/(?<![\w.])[+-]?\d{16,}(?![\w.])/g) ?? [];
  return numbers.some((number) => !Number.isSafeInteger(Number(number)));
}

function readJson(text: string, fits: (value: unknown) => boolean, otherwise: Entered): Entered {
  try {
    const value: unknown = JSON.parse(text);
    return fits(value) ? { type: "value", value } : otherwise;
  } catch {
    /* What is no JSON is what `otherwise` says. */
    return otherwise;
  }
}

const isObject = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What the editor says of a value: one line of Python, and one of prose. */

import type { Inference } from "./infer.ts";
import { signatureOf, signatureText } from "./signature.ts";
import type { Value } from "./values.ts";

export interface Description {
  /** Python. */
  readonly code: string;
  readonly doc: string | null;
}

export function describeValue(value: Value, name: string, inference: Inference): Description {
  switch (value.kind) {
    case "module":
      return { code: `module ${value.name}`, doc: value.doc ?? null };
    case "class": {
      const signature = signatureOf(value, name, inference);
      const code = signature ? signatureText(signature) : value.name;
      return { code: `class ${code}`, doc: value.source.doc ?? null };
    }
    case "function": {
      const signature = signatureOf(value, name, inference);
      const code = signature ? signatureText(signature) : `${value.name}()`;
      return { code: `def ${code}`, doc: value.source.doc ?? null };
    }
    case "instance": {
      const { made, of } = value;
      if (!made) {
        /* Who hovers over a number need not be told what numbers are. */
        const isBuiltin = of.scope === inference.library.builtins;
        const ofClass = isBuiltin ? undefined : of.source.doc;
        return { code: `${name}: ${of.name}`, doc: value.doc ?? ofClass ?? null };
      }
      const { code, doc } = describeValue(made, name, inference);
      return { code: `${code}  # ${of.name}`, doc: doc ?? of.source.doc ?? null };
    }
    case "unknown": {
      const { annotation, value: expression, doc = null } = value.source;
      const type = annotation ? `: ${annotation}` : "";
      return { code: `${name}${type}${expression ? ` = ${expression}` : ""}`, doc };
    }
  }
}

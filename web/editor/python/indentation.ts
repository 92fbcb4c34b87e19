/** How Enter indents Python, beyond what Monaco knows: after long heads, and after what ends a block. */

import * as monaco from "monaco-editor";

const { IndentAction } = monaco.languages;

const RULES: monaco.languages.OnEnterRule[] = [
  {
    beforeText:
      /^\s*(?:def|class|for|if|elif|else|while|try|with|finally|except|async|match|case)\b.*:\s*(?:#.*)?$/,
    action: { indentAction: IndentAction.Indent },
  },
  /* The last line of a head of several. */
  { beforeText: /^\s*\).*:\s*(?:#.*)?$/, action: { indentAction: IndentAction.Indent } },
  {
    beforeText: /^\s+(?:(?:return|raise)\b[^([{]*|pass|break|continue)\s*$/,
    action: { indentAction: IndentAction.Outdent },
  },
];

export async function refineIndentation(): Promise<void> {
  /* Monaco's own rules come with this; of two that say how Enter goes, the later counts. */
  await import("monaco-editor/languages/definitions/python/python.js");
  monaco.languages.setLanguageConfiguration("python", { onEnterRules: RULES });
}

/** Monaco, bundled with its workers: nothing comes from a CDN. */

import { loader } from "@monaco-editor/react";
import * as monaco from "monaco-editor";
import EditorWorker from "monaco-editor/editor/editor.worker.js?worker";
import TypeScriptWorker from "monaco-editor/language/typescript/ts.worker.js?worker";

self.MonacoEnvironment = {
  getWorker: (_id, label) =>
    label === "typescript" || label === "javascript" ? new TypeScriptWorker() : new EditorWorker(),
};

loader.config({ monaco });

/* Monaco's own comments are too dark to read on its own ground. */
monaco.editor.defineTheme("flowbook-dark", {
  base: "vs-dark",
  inherit: true,
  rules: [{ token: "comment", foreground: "7fa771" }],
  colors: {},
});

/*
 * Of a cell alone the service would be wrong: cells know each other's names. All of them together are
 * checked, by providers of our own. Said before the first model: a worker that has begun would be ended
 * and begun again.
 */
monaco.typescript.typescriptDefaults.setModeConfiguration({
  documentRangeFormattingEdits: true,
  onTypeFormattingEdits: true,
});

/* Loaded when the first cell of the language is shown. */
monaco.languages.onLanguageEncountered("typescript", () => {
  void import("./typescript/providers.ts").then(({ registerTypeScript }) => registerTypeScript());
});
monaco.languages.onLanguageEncountered("python", () => {
  void import("./python/providers.ts").then(({ registerPython }) => registerPython());
});

export { monaco };

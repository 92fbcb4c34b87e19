/** What cells import from "prefect", for the checker: the very source, so that types and docs are its own. */

import * as monaco from "monaco-editor";

const SOURCES = import.meta.glob<string>(
  ["../../../engine/{flow,model,schedule}/*.ts", "!**/*.test.ts", "!**/*.type-test.ts"],
  { query: "?raw", import: "default", eager: true },
);

const { typescriptDefaults, ModuleKind, ScriptTarget } = monaco.typescript;

/** TypeScript's own number for the resolution that a bundler has: Monaco's list ends before it. */
const BUNDLER = 100;

export function addPrefectTypes(): void {
  typescriptDefaults.setCompilerOptions({
    target: ScriptTarget.ESNext,
    module: ModuleKind.ESNext,
    moduleResolution: BUNDLER as monaco.typescript.ModuleResolutionKind,
    /* Tasks run in workers: there is no document. */
    lib: ["esnext", "webworker"],
    allowNonTsExtensions: true,
    allowImportingTsExtensions: true,
    noEmit: true,
    skipLibCheck: true,
    strict: true,
  });
  for (const [path, text] of Object.entries(SOURCES)) {
    typescriptDefaults.addExtraLib(text, `file:///${path.replace(/^(\.\.\/)+/, "")}`);
  }
  const index = `export * from "../../engine/flow/index.ts";`;
  typescriptDefaults.addExtraLib(index, "file:///node_modules/prefect/index.d.ts");
}

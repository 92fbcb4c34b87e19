/** What cells import from "prefect", for the checker: the very source, so that types and docs are its own. */

import * as monaco from "monaco-editor";

const SOURCES = import.meta.glob<string>(
  ["../../../engine/{flow,model,schedule}/*.ts", "!**/*.test.ts", "!**/*.type-test.ts"],
  { query: "?raw", import: "default", eager: true },
);

const { typescriptDefaults, ModuleKind, ScriptTarget } = monaco.typescript;

/** TypeScript's own number for the resolution that a bundler has: Monaco's list ends before it. */
const BUNDLER = 100;

const DISPLAYS = `import("./engine/flow/displays.ts").CellGlobals`;

/** What cells have without importing it. The docs stand here too: hovering asks the name for them. */
const GLOBALS = `
/** Shows a value below the cell: a chart, an image, HTML, or anything else as a tree of its parts. */
declare const display: ${DISPLAYS}["display"];
/** A chart of records. It is shown where it is the last value of a cell, or by \`display\`. */
declare const chart: ${DISPLAYS}["chart"];
/** Shows how far something is. Called again with the same label it moves the same bar. */
declare const progress: ${DISPLAYS}["progress"];
/** The items, one after the other, and a bar that shows how many of them are done. */
declare const track: ${DISPLAYS}["track"];
`;

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
  typescriptDefaults.addExtraLib(GLOBALS, "file:///cell-globals.d.ts");
  const index = `export * from "../../engine/flow/index.ts";`;
  typescriptDefaults.addExtraLib(index, "file:///node_modules/prefect/index.d.ts");
}

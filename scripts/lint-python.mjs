/** `npm run lint:python`: checks and formats the Python files with ruff; `--write` formats them in place. */

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PositionEncoding, Workspace } from "@astral-sh/ruff-wasm-nodejs";
import { ROOT } from "./install.mjs";

const FOLDERS = ["engine/lang/python", "e2e/python-scenarios"];
const LONGEST_FILE = 300;

const workspace = new Workspace(
  {
    "line-length": 100,
    "target-version": "py311",
    lint: {
      isort: { "known-first-party": ["flowbook", "prefect", "tests"] },
      select: ["E", "F", "W", "I", "UP", "B", "C4", "SIM", "RUF", "N", "D1", "PLE"],
      ignore: [
        // Docstrings: of modules and public things; what Python calls by itself explains itself.
        "D105",
        "D107",
        // The signs of prose, in comments and messages.
        "RUF001",
        "RUF002",
        "RUF003",
        // The formatter breaks code; what is left are texts.
        "E501",
        // Names and signatures here are Prefect's.
        "N801",
        "N802",
        "N818",
        "B024",
        "B027",
      ],
    },
  },
  PositionEncoding.Utf16,
);

/** Tests and scenarios are read as documents: their names are sentences, and need no more. */
const isTest = (path) => /tests\/|e2e\//.test(path);

function pythonFiles(folder) {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".py"))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length))
    .filter((path) => !path.includes("/vendor/"))
    .sort();
}

const isWriting = process.argv.includes("--write");
const faults = [];
const files = FOLDERS.flatMap(pythonFiles);
for (const path of files) {
  const text = readFileSync(join(ROOT, path), "utf8");
  const formatted = workspace.format(text);
  if (formatted !== text) {
    if (isWriting) writeFileSync(join(ROOT, path), formatted);
    else faults.push(`${path}: is not formatted; npm run format does it`);
  }
  /* Scenarios are pieces that stand on a common prelude: alone they are not whole. */
  const found = path.startsWith("e2e/") ? [] : workspace.check(formatted);
  for (const { code, message, start_location: at } of found) {
    if (isTest(path) && code?.startsWith("D")) continue;
    faults.push(`${path}:${at.row}:${at.column} ${code ?? "syntax"} ${message}`);
  }
  const lines = formatted.split("\n").length - 1;
  if (lines > (isTest(path) ? 500 : LONGEST_FILE)) faults.push(`${path}: has ${lines} lines`);
}
for (const fault of faults) console.error(fault);
console.log(`${files.length} Python files, ${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;

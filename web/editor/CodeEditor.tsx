/** One cell's editor: a Monaco of its own height, with the cell's faults marked. Loaded when needed. */

import Editor, { type OnMount } from "@monaco-editor/react";
import { useEffect, useRef, useState } from "react";
import type { Place } from "../../engine/model/graph.ts";
import type { CellId, Diagnostic, LanguageId } from "../../engine/model/notebook.ts";
import { offerCellsAbove } from "./cells-above.ts";
import { monaco } from "./monaco.ts";

type Instance = Parameters<OnMount>[0];

export interface CodeEditorProps {
  readonly cell: CellId;
  readonly language: LanguageId;
  readonly text: string;
  readonly label: string;
  readonly theme: "light" | "dark";
  readonly diagnostics: readonly Diagnostic[];
  /** A line to show, when somebody asked for one of this cell. */
  readonly jump: Place | null;
  readonly isEditing: boolean;
  /** The texts of the cells of this language above this one, in order. */
  readonly above: () => readonly string[];
  readonly onChange: (text: string) => void;
  readonly onFocus: () => void;
  readonly onLeave: () => void;
  readonly onRun: (then: "stay" | "next") => void;
}

const OPTIONS: monaco.editor.IStandaloneEditorConstructionOptions = {
  automaticLayout: true,
  contextmenu: false,
  fixedOverflowWidgets: true,
  folding: false,
  fontSize: 13.5,
  glyphMargin: false,
  lineDecorationsWidth: 8,
  lineNumbersMinChars: 3,
  minimap: { enabled: false },
  overviewRulerLanes: 0,
  padding: { top: 8, bottom: 8 },
  renderLineHighlight: "none",
  scrollBeyondLastLine: false,
  scrollbar: { alwaysConsumeMouseWheel: false, vertical: "hidden" },
  stickyScroll: { enabled: false },
  tabSize: 2,
  wordWrap: "on",
};

export function CodeEditor(props: CodeEditorProps) {
  const { cell, language, text, label, theme, diagnostics, jump, isEditing } = props;
  const path = `cell-${cell}.${language === "python" ? "py" : "ts"}`;
  const [height, setHeight] = useState(() => 16 + 18 * text.split("\n").length);
  const editor = useRef<Instance | null>(null);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });

  const mount: OnMount = (instance) => {
    editor.current = instance;
    const fit = () => {
      /* Before it knows its width it wraps after every letter, and would be a screen high. */
      const { clientWidth } = instance.getContainerDomNode();
      if (instance.getLayoutInfo().width !== clientWidth) return;
      setHeight(Math.max(36, instance.getContentHeight()));
    };
    instance.onDidContentSizeChange(fit);
    fit();
    instance.onDidChangeModel(() => indent(instance));
    indent(instance);
    instance.onDidFocusEditorText(() => latest.current.onFocus());
    for (const action of actionsOf(latest)) instance.addAction(action);
    mark(instance, latest.current.diagnostics);
    if (latest.current.isEditing) instance.focus();
  };

  useEffect(() => {
    if (editor.current) mark(editor.current, diagnostics);
  }, [diagnostics, path]);

  useEffect(() => offerCellsAbove(path, () => latest.current.above()), [path]);

  useEffect(() => {
    if (isEditing) editor.current?.focus();
  }, [isEditing]);

  useEffect(() => {
    if (!jump || !editor.current) return;
    const position = { lineNumber: jump.line, column: jump.column };
    editor.current.setPosition(position);
    editor.current.revealPositionInCenter(position);
    editor.current.focus();
  }, [jump]);

  return (
    <Editor
      height={height}
      language={language}
      loading={
        <pre className="code-placeholder" tabIndex={0}>
          {text}
        </pre>
      }
      onChange={(next) => props.onChange(next ?? "")}
      onMount={mount}
      options={{ ...OPTIONS, ariaLabel: label }}
      path={path}
      theme={theme === "dark" ? "flowbook-dark" : "vs"}
      value={text}
    />
  );
}

/**
 * What keys do in a cell. Actions, not commands: Monaco hands a command's key to the editor that was
 * made last, whichever has the focus.
 */
function actionsOf(latest: {
  readonly current: CodeEditorProps;
}): readonly monaco.editor.IActionDescriptor[] {
  const { KeyCode, KeyMod } = monaco;
  return [
    {
      id: "run-and-leave",
      label: "Run the cell and go to the next",
      keybindings: [KeyMod.Shift | KeyCode.Enter],
      run: () => latest.current.onRun("next"),
    },
    {
      id: "run",
      label: "Run the cell",
      keybindings: [KeyMod.CtrlCmd | KeyCode.Enter],
      run: () => latest.current.onRun("stay"),
    },
    {
      id: "leave",
      label: "Leave the cell",
      keybindings: [KeyCode.Escape],
      /* Unless it is needed to close something of the editor's own. */
      precondition: "!suggestWidgetVisible && !findWidgetVisible && !parameterHintsVisible",
      run: () => latest.current.onLeave(),
    },
  ];
}

/** Python is indented by four, unless the text says otherwise. */
function indent(editor: Instance): void {
  const model = editor.getModel();
  if (model?.getLanguageId() === "python") model.detectIndentation(true, 4);
}

function mark(editor: Instance, diagnostics: readonly Diagnostic[]): void {
  const model = editor.getModel();
  if (!model) return;
  const markers = diagnostics.map(({ line, column, endLine, endColumn, severity, message }) => ({
    startLineNumber: line,
    startColumn: column,
    endLineNumber: endLine ?? line,
    endColumn: endColumn ?? column + 1,
    severity: severity === "error" ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning,
    message,
  }));
  monaco.editor.setModelMarkers(model, "flowbook", markers);
}

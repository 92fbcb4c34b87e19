/** One cell's editor: a Monaco of its own height, with the cell's faults marked. Loaded when needed. */

import Editor, { type OnMount } from "@monaco-editor/react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { Place } from "../../engine/model/graph.ts";
import type { CellId, Diagnostic, LanguageId } from "../../engine/model/notebook.ts";
import type { CellMarks } from "../session/use-pointing.ts";
import { drawMarks, markedLine } from "./call-marks.ts";
import { cellPath } from "./cell-path.ts";
import { offerCellsAbove } from "./cells-above.ts";
import { useFinds } from "../find/found.ts";
import { drawFinds, revealFind } from "./find-marks.ts";
import { monaco } from "./monaco.ts";
import { revealLine } from "./reveal-line.ts";

type Instance = Parameters<OnMount>[0];

export interface CodeEditorProps {
  readonly notebook: string;
  readonly cell: CellId;
  readonly language: LanguageId;
  readonly text: string;
  readonly label: string;
  readonly theme: "light" | "dark";
  readonly diagnostics: readonly Diagnostic[];
  /** A line to show, when somebody asked for one of this cell. */
  readonly jump: Place | null;
  /** The same, asked for before the editor was there. */
  readonly earlyJump?: Place | null;
  /** Which lines made which tasks; the same object as long as nothing about them changes. */
  readonly marks: CellMarks;
  /** The selected task, if a line of this cell called it: that line is brought into sight. */
  readonly selectedTask: string | null;
  readonly isEditing: boolean;
  /** The texts of the cells of this language above this one, in order. */
  readonly above: () => readonly string[];
  readonly onChange: (text: string) => void;
  readonly onFocus: () => void;
  readonly onLeave: () => void;
  /** The focus went elsewhere by itself. */
  readonly onBlur: () => void;
  readonly onRun: (then: "stay" | "next" | "insert") => void;
  /** The cursor is on a line; null: the editor has not the focus. */
  readonly onCursor: (line: number | null) => void;
  /** Shows the tasks of a line in the graph; false: it made none. */
  readonly onShowTask: (line: number) => boolean;
}

const OPTIONS: monaco.editor.IStandaloneEditorConstructionOptions = {
  automaticLayout: true,
  contextmenu: false,
  fixedOverflowWidgets: true,
  folding: false,
  fontSize: 13.5,
  glyphMargin: false,
  /* Room for the icon of a call's task. */
  lineDecorationsWidth: 22,
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

const LINE_HEIGHT = 18;

export function CodeEditor(props: CodeEditorProps) {
  const { cell, language, text, label, theme, diagnostics, jump, isEditing, marks } = props;
  const { selectedTask } = props;
  const path = cellPath(props.notebook, cell, language);
  const [height, setHeight] = useState(() => 16 + 18 * text.split("\n").length);
  const editor = useRef<Instance | null>(null);
  const decorations = useRef<monaco.editor.IEditorDecorationsCollection | null>(null);
  const findMarks = useRef<monaco.editor.IEditorDecorationsCollection | null>(null);
  const finds = useFinds(cell);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });

  const mount: OnMount = (instance) => {
    editor.current = instance;
    const fit = () => {
      /* Before it knows its width it wraps after every letter, and would be a screen high. */
      const { clientWidth } = instance.getContainerDomNode();
      /* One rounds a broken width up, the other down. */
      if (Math.abs(instance.getLayoutInfo().width - clientWidth) > 1) return;
      setHeight(Math.max(36, instance.getContentHeight()));
    };
    instance.onDidContentSizeChange(fit);
    fit();
    instance.onDidChangeModel(() => indent(instance));
    indent(instance);
    instance.onDidFocusEditorText(() => latest.current.onFocus());
    instance.onDidBlurEditorWidget(() => latest.current.onBlur());
    tellCursor(instance, (line) => latest.current.onCursor(line));
    instance.onMouseDown((event) => {
      const line = markedLine(event);
      if (line !== null) latest.current.onShowTask(line);
    });
    for (const action of actionsOf(latest)) instance.addAction(action);
    mark(instance, latest.current.diagnostics);
    decorations.current = instance.createDecorationsCollection();
    drawMarks(decorations.current, instance.getModel(), latest.current.marks);
    findMarks.current = instance.createDecorationsCollection();
    drawFinds(instance, findMarks.current, finds);
    if (latest.current.isEditing) instance.focus();
    if (latest.current.earlyJump) jumpTo(instance, latest.current.earlyJump);
  };

  useEffect(() => {
    if (editor.current) mark(editor.current, diagnostics);
  }, [diagnostics, path]);

  useEffect(() => {
    if (decorations.current)
      drawMarks(decorations.current, editor.current?.getModel() ?? null, marks);
  }, [marks, path]);

  useEffect(() => {
    if (editor.current && findMarks.current) drawFinds(editor.current, findMarks.current, finds);
  }, [finds, path]);
  const revealMatch = useEffectEvent(() => {
    if (editor.current) revealFind(editor.current, finds, LINE_HEIGHT);
  });
  useEffect(() => {
    if (finds.reveal > 0) revealMatch();
  }, [finds.reveal]);

  const reveal = useEffectEvent(() => {
    const line = marks.selectedLine;
    const element = editor.current?.getContainerDomNode();
    if (line === null || !element || !editor.current) return;
    revealLine(element, editor.current.getTopForLineNumber(line), LINE_HEIGHT);
  });
  useEffect(() => {
    if (selectedTask !== null) reveal();
  }, [selectedTask]);

  useEffect(() => offerCellsAbove(path, () => latest.current.above()), [path]);

  useEffect(() => {
    if (isEditing) editor.current?.focus();
  }, [isEditing]);

  useEffect(() => {
    if (jump && editor.current) jumpTo(editor.current, jump);
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
      id: "run-and-insert",
      label: "Run the cell and add one below",
      keybindings: [KeyMod.Alt | KeyCode.Enter],
      run: () => latest.current.onRun("insert"),
    },
    {
      id: "leave",
      label: "Leave the cell",
      keybindings: [KeyCode.Escape],
      /* Unless it is needed to close something of the editor's own. */
      precondition: "!suggestWidgetVisible && !findWidgetVisible && !parameterHintsVisible",
      run: () => latest.current.onLeave(),
    },
    {
      id: "show-task",
      label: "Show the task of this line in the graph",
      keybindings: [KeyMod.Alt | KeyCode.KeyG],
      run: (editor) => {
        const line = editor.getPosition()?.lineNumber ?? 1;
        if (!latest.current.onShowTask(line)) say(editor, "No task of a flow is called here.");
      },
    },
  ];
}

/** Puts the cursor there, in sight, and the focus with it. */
function jumpTo(editor: Instance, { line, column }: Place): void {
  const position = { lineNumber: line, column };
  editor.setPosition(position);
  editor.revealPositionInCenter(position);
  editor.focus();
}

function tellCursor(editor: Instance, tell: (line: number | null) => void): void {
  const tellLine = () => tell(editor.getPosition()?.lineNumber ?? null);
  editor.onDidChangeCursorPosition(() => {
    if (editor.hasTextFocus()) tellLine();
  });
  editor.onDidFocusEditorText(tellLine);
  editor.onDidBlurEditorText(() => tell(null));
}

/** Says something at the cursor, for as long as it stays there. */
function say(editor: monaco.editor.ICodeEditor, text: string): void {
  const position = editor.getPosition();
  const messages = editor.getContribution<Messages>("editor.contrib.messageController");
  if (position && messages) messages.showMessage(text, position);
}

/** What Monaco has for that, of which its types do not tell. */
interface Messages extends monaco.editor.IEditorContribution {
  showMessage(text: string, position: monaco.IPosition): void;
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

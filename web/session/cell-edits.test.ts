import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withCellText } from "../../engine/notebook/edit.ts";
import { parseNotebook, toMarkdown } from "../../engine/notebook/markdown.ts";
import { CellEdits } from "./cell-edits.ts";
import { emptyState, type SessionState } from "./session-state.ts";

const TEXT = "# Title\n\n```ts\none\n```\n\n```ts\ntwo\n```\n\nEnd\n";

/** A notebook that is edited: title, one, two, end. */
function open(text = TEXT, names: readonly string[] = ["title", "one", "two", "end"]) {
  let count = 0;
  const newId = () => `new${++count}`;
  let state: SessionState = {
    ...emptyState({ poolSize: 1, skipWaits: false }),
    notebook: parseNotebook("n", text, names),
    selectedCell: names[0] ?? null,
  };
  const change = (next: SessionState) => (state = next);
  const edits = new CellEdits({ get: () => state, change, newId });
  return {
    edits,
    get: () => state,
    text: () => toMarkdown(state.notebook),
    ids: () => state.notebook.cells.map(({ id }) => id),
    texts: () => state.notebook.cells.map((cell) => cell.text),
    type: (id: string, typed: string) =>
      change({ ...state, notebook: withCellText(state.notebook, id, typed, newId) }),
  };
}

const CODE = { kind: "code", language: "typescript" } as const;

describe("undo", () => {
  it("takes all that was typed into a text back at once, and what is typed later by itself", () => {
    const notebook = open();
    notebook.edits.writeProse("title", "# T", false);
    notebook.edits.writeProse("title", "# Typed", false);
    notebook.edits.writeProse("title", "# Typed");
    notebook.edits.writeProse("title", "# Later", false);
    expect(notebook.texts()[0]).toBe("# Later");
    notebook.edits.undo();
    expect(notebook.texts()[0]).toBe("# Typed");
    notebook.edits.undo();
    expect(notebook.text()).toBe(TEXT);
    notebook.edits.redo();
    expect(notebook.texts()[0]).toBe("# Typed");
  });

  it("takes every kind of step back, to the last byte, and does it again", () => {
    const steps: readonly ((edits: CellEdits) => void)[] = [
      (edits) => edits.add("one", CODE),
      (edits) => edits.remove("one"),
      (edits) => edits.move("one", 1),
      (edits) => edits.place("two", 0),
      (edits) => edits.changeKind("two", { kind: "prose" }),
      (edits) => edits.changeKind("two", { kind: "code", language: "python" }),
      (edits) => edits.writeProse("title", "# Other\n\n```ts\nthree\n```\n"),
      (edits) => edits.mergeBelow("one"),
      (edits) => edits.cut("one"),
      (edits) =>
        edits.replaceTexts(
          new Map([
            ["one", "1"],
            ["two", "2"],
          ]),
        ),
    ];
    for (const step of steps) {
      const notebook = open();
      step(notebook.edits);
      const after = notebook.text();
      expect(after).not.toBe(TEXT);
      notebook.edits.undo();
      expect(notebook.text()).toBe(TEXT);
      expect(notebook.ids()).toEqual(["title", "one", "two", "end"]);
      notebook.edits.redo();
      expect(notebook.text()).toBe(after);
      notebook.edits.undo();
      expect(notebook.text()).toBe(TEXT);
    }
  });

  it("goes back step by step, and forgets what was taken back once something else is done", () => {
    const { edits, ids } = open();
    edits.remove("two");
    edits.remove("one");
    edits.undo();
    expect(ids()).toEqual(["title", "one", "end"]);
    edits.move("one", -1);
    edits.redo();
    expect(ids()).toEqual(["one", "title"]);
    edits.undo();
    edits.undo();
    expect(ids()).toEqual(["title", "one", "two", "end"]);
  });

  it("leaves what was typed meanwhile into other cells", () => {
    const { edits, type, texts } = open();
    edits.remove("two");
    type("one", "typed");
    edits.undo();
    expect(texts()).toEqual(["# Title", "typed", "two", "End"]);
  });

  it("takes an added cell away with what was typed into it, and brings both back", () => {
    const { edits, type, texts } = open();
    edits.add("one", CODE);
    type("new1", "typed");
    edits.undo();
    expect(texts()).toEqual(["# Title", "one", "two", "End"]);
    edits.redo();
    expect(texts()).toEqual(["# Title", "one", "typed", "two", "End"]);
  });

  it("selects the cell that was selected", () => {
    const { edits, get } = open();
    edits.cut("title");
    expect(get().selectedCell).toBe("one");
    edits.undo();
    expect(get().selectedCell).toBe("title");
  });

  it("offers to take a deletion back until the next step", () => {
    const { edits, get } = open();
    edits.remove("one");
    expect(get().deleted).toBe("Code cell deleted");
    edits.move("two", 1);
    expect(get().deleted).toBeNull();
  });

  it("makes no step where nothing changed", () => {
    const { edits, get } = open();
    edits.move("title", -1);
    edits.place("one", 1);
    edits.mergeBelow("end");
    edits.undo();
    expect(get().steps).toEqual({ undo: [], redo: [] });
  });

  it("comes back to where it began, whatever was done", () => {
    const kinds = [
      "add",
      "remove",
      "up",
      "down",
      "prose",
      "code",
      "cut",
      "paste",
      "merge",
    ] as const;
    const action = fc.tuple(fc.constantFrom(...kinds), fc.nat(9));
    fc.assert(
      fc.property(fc.array(action, { maxLength: 12 }), (actions) => {
        const { edits, get, ids, text } = open();
        for (const [kind, place] of actions) {
          const id = ids()[place % Math.max(1, ids().length)];
          if (id === undefined || kind === "add") edits.add(id ?? null, CODE);
          else if (kind === "remove") edits.remove(id);
          else if (kind === "up" || kind === "down") edits.move(id, kind === "up" ? -1 : 1);
          else if (kind === "prose") edits.changeKind(id, { kind: "prose" });
          else if (kind === "code") edits.changeKind(id, CODE);
          else if (kind === "cut") edits.cut(id);
          else if (kind === "paste") edits.paste(id, "above");
          else edits.mergeBelow(id);
        }
        const after = text();
        const count = get().steps.undo.length;
        for (let step = 0; step < count; step++) edits.undo();
        expect(text()).toBe(TEXT);
        expect(ids()).toEqual(["title", "one", "two", "end"]);
        for (let step = 0; step < count; step++) edits.redo();
        expect(text()).toBe(after);
      }),
    );
  });
});

describe("cut, copy and paste", () => {
  it("puts a copy below or above, with a name of its own", () => {
    const { edits, texts, ids, get } = open();
    edits.copy("one");
    edits.paste("two", "below");
    expect(texts()).toEqual(["# Title", "one", "two", "one", "End"]);
    expect(get().selectedCell).toBe(ids()[3]);
    edits.paste("title", "above");
    expect(texts()).toEqual(["one", "# Title", "one", "two", "one", "End"]);
    expect(new Set(ids()).size).toBe(6);
  });

  it("pastes nothing before something was copied", () => {
    const { edits, text } = open();
    edits.paste("one", "below");
    expect(text()).toBe(TEXT);
  });

  it("pastes prose beside prose into it, and selects what it is in", () => {
    const { edits, texts, get } = open();
    edits.copy("end");
    edits.paste("title", "below");
    expect(texts()).toEqual(["# Title\n\nEnd", "one", "two", "End"]);
    expect(get().selectedCell).toBe("title");
  });
});

describe("merging with the cell below", () => {
  it("joins two cells of code with a blank line between", () => {
    const { edits, texts, ids } = open();
    edits.mergeBelow("one");
    expect(texts()).toEqual(["# Title", "one\n\ntwo", "End"]);
    expect(ids()).toEqual(["title", "one", "end"]);
  });

  it("says why it does not join text with code", () => {
    const { edits, get, text } = open();
    edits.mergeBelow("title");
    expect(text()).toBe(TEXT);
    expect(get().problem).toMatch(/^Only cells of one kind/);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Notebook } from "../../engine/model/notebook.ts";
import { removeCell, withCellText } from "../../engine/notebook/edit.ts";
import { parseNotebook, toMarkdown } from "../../engine/notebook/markdown.ts";
import type { Conflict } from "../../engine/notebook/merge.ts";
import type { NotebookDocument, Saved } from "../../engine/ports.ts";
import {
  LONGEST_UNSAVED,
  PATIENCE,
  Saving,
  SAVE_PAUSE,
  type Replaced,
  type SavingOptions,
} from "./saving.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const TEXT = "# A\n\n```ts\none\n```\n\n```ts\ntwo\n```\n";
const newId = (): string => "new";
const edited = (notebook: Notebook, id: string, text: string): Notebook =>
  withCellText(notebook, id, text, newId);

/** What several tabs save to, with the texts that were kept as versions. */
class Store {
  document: NotebookDocument;
  readonly versions: string[] = [];
  readonly tabs: Tab[] = [];
  /** Saves wait for it. */
  gate: Promise<void> = Promise.resolve();
  isFull = false;

  constructor(notebook: Notebook) {
    this.document = this.#document(notebook, 1);
  }

  async save(
    tab: Tab | null,
    notebook: Notebook,
    base: number,
    replaced: Replaced,
  ): Promise<Saved> {
    const { keep, overwrites } = replaced;
    await this.gate;
    if (this.isFull) throw new RangeError("There is no room.");
    if (base !== this.document.revision) return { isSaved: false, stored: this.document };
    if (keep) this.versions.push(this.document.text);
    this.document = this.#document(notebook, base + 1);
    for (const other of this.tabs)
      if (other !== tab) other.saving.receive({ document: this.document, overwrites });
    return { isSaved: true, revision: base + 1 };
  }

  #document(notebook: Notebook, revision: number): NotebookDocument {
    const { id, title, cells } = notebook;
    const ids = cells.map((cell) => cell.id);
    return { id, title, text: toMarkdown(notebook), cells: ids, revision, updatedAt: 0 };
  }
}

class Tab {
  readonly saving: Saving;
  notebook: Notebook;
  conflicts: readonly Conflict[] = [];
  isSaved = true;
  readonly problems: unknown[] = [];

  constructor(store: Store) {
    const { id, text, cells, revision } = store.document;
    this.notebook = parseNotebook(id, text, cells);
    this.saving = new Saving({
      notebook: this.notebook,
      revision,
      newId,
      save: (notebook, base, replaced) => store.save(this, notebook, base, replaced),
      listener: {
        merged: (notebook, conflicts) => {
          this.notebook = notebook;
          this.conflicts = conflicts;
        },
        savedChanged: (isSaved) => {
          this.isSaved = isSaved;
        },
        failed: (error) => this.problems.push(error),
      },
    });
    store.tabs.push(this);
  }

  write(id: string, text: string): void {
    this.notebook = edited(this.notebook, id, text);
    this.saving.changed(this.notebook);
  }

  remove(id: string): void {
    this.notebook = removeCell(this.notebook, id, newId);
    this.saving.changed(this.notebook);
  }

  get texts(): string[] {
    return this.notebook.cells.map(({ text }) => text);
  }
}

const open = (): [Store, Tab, Tab] => {
  const store = new Store(parseNotebook("n", TEXT));
  return [store, new Tab(store), new Tab(store)];
};
const pause = (): Promise<unknown> => vi.advanceTimersByTimeAsync(SAVE_PAUSE);
const codeOf = ({ document }: Store): string[] =>
  parseNotebook("n", document.text)
    .cells.filter(({ kind }) => kind === "code")
    .map(({ text }) => text);

describe("saving a document", () => {
  it("waits for a pause in writing, and writes once", async () => {
    const [store, one] = open();
    one.write("c2", "1");
    await vi.advanceTimersByTimeAsync(SAVE_PAUSE - 1);
    one.write("c2", "12");
    await vi.advanceTimersByTimeAsync(SAVE_PAUSE - 1);
    expect([store.document.revision, one.isSaved]).toEqual([1, false]);
    await pause();
    expect([store.document.revision, one.isSaved]).toEqual([2, true]);
    expect(codeOf(store)).toEqual(["12", "two"]);
  });

  it("does not wait for ever for somebody who writes without a pause", async () => {
    const [store, one] = open();
    for (let typed = 0; typed < LONGEST_UNSAVED; typed += 100) {
      one.write("c2", `${typed}`);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(codeOf(store)).toEqual([`${LONGEST_UNSAVED - 100}`, "two"]);
    /* And again, not at each key from then on. */
    one.write("c2", "after");
    await vi.advanceTimersByTimeAsync(SAVE_PAUSE - 1);
    expect(store.document.revision).toBe(2);
  });

  it("tries again by itself what could not be stored, and says so once", async () => {
    const [store, one] = open();
    store.isFull = true;
    one.write("c2", "1");
    await vi.advanceTimersByTimeAsync(SAVE_PAUSE + PATIENCE[0] + PATIENCE[1]);
    expect([one.isSaved, one.problems.length]).toEqual([false, 1]);
    store.isFull = false;
    await vi.advanceTimersByTimeAsync(PATIENCE[2]);
    expect([one.isSaved, codeOf(store)]).toEqual([true, ["1", "two"]]);
    store.isFull = true;
    one.write("c2", "12");
    await pause();
    expect(one.problems.length).toBe(2);
  });

  it("leaves alone what could not be stored once the notebook was left", async () => {
    const [store, one] = open();
    store.isFull = true;
    one.write("c2", "1");
    await pause();
    await expect(one.saving.leave()).rejects.toThrow("no room");
    expect(vi.getTimerCount()).toBe(0);
  });

  it("writes at once when told to, with what was written while it saved", async () => {
    const [store, one] = open();
    let go = (): void => undefined;
    store.gate = new Promise((resolve) => {
      go = resolve;
    });
    one.write("c2", "1");
    const flushed = one.saving.flush();
    one.write("c2", "12");
    go();
    await flushed;
    expect(codeOf(store)).toEqual(["12", "two"]);
    expect(one.isSaved).toBe(true);
  });

  it("stores a notebook that is not stored yet, though nobody edited it", async () => {
    const store = new Store(parseNotebook("n", TEXT));
    const save = vi.fn<SavingOptions["save"]>(async () => ({ isSaved: true, revision: 1 }));
    const listener = {
      merged: () => undefined,
      savedChanged: () => undefined,
      failed: () => undefined,
    };
    const notebook = parseNotebook("n", store.document.text);
    const saving = new Saving({ notebook, revision: 0, newId, save, listener });
    await saving.flush();
    await saving.flush();
    expect(save.mock.calls).toEqual([[notebook, 0, { keep: false, overwrites: [] }]]);
  });

  it("says when it cannot be stored, and tries again with the next edit", async () => {
    const [store, one] = open();
    store.isFull = true;
    one.write("c2", "1");
    await pause();
    expect([one.isSaved, one.problems.length]).toEqual([false, 1]);
    store.isFull = false;
    one.write("c3", "2");
    await pause();
    expect(codeOf(store)).toEqual(["1", "2"]);
  });
});

describe("two tabs that edit", () => {
  it("shows what the other saved where nothing was edited here", async () => {
    const [store, one, two] = open();
    one.write("c2", "1");
    await pause();
    expect([two.texts, two.isSaved]).toEqual([["# A", "1", "two"], true]);
    expect(store.document.revision).toBe(2);
  });

  it("keeps edits of different cells, whoever saves first", async () => {
    const [store, one, two] = open();
    one.write("c2", "1");
    await vi.advanceTimersByTimeAsync(100);
    two.write("c3", "2");
    await pause();
    await pause();
    expect(codeOf(store)).toEqual(["1", "2"]);
    expect([one.texts, two.texts]).toEqual([
      ["# A", "1", "2"],
      ["# A", "1", "2"],
    ]);
    expect([one.isSaved, two.isSaved]).toEqual([true, true]);
    expect([...one.conflicts, ...two.conflicts, ...store.versions]).toEqual([]);
  });

  it("keeps both where they save at the same moment", async () => {
    const [store, one, two] = open();
    one.write("c2", "1");
    two.write("c3", "2");
    await Promise.all([one.saving.flush(), two.saving.flush()]);
    await pause();
    expect(codeOf(store)).toEqual(["1", "2"]);
    expect(one.texts).toEqual(two.texts);
  });

  it("hands back the other's text of a cell that both edited, and keeps it as a version", async () => {
    const [store, one, two] = open();
    const three = new Tab(store);
    two.write("c2", "mine");
    one.write("c2", "theirs");
    await one.saving.flush();
    await pause();
    expect(two.texts).toEqual(["# A", "mine", "two"]);
    expect(two.conflicts).toMatchObject([{ cell: "c2", stays: "mine", other: { text: "theirs" } }]);
    /* Who wrote the text that was replaced hears of it; who only looked on does not. */
    expect(one.conflicts).toMatchObject([
      { cell: "c2", stays: "theirs", other: { text: "theirs" } },
    ]);
    expect(three.conflicts).toEqual([]);
    expect([one.texts, three.texts]).toEqual([two.texts, two.texts]);
    expect(codeOf(store)).toEqual(["mine", "two"]);
    expect(store.versions).toEqual([TEXT.replace("one", "theirs")]);
  });

  it.each(["removes", "edits"])(
    "tells whoever removed a cell that the other edited it, where the one that %s saves first",
    async (first) => {
      const [store, one, two] = open();
      one.remove("c2");
      two.write("c2", "edited");
      await (first === "removes" ? one : two).saving.flush();
      await (first === "removes" ? two : one).saving.flush();
      expect(codeOf(store)).toEqual(["edited", "two"]);
      expect(one.conflicts).toEqual([{ cell: "c2", stays: "theirs", other: null }]);
      expect(two.conflicts).toEqual(
        first === "removes" ? [{ cell: "c2", stays: "mine", other: null }] : [],
      );
    },
  );

  it("sees no conflict with its own edit, though the other's news comes before the answer", async () => {
    const [store, one] = open();
    let answer = (): void => undefined;
    const save = store.save.bind(store);
    const late = new Promise<void>((resolve) => {
      answer = resolve;
    });
    vi.spyOn(store, "save").mockImplementation(async (...given) => {
      const saved = await save(...given);
      if (given[0] === one) await late;
      return saved;
    });
    one.write("c2", "1");
    const flushed = one.saving.flush();
    await vi.advanceTimersByTimeAsync(1);
    const theirs = edited(parseNotebook("n", store.document.text), "c2", "12");
    await store.save(null, theirs, 2, { keep: false, overwrites: [] });
    answer();
    await flushed;
    expect([one.texts, one.conflicts]).toEqual([["# A", "12", "two"], []]);
  });

  it("stores what is not stored when the notebook is left, and tells nobody", async () => {
    const [store, one, two] = open();
    two.write("c3", "2");
    one.write("c2", "1");
    const [before] = [two.notebook];
    await one.saving.flush();
    two.notebook = before;
    await two.saving.leave();
    expect(codeOf(store)).toEqual(["1", "2"]);
    expect(two.notebook).toBe(before);
  });
});

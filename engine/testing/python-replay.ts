/**
 * `flow.run()` in Python cells under Node, where Python cannot wait: the cell stops there, and once
 * the run has ended it is evaluated again from its top with the answers it has had so far.
 */

import type { PyodideAPI } from "pyodide";
import type { PyCallable } from "pyodide/ffi";
import type { ExposedApi } from "../sandbox/protocol.ts";

/** What the cell prints before the run, it prints again each time; what it builds has the same names. */
const REPLAY = `
from flowbook.cells import Parked
from flowbook.runs import live_reply
from flowbook.wire import unpack
from prefect import _realm

class _Replay:
    def __init__(self, world):
        self._world, self._run_flow = world, world.run_flow
        self._answers, self._next, self._pending = [], 0, None
        world.run_flow = self._ask

    def begin(self, is_first):
        self._next, self._pending = 0, None
        if is_first:
            self._answers.clear()

    def pending(self):
        return self._pending

    def answer(self, text, block):
        self._answers.append(unpack(text, block.to_bytes()))

    def _ask(self, flow, parameters, options):
        world = self._world
        if world.is_calling() or world._cells.replay is not None:
            return self._run_flow(flow, parameters, options)
        if self._next < len(self._answers):
            self._next += 1
            return live_reply(flow, self._answers[self._next - 1])
        wait, world._wait = world._wait, self._park
        try:
            return self._run_flow(flow, parameters, options)
        finally:
            world._wait = wait

    def _park(self, awaitable):
        self._pending = awaitable
        raise Parked

_replay = _Replay(_realm.host())
(_replay.begin, _replay.pending, _replay.answer)
`;

type Packed = readonly [text: string, block: Uint8Array];

/** The worker's API with such an `evaluate`. @param api  of the world that was made last */
export function withReplay(api: ExposedApi, pyodide: PyodideAPI): ExposedApi {
  const [begin, pending, answer] = pyodide.runPython(REPLAY) as Iterable<PyCallable>;
  return {
    ...api,
    async evaluate(request) {
      for (let isFirst = true; ; isFirst = false) {
        begin?.(isFirst);
        const reply = await api.evaluate(request);
        const asked = pending?.() as Promise<Packed> | undefined;
        if (asked === undefined) return reply;
        const [text, block] = await asked;
        answer?.(text, block);
      }
    },
  };
}

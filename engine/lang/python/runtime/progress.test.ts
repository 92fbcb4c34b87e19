import { expect, it } from "vitest";
import { Progress, type RuntimeProgress } from "./progress.ts";

function setUp() {
  const told: RuntimeProgress[] = [];
  let now = 0;
  const progress = new Progress(
    (each) => told.push(each),
    () => now,
  );
  return {
    told,
    progress,
    steps: () => told.map(({ step }) => step),
    at: (time: number) => (now = time),
  };
}

it("tells of a download now and then, and of its end in any case", () => {
  const { told, progress, at } = setUp();
  progress.download(0, 10);
  at(50);
  progress.download(2, 10);
  at(120);
  progress.download(4, 10);
  at(130);
  progress.download(10, 10);
  expect(told.map(({ loaded }) => loaded)).toEqual([0, 4, 10]);
});

it("is ready once", () => {
  const { progress, steps } = setUp();
  progress.start();
  progress.ready();
  progress.ready();
  expect(steps()).toEqual(["start", "ready"]);
});

it("says why it failed, unless Python has already run", () => {
  const { told, progress, steps } = setUp();
  progress.failed("no room");
  expect(told).toEqual([{ step: "failed", loaded: 0, total: 0, message: "no room" }]);
  progress.ready();
  progress.failed("no room for a third");
  expect(steps()).toEqual(["failed", "ready"]);
});

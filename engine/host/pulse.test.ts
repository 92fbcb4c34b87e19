import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Pulse } from "./pulse.ts";

/** The other end of a port, played by hand. */
class Port extends EventTarget {
  isAlive = true;
  asked = 0;
  start(): void {}
  close(): void {}
  postMessage(): void {
    this.asked++;
    if (this.isAlive) this.dispatchEvent(new Event("message"));
  }
}

const port = { current: new Port() };
let died = 0;
let answers = Promise.resolve();

beforeEach(() => {
  vi.useFakeTimers();
  port.current = new Port();
  died = 0;
  answers = Promise.resolve();
});
afterEach(() => {
  vi.useRealTimers();
});

const pulse = (): Pulse =>
  new Pulse({ port: port.current, answers: () => answers, died: () => died++ });

const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);

describe("a worker", () => {
  it("may take as long as it likes, while the worker inside it answers", async () => {
    pulse();
    await pass(600);
    expect(died).toBe(0);
    expect(port.current.asked).toBeGreaterThan(100);
  });

  it("is dead once it has not answered for some seconds: said once", async () => {
    pulse();
    await pass(5);
    port.current.isAlive = false;
    await pass(30);
    expect(died).toBe(1);
  });

  it("is not dead while what it runs in does not answer either: the machine is busy", async () => {
    let answer = (): void => {};
    answers = new Promise((resolve) => (answer = resolve));
    pulse();
    port.current.isAlive = false;
    await pass(60);
    port.current.isAlive = true;
    await pass(2);
    answer();
    await pass(60);
    expect(died).toBe(0);
  });

  it("is left alone where it never answered: the browser has no workers inside workers", async () => {
    port.current.isAlive = false;
    pulse();
    await pass(600);
    expect(died).toBe(0);
  });
});

it("is asked no more once it has ended", async () => {
  const watched = pulse();
  await pass(10);
  watched.close();
  const { asked } = port.current;
  port.current.isAlive = false;
  await pass(60);
  expect(port.current.asked).toBe(asked);
  expect(died).toBe(0);
});

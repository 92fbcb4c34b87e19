/**
 * A sign of life of one worker. No browser tells when a worker has died by itself, and one that computes
 * answers nobody meanwhile. A worker inside the worker dies with it, and has nothing else to do than answer.
 */

const TEXT = "onmessage = ({ ports: [port] }) => { port.onmessage = () => port.postMessage(0); };";

/** Kept, so that it lives as long as this worker does. */
let inner: Worker | null = null;

/**
 * Starts the worker inside this one; before user code could have one of its own. Where a browser has no
 * workers inside workers, there is no sign of life, and nobody waits for one.
 * @returns hands it the port that it answers on
 */
export function startPulse(): (port: MessagePort) => void {
  if (!("Worker" in globalThis)) return () => {};
  const url = URL.createObjectURL(new Blob([TEXT], { type: "text/javascript" }));
  const worker = new Worker(url);
  inner = worker;
  worker.addEventListener("error", (event) => event.preventDefault());
  return (port) => inner?.postMessage(null, [port]);
}

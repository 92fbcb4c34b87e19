/** A turn of the event loop: lets messages that have arrived be heard before going on. */

/** Resolves in a later task. A timer would do too, but browsers make short ones wait 4 ms. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** What the bench of the run view asks the page: when the flow came, when it was drawn, how frames went. */

/**
 * Runs in the page before anything of the app. Listens in on what the engine tells the page, and keeps
 * the drawing's own marks. Stands alone: it is sent to the page as text.
 */
export function installProbe() {
  if (window !== window.top) return;
  const probe = { builtAt: null, tasks: 0, changes: [], endedAs: null, measures: {} };
  const hear = (event) => {
    if (event.type === "flowBuilt" && !event.draft) {
      probe.builtAt = performance.now();
      probe.tasks = event.description.graph.tasks.length;
    }
    if (event.type !== "runProgress") return;
    const count = event.events.filter(({ type }) => type === "TaskStateChanged").length;
    if (count > 0) probe.changes.push({ at: performance.now(), count });
    for (const each of event.events) {
      if (each.type !== "FlowStateChanged") continue;
      const { type, message } = each.state;
      if (type === "Success") probe.endedAs = type;
      if (type === "Failed" || type === "Cancelled") probe.endedAs = `${type}: ${message}`;
    }
  };
  /* Before the app's own listener, so that the app's work with a message counts as the app's. */
  MessagePort.prototype.addEventListener = function addEventListener(...given) {
    if (given[0] === "message") {
      EventTarget.prototype.addEventListener.call(this, "message", ({ data }) => {
        if (Array.isArray(data)) for (const event of data) hear(event);
      });
    }
    EventTarget.prototype.addEventListener.apply(this, given);
  };
  new PerformanceObserver((list) => {
    for (const { name, startTime, duration } of list.getEntries()) {
      if (name.startsWith("flowbook:dag-")) {
        probe.measures[name] ??= { endedAt: startTime + duration, duration };
      }
    }
  }).observe({ entryTypes: ["mark", "measure"] });

  /** A canvas says so itself; of SVG, each task has its box. */
  const isDrawn = () => {
    const told = document.querySelector(".dag [data-drawn]")?.getAttribute("data-drawn");
    if (told !== undefined) return told !== "0" && told !== "false";
    if (document.querySelector(".dag canvas")) return "flowbook:dag-first-paint" in probe.measures;
    return document.querySelectorAll(".dag svg g.box").length >= probe.tasks;
  };
  let frames = [];
  let handle = 0;
  window.flowbookProbe = {
    /** Costs next to nothing: asked for while frames are counted. */
    progress: () => ({ hasBegun: probe.changes.length > 0, endedAs: probe.endedAs }),
    facts: () => ({ ...probe, elements: document.querySelectorAll("*").length }),
    /** Milliseconds from the flow's coming to the end of the frame that shows it. */
    firstDrawing: () =>
      new Promise((resolve) => {
        const look = () => {
          if (probe.builtAt !== null && isDrawn()) {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve(performance.now() - probe.builtAt);
            port2.postMessage(null);
          } else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
    startFrames() {
      frames = [];
      const onFrame = (at) => {
        frames.push(at);
        handle = requestAnimationFrame(onFrame);
      };
      handle = requestAnimationFrame(onFrame);
    },
    stopFrames() {
      cancelAnimationFrame(handle);
      return frames;
    },
    /** A place of the graph that a mouse can drag: no button or other tool lies there. */
    openPlace() {
      const { left, top, width, height } = document.querySelector(".dag").getBoundingClientRect();
      for (let i = 0; i < 400; i += 1) {
        const x = left + width * (0.35 + 0.3 * ((i % 20) / 20));
        const y = top + height * (0.35 + 0.3 * (Math.floor(i / 20) / 20));
        const hit = document.elementFromPoint(x, y);
        const isOpen = hit?.matches(".dag canvas, .dag svg, .dag svg *") ?? false;
        if (isOpen && !hit.closest("button, [role=button]")) return { x, y };
      }
      return { x: left + width / 2, y: top + height / 2 };
    },
  };
}

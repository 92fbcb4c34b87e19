/** What a person does in the page: expressions to be evaluated there. Each answers whether it could be done. */

/** Presses a button by what it says. */
export const press = (text) => `(() => {
  const button = [...document.querySelectorAll("button")]
    .find((each) => each.textContent.trim() === ${JSON.stringify(text)} && !each.disabled);
  button?.click();
  return button !== undefined;
})()`;

/** Approves a task that is paused: it has to be chosen in the graph first, and then stands in the inspector. */
export const approve = `(() => {
  const shown = document.querySelector('[aria-label="Inspector"]');
  const button = [...(shown?.querySelectorAll("button") ?? [])]
    .find((each) => each.textContent.trim() === "Approve");
  if (button) {
    button.click();
    return true;
  }
  document.querySelector('.dag-boxes button[aria-label*=": Paused"]')?.click();
  return false;
})()`;

/** Runs the notebook again if the sandbox was found dead as its cell was to begin. */
export const againIfInterrupted = `(() => {
  const isCut = [...document.querySelectorAll(".outputs, .interrupted, [role=status]")]
    .some(({ textContent }) => /the browser ended the sandbox|it stopped without a word/.test(textContent));
  if (isCut) ${press("▶ Run all")};
  return isCut;
})()`;

/** Whether the notebook is there, and in which role: that of a tab that executes it, or of one that follows. */
export const isThere = `document.querySelector(".notebook") !== null`;
export const isFollowing = `[...document.querySelectorAll("[role=status], p, div")]
  .some((each) => each.textContent.startsWith("This notebook runs in another tab"))`;

/** What the page says of how it stands. */
export const said = `[...document.querySelectorAll("[role=status], [role=alert], .outputs, .interrupted")]
  .map((each) => each.innerText).join(" | ")`;

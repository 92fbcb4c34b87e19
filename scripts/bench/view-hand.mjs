/** What a hand does with the run view, with real mouse and keys: enlarge, pan, zoom, open, play again. */

/** Calls a function of the probe in the page. */
export const ask = (page, name, given) =>
  page.evaluate(([asked, argument]) => window.flowbookProbe[asked](argument), [name, given]);

/** The run view as large as its bars let it be: each is dragged in one go to its end. */
export async function enlarge(page) {
  for (const [label, toX, toY] of [
    ["Width of the notebook", -2_000, 0],
    ["Height of the graph", 0, 2_000],
  ]) {
    const box = await page.getByRole("separator", { name: label }).boundingBox();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + toX, y + toY);
    await page.mouse.up();
  }
}

/** The button of the graph that brings all of it into view. */
export const fit = (page) =>
  page
    .locator(".dag")
    .getByRole("button", { name: /\bfit\b/i })
    .first()
    .click();

/** Drags the graph round in circles, with a turn of the wheel now and then, as a hand would. */
export async function panAndZoom(page, time) {
  const { x, y } = await ask(page, "openPlace");
  const end = Date.now() + time;
  await page.mouse.move(x, y);
  for (let turn = 0; Date.now() < end; turn += 1) {
    await page.mouse.down();
    for (let step = 1; step <= 24 && Date.now() < end; step += 1) {
      const angle = (step / 24) * 2 * Math.PI;
      await page.mouse.move(x + 90 * Math.sin(angle), y + 60 * (1 - Math.cos(angle)));
      await page.waitForTimeout(12);
    }
    await page.mouse.move(x, y);
    await page.mouse.up();
    for (let notch = 0; notch < 8 && Date.now() < end; notch += 1) {
      await page.mouse.wheel(0, (turn % 2 === 0) === notch < 4 ? -60 : 60);
      await page.waitForTimeout(12);
    }
  }
}

/** From all in view to where names can be read: as near as it goes, and some way back. */
export async function goNear(page) {
  const { x, y } = await ask(page, "openPlace");
  await page.mouse.move(x, y);
  for (const turn of [-1_200, -1_200, -1_200, -1_200, 720]) await page.mouse.wheel(0, turn);
  await page.waitForTimeout(500);
}

/** Opens the boxes of mapped tasks, where the page offers it. @returns how many were opened */
export async function openBoxes(page) {
  const offers = page
    .locator(".dag")
    .getByRole("button", { name: /^Children of .* in the graph$/, expanded: false });
  let opened = 0;
  for (; opened < 20 && (await offers.count()) > 0; opened += 1) await offers.first().click();
  return opened;
}

/** As in the bar that looks back on a run. */
const SPEEDS = [0.01, 0.1, 1, 2, 5, 10, 20, 50, 100];
const speedText = (speed) => (speed < 1 ? `1/${Math.round(1 / speed)}×` : `${speed}×`);

/**
 * Readies a run for playing it again from its start, at the slowest speed that is about fast enough.
 * @param factor  how much faster than it was is wanted
 */
export async function readyToPlay(page, factor) {
  const bar = page.getByRole("group", { name: "Rewind" });
  const speed = SPEEDS.find((each) => each >= 0.9 * factor) ?? SPEEDS.at(-1);
  await bar.getByLabel("Speed").selectOption(speedText(speed));
  await bar.getByRole("button", { name: "To the start" }).click();
  await bar.getByText(/^You look at \d/).waitFor();
  await page.waitForTimeout(1_000);
}

/**
 * Plays until the end of the run, or for so many milliseconds.
 * @returns which share of the run's events was played, and in how many seconds
 */
export async function playAgain(page, longest) {
  const bar = page.getByRole("group", { name: "Rewind" });
  const slider = bar.getByRole("slider");
  const pause = bar.getByRole("button", { name: "Pause" });
  const last = Number(await slider.getAttribute("max"));
  const start = Date.now();
  await bar.getByRole("button", { name: "Play", exact: true }).click();
  do await page.waitForTimeout(100);
  while ((await pause.isVisible()) && Date.now() < start + longest);
  const share = Number(await slider.inputValue()) / last;
  const seconds = (Date.now() - start) / 1000;
  if (await pause.isVisible()) await pause.click();
  return { share, seconds };
}

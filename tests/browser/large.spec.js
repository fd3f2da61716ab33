// Texts that are too long for a text box: never in the page, always answered, the page never stuck.
import { rmSync, writeFileSync } from "node:fs";
import { expect, expectAccessible, fixture, input, open, test } from "./harness.js";
import { article, evidence, expectOutcome, longestStall, outcome, pasteLarge, viewer, workerMemory } from "./parts.js";

// How long the page does not react is noted with each test, and judged by nobody here: a busy machine would judge itself.
// `cargo xtask measure` has the figures.

const nodes = (page) => page.evaluate(() => document.body.textContent.length);

test("50 MB of one letter are answered, and are not in the page", async ({ page }) => {
  await open(page);
  await pasteLarge(page, "() => 'a'.repeat(50_000_000)");
  const stall = await longestStall(page, async () => {
    await expect(page.locator(".document-chip")).toContainText("50.0 MB");
    await expect(page.locator("[data-outcome]")).toHaveAttribute("data-outcome", "no-match", { timeout: 60_000 });
  });
  test.info().annotations.push({ type: "longest stall", description: `${Math.round(stall)} ms` });
  expect(await nodes(page)).toBeLessThan(100_000);
});

test("one line of 5 MB with the evidence in the middle shows the words around it, and nothing else", async ({ page }) => {
  await open(page);
  const event = JSON.stringify(fixture("kb3193683-joined.txt").replaceAll("\n", " "));
  await pasteLarge(page, `() => 'x '.repeat(1_250_000) + ${event} + ' y'.repeat(1_250_000)`);
  const stall = await longestStall(page, () => expectOutcome(page, "match"));
  test.info().annotations.push({ type: "longest stall", description: `${Math.round(stall)} ms` });
  await evidence(page).filter({ hasText: "AADSTS50076" }).first().click();
  await expect(viewer(page).locator("mark").filter({ hasText: "AADSTS50076" }).first()).toBeInViewport();
  expect((await viewer(page).textContent()).length).toBeLessThan(20_000);
});

test("a log of 20 MB gives numbered lines around its evidence, and F8 goes to them", async ({ page }) => {
  await open(page);
  const event = fixture("kb3193683-joined.txt");
  const filler = "2026-01-01 00:00:00 INFO  nothing of note happened here\n".repeat(180_000);
  const buffer = Buffer.from(`${filler}\n${event}\n${filler}`);
  await page.locator("input[type=file]").setInputFiles({ name: "app.log", mimeType: "text/plain", buffer });
  await expect(page.locator(".document-chip")).toContainText("app.log");
  await expectOutcome(page, "match");
  await expect(page.locator(".document-chip")).toContainText("360,0"); // lines, in thousands
  const item = evidence(page).filter({ hasText: "AADSTS50076" }).first();
  await expect(item).toContainText("line 180,009");
  await item.click();
  const line = viewer(page).locator(".viewer-line").filter({ hasText: "AADSTS50076" }).first();
  await expect(line.locator(".viewer-number")).toHaveText("180009");
  await expect(page.locator("mark.is-current").first()).toBeInViewport();
  await page.keyboard.press("F8");
  await expect(page.locator("mark.is-current").first()).toBeInViewport();
});

test("a paste onto a text that makes both too long moves both out of the box", async ({ page }) => {
  await open(page);
  await input(page).fill("b".repeat(200_000));
  await pasteLarge(page, "() => 'a'.repeat(100_000)");
  await expect(page.locator(".document-chip")).toContainText("300.0 KB");
  await expect(input(page)).toHaveCount(0);
});

test("a large document can be cleared, and another text pasted", async ({ page }) => {
  await open(page);
  await pasteLarge(page, "() => 'a b '.repeat(100_000)");
  await expectOutcome(page, "no-match");
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(input(page)).toBeFocused();
  await input(page).fill(fixture("kb3193683-joined.txt"));
  await expectOutcome(page, "match");
});

test.describe("a log of 60 MB", () => {
  const FILLER = "2026-01-01 00:00:00 INFO  nothing of note happened here\n";
  const LINES = 540_000;

  const progress = (page) => page.getByRole("progressbar", { name: "Reading long.log" });
  const cancel = (page) => page.getByRole("button", { name: "Cancel" });
  const note = (type, description) => test.info().annotations.push({ type, description });

  /** Writes the log, with an event in its middle, and hands it over. Gives its path. */
  async function chooseLog(page) {
    const path = test.info().outputPath("long.log");
    const filler = FILLER.repeat(LINES);
    writeFileSync(path, `${filler}\n${fixture("kb3193683-joined.txt")}\n${filler}`);
    await page.locator("input[type=file]").setInputFiles(path);
    return path;
  }

  test("is read in pieces while the page and its look-ups react, and gives numbered lines", async ({ page }) => {
    await open(page);
    const start = Date.now();
    let lookUp;
    const stall = await longestStall(page, async () => {
      await chooseLog(page);
      await expect(progress(page)).toBeVisible();
      await page.getByRole("link", { name: "Articles", exact: true }).click();
      const link = page.locator(".article-list a").last();
      const title = await link.textContent();
      const asked = Date.now();
      await link.click();
      await expect(article(page).getByRole("heading", { name: title.trim() }).first()).toBeVisible();
      lookUp = Date.now() - asked;
      await page.getByRole("link", { name: /Back to your text/ }).click();
      await expect(progress(page), "the log was still being read").toBeVisible();
      await expectAccessible(page);
      await expect(outcome(page)).toHaveAttribute("data-outcome", "match", { timeout: 80_000 });
    });
    note("time", `${Date.now() - start} ms`);
    note("longest stall", `${Math.round(stall)} ms`);
    note("look-up", `${lookUp} ms`);
    const memory = await workerMemory(page);
    note("worker memory", `${(memory / 1e6).toFixed(1)} MB`);
    // What one event may take, in each of its forms and in both engines: it does not grow with the log.
    expect(memory).toBeLessThan(160e6);
    const item = evidence(page).filter({ hasText: "AADSTS50076" }).first();
    await expect(item).toContainText(`line ${(LINES + 9).toLocaleString("en")}`);
    await item.click();
    const line = viewer(page).locator(".viewer-line").filter({ hasText: "AADSTS50076" }).first();
    await expect(line.locator(".viewer-number")).toHaveText(String(LINES + 9));
    await expect(page.locator("[data-announcer]")).toContainText("match");
  });

  test("can be stopped with the keyboard, and read after all", async ({ page }) => {
    await open(page);
    await chooseLog(page);
    await expect(page.locator("[data-announcer]")).toContainText("Reading long.log");
    await cancel(page).focus();
    await page.keyboard.press("Enter");
    await expectOutcome(page, "stopped");
    await expect(page.locator("[data-announcer]")).toHaveText("Stopped reading.");
    const again = page.getByRole("button", { name: "Read it from the start" });
    await expect(again).toBeFocused();
    const facts = await page.locator(".reading-facts").textContent();
    await page.waitForTimeout(1000);
    await expectOutcome(page, "stopped");
    await expect(page.locator(".reading-facts")).toHaveText(facts);
    await page.keyboard.press("Enter");
    await expect(progress(page)).toBeVisible();
    await expect(cancel(page)).toBeFocused();
  });

  test("makes way for a text that is pasted meanwhile", async ({ page }) => {
    await open(page);
    await chooseLog(page);
    await expect(progress(page)).toBeVisible();
    await page.getByRole("button", { name: "Clear" }).click();
    await input(page).fill(fixture("unknown-event.txt"));
    const asked = Date.now();
    await expectOutcome(page, "no-match");
    note("answer to the paste", `${Date.now() - asked} ms`);
    await expect(outcome(page)).toContainText("4711");
    await page.waitForTimeout(1000);
    await expectOutcome(page, "no-match");
    await expect(input(page)).toHaveValue(fixture("unknown-event.txt"));
  });

  test("that vanishes while it is read is said to be gone", async ({ page }) => {
    await open(page);
    const path = await chooseLog(page);
    await expect(progress(page)).toBeVisible();
    rmSync(path);
    await expectOutcome(page, "unreadable");
    await expect(outcome(page)).toContainText("Choose the file again");
  });
});

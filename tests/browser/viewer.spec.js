// A long document on the screen: its lines, what is found in it, and what it holds.
import { readFileSync } from "node:fs";
import { expect, expectAccessible, fixture, open, test } from "./harness.js";
import { chooseFiles, evidence, expectOutcome, outcome, viewer } from "./parts.js";

const LINES = 20_000;
const line = (n) => `2026-01-01 00:00:00 INFO  line ${n} of a log in which nothing happens\n`;
const lines = (from, to) => Array.from({ length: to - from }, (_, n) => line(from + n)).join("");

/** A log with the event in its middle. */
const log = () => lines(1, LINES) + "\n" + fixture("kb3193683-joined.txt") + "\n" + lines(LINES, 2 * LINES);

const row = (page, number) => viewer(page).locator(".viewer-line").filter({ has: page.getByText(String(number), { exact: true }) });
const find = (page) => page.getByRole("searchbox", { name: "Find in the document" });
const said = (page) => page.locator(".viewer-said");

test("lines come and go as the user scrolls, and few are ever in the page", async ({ page }) => {
  await open(page);
  await chooseFiles(page, { "a.log": log() });
  await expectOutcome(page, "match");
  await expect(row(page, 1)).toContainText("line 1 of a log");
  await viewer(page).evaluate((frame) => (frame.scrollTop = frame.scrollHeight / 4));
  await expect(row(page, 1)).toHaveCount(0);
  await expect(viewer(page).locator(".viewer-line code").first()).toContainText(/line \d+ of a log/);
  expect(await viewer(page).locator(".viewer-line").count()).toBeLessThan(200);
  await viewer(page).focus();
  await page.keyboard.press("Control+End");
  await viewer(page).evaluate((frame) => (frame.scrollTop = frame.scrollHeight));
  await expect(viewer(page)).toContainText(`line ${2 * LINES - 1} of a log`);
});

test("a search goes to the next occurrence, to the one before, and around; and says when there is none", async ({ page }) => {
  await open(page);
  await chooseFiles(page, { "a.log": log() });
  await expectOutcome(page, "match");
  await find(page).fill("LINE 15000 of");
  await page.keyboard.press("Enter");
  await expect(said(page)).toHaveText("line 15,000");
  await expect(row(page, 15000).locator("mark.is-found")).toHaveText("line 15000 of");
  await expect(row(page, 15000)).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(said(page)).toHaveText("line 15,000");
  await find(page).fill("AADSTS");
  await page.getByRole("button", { name: "Previous occurrence" }).click();
  await expect(viewer(page).locator("mark.is-found, mark").filter({ hasText: "AADSTS" }).first()).toBeInViewport();
  await find(page).fill("xylophone");
  await page.getByRole("button", { name: "Next occurrence" }).click();
  await expect(said(page)).toHaveText("not found");
  await expectAccessible(page);
});

test("a line can be gone to by its number, and the evidence by its item", async ({ page }) => {
  await open(page);
  await chooseFiles(page, { "a.log": log() });
  await expectOutcome(page, "match");
  await page.getByLabel("Line", { exact: true }).fill("30000");
  await page.keyboard.press("Enter");
  await expect(row(page, 30000)).toBeInViewport();
  await evidence(page).filter({ hasText: "AADSTS50076" }).first().click();
  await expect(viewer(page).locator("mark.is-current").first()).toContainText("AADSTS50076");
  await expect(viewer(page).locator("mark.is-current").first()).toBeInViewport();
});

test("text of any encoding is shown, and hostile text stays text", async ({ page }) => {
  await open(page);
  const hostile = "<img src=x onerror='globalThis.pwned=1'> \u202egnp.exe \0 \ufffd\n";
  await chooseFiles(page, { "wide.txt": Buffer.from(`\ufeff${hostile.repeat(6_000)}${fixture("kb3193683-joined.txt")}`, "utf16le") });
  await expectOutcome(page, "match");
  await expect(row(page, 1)).toContainText("<img src=x onerror=");
  await evidence(page).filter({ hasText: "AADSTS50076" }).first().click();
  await expect(viewer(page).locator("mark.is-current").first()).toContainText("AADSTS50076");
  expect(await page.evaluate(() => document.querySelectorAll("#app img").length + (globalThis.pwned ?? 0))).toBe(0);
});

/** An event log file of so many chunks, each with the one event of the fixture: 18 lines of XML. */
const eventLog = (chunks) => {
  const file = readFileSync(new URL("fixtures/service.evtx", import.meta.url));
  return Buffer.concat([file.subarray(0, 4096), ...Array(chunks).fill(file.subarray(4096))]);
};

test("an event log file is shown as the text that was made of it, with its evidence and what is looked for", async ({ page }) => {
  await open(page);
  await chooseFiles(page, { "System.evtx": eventLog(100) });
  await expectOutcome(page, "match");
  await expect(page.locator(".document-chip")).toContainText("1,800 lines");
  await expect(row(page, 1)).toContainText("<Event xmlns=");
  await evidence(page).filter({ hasText: "event ID is 7000" }).first().click();
  await expect(viewer(page).locator("mark.is-current")).toHaveText("7000");
  await find(page).fill("</event>");
  await page.getByRole("button", { name: "Previous occurrence" }).click();
  await expect(said(page)).toHaveText("line 1,800");
  await expect(row(page, 1800)).toBeInViewport();
  await expect(row(page, 1801)).toHaveCount(0);
  await expectAccessible(page);
});

test("another event log file takes the place of the first, also while that is read; of one that breaks off, what there is", async ({
  page,
}) => {
  await open(page);
  await chooseFiles(page, { "System.evtx": eventLog(300) });
  await chooseFiles(page, { "cut.evtx": eventLog(3).subarray(0, -20_000) });
  await expectOutcome(page, "match");
  await expect(page.locator(".document-chip")).toContainText("54 lines");
  await page.getByLabel("Line", { exact: true }).fill("54");
  await page.keyboard.press("Enter");
  await expect(row(page, 54)).toContainText("</Event>");
  await expect(row(page, 55)).toHaveCount(0);
  await expect(page.locator(".notes")).toContainText("this event log file is cut");
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(viewer(page)).toHaveCount(0);
});

test("each of several event log files keeps its text", async ({ page }) => {
  await open(page);
  await chooseFiles(page, { "a.evtx": eventLog(2), "b.evtx": eventLog(5) });
  const files = page.getByRole("navigation", { name: "Your files" }).getByRole("button");
  await expect(files).toHaveText([/a\.evtx.*Match/, /b\.evtx.*Match/]);
  for (const [name, lines] of [["b.evtx", 90], ["a.evtx", 36], ["b.evtx", 90]]) {
    await files.filter({ hasText: name }).click();
    await page.getByLabel("Line", { exact: true }).fill(String(lines));
    await page.keyboard.press("Enter");
    await expect(row(page, lines)).toContainText("</Event>");
    await expect(row(page, lines + 1)).toHaveCount(0);
  }
});

/** A log of so many events, a minute apart, some of which an article explains. */
const events = (count) =>
  Array.from({ length: count }, (_, n) => {
    const time = new Date(Date.UTC(2026, 2, 2) + n * 60_000).toISOString();
    const known = n % 10 === 0;
    return JSON.stringify({
      ProviderName: known ? "Service Control Manager" : "Contoso Agent",
      Id: known ? 7009 : 100,
      LevelDisplayName: known ? "Error" : "Information",
      TimeCreated: time,
      LogName: "System",
      Message: known ? "A timeout was reached (30000 milliseconds) while waiting for the Contoso service to connect." : "Heartbeat",
    });
  }).join("\n");

test("an overview counts a log's events by time, level and source, and says how many are explained", async ({ page }) => {
  await open(page);
  await chooseFiles(page, { "events.json": events(3_000) });
  await expect(outcome(page)).toHaveAttribute("data-outcome", "match");
  const overview = page.getByRole("region", { name: "What this text holds" });
  await expect(overview).toContainText("3,000 events: 300 explained, 2,700 not.");
  await overview.getByRole("heading", { name: "What this text holds" }).click();
  await expect(overview.getByRole("img").first()).toHaveAccessibleName(/from 2026-03-0\d .* to 2026-03-04/);
  await expect(overview.getByRole("row", { name: "Contoso Agent 2,700 0 0 0" })).toBeVisible();
  await expect(overview.getByRole("row", { name: "Service Control Manager 300 300 0 300" })).toBeVisible();
  await overview.getByText("As a table").click();
  expect(await overview.getByRole("row").count()).toBeGreaterThan(20);
  const seen = page.getByRole("region", { name: "Events that show it" });
  await expect(seen).toContainText("300 events of your text show it.");
  await expect(seen).toContainText("First 2026-03-02 00:00:00 UTC, last 2026-03-04 01:50:00 UTC");
  await expectAccessible(page);
});

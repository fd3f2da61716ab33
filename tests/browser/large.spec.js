// Texts that are too long for a text box: never in the page, always answered, the page never stuck.
import { expect, fixture, input, open, test } from "./harness.js";
import { evidence, expectOutcome, longestStall, pasteLarge } from "./parts.js";

/** What a person notices as stuck; a shared machine with two cores needs some room. */
const NOTICEABLE_MS = 1000;

test.describe.configure({ timeout: 90_000 });

const nodes = (page) => page.evaluate(() => document.body.textContent.length);

test("50 MB of one letter are answered while the page keeps reacting", async ({ page }) => {
  await open(page);
  await pasteLarge(page, "() => 'a'.repeat(50_000_000)");
  const stall = await longestStall(page, async () => {
    await expect(page.locator(".document-chip")).toContainText("50.0 MB");
    await expect(page.locator("[data-outcome]")).toHaveAttribute("data-outcome", "no-match", { timeout: 60_000 });
  });
  test.info().annotations.push({ type: "longest stall", description: `${Math.round(stall)} ms` });
  expect(stall).toBeLessThan(NOTICEABLE_MS);
  expect(await nodes(page)).toBeLessThan(100_000);
});

test("one line of 5 MB with the evidence in the middle shows the words around it, and nothing else", async ({ page }) => {
  await open(page);
  const event = JSON.stringify(fixture("kb3193683-joined.txt").replaceAll("\n", " "));
  await pasteLarge(page, `() => 'x '.repeat(1_250_000) + ${event} + ' y'.repeat(1_250_000)`);
  const stall = await longestStall(page, () => expectOutcome(page, "match"));
  test.info().annotations.push({ type: "longest stall", description: `${Math.round(stall)} ms` });
  expect(stall).toBeLessThan(NOTICEABLE_MS);
  const excerpts = page.getByRole("region", { name: "Lines with evidence" });
  await expect(excerpts.locator("mark").filter({ hasText: "AADSTS50076" }).first()).toBeVisible();
  expect((await excerpts.textContent()).length).toBeLessThan(20_000);
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
  const excerpts = page.getByRole("region", { name: "Lines with evidence" });
  const line = excerpts.locator(".excerpt-line").filter({ hasText: "AADSTS50076" }).first();
  await expect(line.locator(".excerpt-number")).toHaveText("180009");
  await expect(evidence(page).filter({ hasText: "AADSTS50076" }).first()).toContainText("line 180009");
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

// A paste is answered: article, evidence, values; and the answer follows the text.
import { expect, fixture, input, open, openAll, paste, recordRequests, sample, test } from "./harness.js";
import { article, evidence, expectOutcome, marks, outcome, section } from "./parts.js";

const joined = fixture("kb3193683-joined.txt");

test("the run-together events of KB 3193683 give symptom, cause and resolution", async ({ page }) => {
  await open(page);
  await paste(page, joined);
  await expectOutcome(page, "match");
  await expect(article(page).getByRole("heading", { level: 2 })).toContainText("Enterprise State Roaming");
  await expect(article(page)).toContainText("Match");
  await expect(section(page, "Symptoms")).toContainText("desktop background");
  await expect(section(page, "Causes")).toContainText("Settings roam in the background");
  await expect(section(page, "Resolutions")).toContainText("Windows Hello for Business");
  await expect(page).toHaveTitle(/Enterprise State Roaming.* · kbmatch/);
});

test("the values of the paste stand in the article, set apart", async ({ page }) => {
  await open(page);
  await paste(page, joined);
  const fill = (name) => article(page).locator(`[data-fill="${name}"]`).first();
  await expect(fill("host")).toHaveText("LAPTOP-0417.fabrikam.com");
  await expect(fill("resource")).toHaveText(/^https:\/\/syncservice\.windows\.net/);
  await expect(fill("request")).toHaveText("5f1f4c1e-8e0b-4c5a-9a55-2c9d6b7e3d21");
});

test("the cause that fits comes first and says so, in causes and resolutions alike", async ({ page }) => {
  await open(page);
  await paste(page, joined);
  for (const heading of ["Causes", "Resolutions"]) {
    const first = section(page, heading).locator(".cause").first();
    await expect(first).toContainText("Per-user MFA");
    await expect(first).toContainText("fits your text");
  }
});

test("marks lie exactly over the words that are the evidence", async ({ page }) => {
  await open(page);
  await paste(page, joined);
  await expectOutcome(page, "match");
  const words = await marks(page).allTextContents();
  expect(words).toContain("1098");
  expect(words.some((word) => word.includes("0xCAA2000C"))).toBe(true);
  expect(words.some((word) => word.includes("AADSTS50076"))).toBe(true);
  expect(words.some((word) => word.startsWith("https://syncservice.windows.net"))).toBe(true);
  // The copy holds the same text as the box, laid out in the same place.
  const copy = await page.locator(".editor-copy").evaluate((element) => element.textContent);
  expect(copy.replace("\u200b", "")).toBe(await input(page).inputValue());
  const layout = (element) => {
    const style = getComputedStyle(element);
    const names = ["font", "letterSpacing", "tabSize", "padding", "whiteSpace", "overflowWrap", "wordBreak", "direction"];
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x, y, width, height, lines: element.scrollHeight, ...Object.fromEntries(names.map((name) => [name, style[name]])) };
  };
  expect(await page.locator(".editor-copy").evaluate(layout)).toEqual(await input(page).evaluate(layout));
});

test("an item of the evidence leads to its mark; F8 and Shift+F8 step", async ({ page }) => {
  await open(page);
  await paste(page, joined);
  await expectOutcome(page, "match");
  const item = evidence(page).filter({ hasText: "AADSTS50076" }).first();
  await item.click();
  await expect(item).toHaveAttribute("aria-current", "true");
  await expect(page.locator("mark.is-current").first()).toContainText("AADSTS50076");
  await expect(page.locator("mark.is-current").first()).toBeInViewport();
  await page.keyboard.press("F8");
  await expect(item).not.toHaveAttribute("aria-current", "true");
  await page.keyboard.press("Shift+F8");
  await expect(item).toHaveAttribute("aria-current", "true");
});

test("evidence names its line", async ({ page }) => {
  await open(page);
  await paste(page, joined);
  const item = evidence(page).filter({ hasText: /is 1098/ }).first();
  await expect(item).toContainText("line 3");
});

test("as the text changes, so does the answer", async ({ page }) => {
  await open(page);
  await paste(page, joined);
  await expectOutcome(page, "match");
  const other = joined.replaceAll("https://syncservice.windows.net/*", "https://graph.windows.net");
  await input(page).fill(other);
  await expect(article(page).getByRole("heading", { level: 2 })).not.toContainText("Enterprise State Roaming");
  await input(page).fill(joined);
  await expect(article(page).getByRole("heading", { level: 2 })).toContainText("Enterprise State Roaming");
});

test("typing keeps the marks under their words", async ({ page }) => {
  await open(page);
  await paste(page, joined);
  await expectOutcome(page, "match");
  const before = await marks(page).allTextContents();
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.type("ticket 17\n");
  await expect.poll(() => marks(page).allTextContents()).toEqual(before);
});

test("two fast edits give the answer to the last", async ({ page }) => {
  await open(page);
  await input(page).evaluate((box, [first, last]) => {
    for (const text of [first, last]) {
      box.value = text;
      box.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
    }
  }, [fixture("unknown-event.txt"), joined]);
  await expectOutcome(page, "match");
  await input(page).evaluate((box, [first, last]) => {
    for (const text of [first, last]) {
      box.value = text;
      box.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
    }
  }, [joined, fixture("unknown-event.txt")]);
  await expectOutcome(page, "no-match");
  await page.waitForTimeout(500);
  await expectOutcome(page, "no-match");
});

test("a text that was pasted before the engine was ready is answered", async ({ page }) => {
  let letGo;
  const held = new Promise((resolve) => (letGo = resolve));
  await page.route("**/worker-*.js", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("./");
  await paste(page, joined);
  await expect(outcome(page)).toHaveAttribute("data-outcome", "working");
  letGo();
  await expectOutcome(page, "match");
});

test("a paste that lacks the deciding line is possible, and says what is missing and how to get it", async ({ page }) => {
  await open(page);
  await paste(page, sample("entra/kb3193683/possible-cut-before-resource.txt"));
  await expectOutcome(page, "possible");
  await expect(article(page)).toContainText("What would make it certain");
  await expect(article(page).locator(".callout")).toContainText(/resource/i);
  await expect(article(page).locator(".callout")).toContainText("Copy details as text");
});

test("five samples are two clicks away, and each is answered", async ({ page }) => {
  await open(page);
  const button = page.getByRole("button", { name: "Try a sample" });
  const samples = page.getByRole("list", { name: "Samples" }).getByRole("button");
  const titles = new Set();
  for (const [at, verdict] of ["match", "match", "match", "match", "possible"].entries()) {
    await button.click();
    await expect(samples).toHaveCount(5);
    await samples.nth(at).click();
    await expect(samples).toHaveCount(0);
    await expectOutcome(page, verdict);
    titles.add(await article(page).getByRole("heading", { level: 2 }).textContent());
  }
  expect(titles.size).toBe(5);
});

test("the list of samples works by keyboard, and closes when it is left", async ({ page }) => {
  await open(page);
  const button = page.getByRole("button", { name: "Try a sample" });
  const samples = page.getByRole("list", { name: "Samples" });
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(button).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("Tab");
  await expect(samples.getByRole("button").first()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(samples).toHaveCount(0);
  await expect(button).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(samples).toBeVisible();
  await page.keyboard.press("Shift+Tab");
  await expect(samples).toHaveCount(0);
});

test("pasting, reading and going from article to article asks no server for anything", async ({ page }) => {
  await openAll(page);
  const requests = recordRequests(page);
  await paste(page, joined);
  await expectOutcome(page, "match");
  await page.getByRole("link", { name: "Articles", exact: true }).click();
  await page.locator(".article-list a").first().click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.waitForTimeout(500);
  expect(requests).toEqual([]);
});

test("cause and resolution are one step away", async ({ page }) => {
  await open(page);
  await paste(page, joined);
  await expectOutcome(page, "match");
  const parts = page.getByRole("navigation", { name: "Parts of this article" });
  await parts.getByRole("button", { name: "Resolutions" }).click();
  const heading = article(page).getByRole("heading", { name: "Resolutions", exact: true });
  await expect(heading).toBeFocused();
  await expect(heading).toBeInViewport();
});

test("a paste shows its first evidence, not its end", async ({ page }) => {
  await open(page);
  await paste(page, `${"before it\n".repeat(60)}\n${joined}\n${"after it\n".repeat(60)}`);
  await expectOutcome(page, "match");
  await expect(marks(page).first()).toBeInViewport();
  const above = await page.locator(".editor-scroll").evaluate((frame) => frame.scrollTop);
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("more");
  await expect.poll(() => page.locator(".editor-scroll").evaluate((frame) => frame.scrollTop)).toBeGreaterThan(above);
  await page.waitForTimeout(300);
  expect(await page.locator(".editor-scroll").evaluate((frame) => frame.scrollTop)).toBeGreaterThan(above);
});

test("code copies with the values of the paste in it", async ({ page }) => {
  await open(page);
  await paste(page, joined);
  const block = article(page).locator(".code-block").filter({ visible: true }).first();
  await block.getByRole("button", { name: "Copy" }).click();
  await expect(block.getByRole("button")).toHaveText("Copied");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.trim()).toBe((await block.locator("pre").textContent()).trim());
});

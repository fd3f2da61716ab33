// The page for everybody: by keyboard, by ear, in the dark, on a narrow screen.
import { expect, expectAccessible, fixture, input, open, paste, test } from "./harness.js";
import { article, expectOutcome } from "./parts.js";
import { STATES } from "./states.js";

for (const colorScheme of ["light", "dark"]) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    for (const [name, enter] of Object.entries(STATES)) {
      test(`axe finds nothing: ${name}`, async ({ page }) => {
        test.slow(name === "list", "hundreds of articles take axe its time");
        await enter(page);
        await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
        await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
        await expectAccessible(page);
      });
    }
  });
}

test.describe("failed engine", () => {
  test.use({ expectedProblems: /./ });
  test("axe finds nothing: failed engine", async ({ page }) => {
    await page.route("**/worker-*.js", (route) => route.abort());
    await page.goto("./");
    await expectOutcome(page, "failed");
    await expectAccessible(page);
  });
});

for (const [name, enter] of Object.entries(STATES)) {
  test(`320 px hold the page without scrolling sideways: ${name}`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await enter(page);
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    await expect.poll(wide).toBeLessThanOrEqual(0);
  });
}

for (const [name, enter] of Object.entries(STATES)) {
  test(`forced colours leave everything in its place: ${name}`, async ({ page }) => {
    test.slow(name === "list", "hundreds of articles take axe its time");
    await page.emulateMedia({ forcedColors: "active" });
    await enter(page);
    await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
    await expectAccessible(page);
    // What only colour would show has another sign: marks are drawn, not painted over.
    const marks = await page.locator(".editor-copy mark").evaluateAll((all) =>
      all.map((mark) => getComputedStyle(mark).backgroundColor),
    );
    expect(marks.every((colour) => colour !== "rgba(0, 0, 0, 0)")).toBe(true);
  });

  test(`text twice as large fits without scrolling sideways: ${name}`, async ({ page }) => {
    // What a zoom of 200 % makes of a window of 1280 by 800.
    await page.setViewportSize({ width: 640, height: 400 });
    await enter(page);
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    await expect.poll(wide).toBeLessThanOrEqual(0);
  });
}

test("who wants no motion gets none", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await STATES.match(page);
  const moving = await page.evaluate(() => document.getAnimations().filter((one) => one.effect.getTiming().duration > 1).length);
  expect(moving).toBe(0);
});

test("the whole way from paste to article and back works by keyboard", async ({ page }) => {
  await open(page);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Skip to the content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(input(page)).toBeFocused();
  await page.evaluate((text) => navigator.clipboard.writeText(text), fixture("kb3193683-joined.txt"));
  await page.keyboard.press("ControlOrMeta+V");
  await expectOutcome(page, "match");
  const card = page.locator("button.card").first();
  for (let i = 0; i < 10 && !(await card.evaluate((node) => node === document.activeElement)); i++) {
    await page.keyboard.press("Tab");
  }
  await expect(card).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(article(page).getByRole("heading", { level: 2 })).toBeFocused();
});

test("a screen reader hears the answer, once for each", async ({ page }) => {
  await open(page);
  const announcer = page.locator("[data-announcer]");
  await expect(announcer).toHaveAttribute("role", "status");
  await paste(page, fixture("kb3193683-joined.txt"));
  await expect(announcer).toHaveText(/^1 article matches: Enterprise State Roaming/);
  await paste(page, fixture("unknown-event.txt"));
  await expect(announcer).toHaveText(/^No article matches\./);
});

test("the theme can be chosen, and is remembered", async ({ page }) => {
  await open(page);
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.getByLabel("Colours").selectOption("Dark");
  await expect.poll(ground).not.toBe(light);
  await page.reload();
  await expect.poll(ground).not.toBe(light);
  await page.getByLabel("Colours").selectOption("Auto");
  await expect.poll(ground).toBe(light);
});

test("the page works where storage is forbidden", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, "localStorage", { get: () => { throw new DOMException("denied", "SecurityError"); } });
  });
  await open(page);
  await page.getByLabel("Colours").selectOption("Dark");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

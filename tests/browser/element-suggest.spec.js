// <kb-match for="…"> on the sample portal's form.
import { expect, expectAccessible, sample, test as base } from "./harness.js";
import { TRUSTED, serve } from "./element-server.js";

const EVENT = sample("entra/kb3193683/match-event-viewer.txt");

const test = base.extend({
  form: async ({ page }, use) => {
    const server = await serve({ policy: TRUSTED });
    await page.addInitScript(() => {
      globalThis.heard = [];
      for (const name of ["ready", "open-article", "solved", "unsolved", "error"]) {
        addEventListener(`kb-match-${name}`, ({ detail }) => heard.push({ name, ...detail }));
      }
    });
    await page.goto(`${server.url}/portal/`);
    await expect.poll(() => page.evaluate(() => heard.some(({ name }) => name === "ready"))).toBe(true);
    const heard = (name) => page.evaluate((name) => globalThis.heard.filter((event) => event.name === name), name);
    await use({ box: page.getByLabel("What happened?"), heard, suggestion: page.getByRole("button", { name: /Enterprise State Roaming/ }) });
    await server.stop();
  },
});

/** Pastes as a user does. */
const paste = async (page, box, text) => {
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await box.focus();
  await page.keyboard.press("ControlOrMeta+V");
};

test("a pasted event brings up its article below the box, and the box keeps the focus", async ({ page, form }) => {
  await expect(page.locator("kb-match .suggestions")).toHaveCount(0);
  await paste(page, form.box, EVENT);
  await expect(form.suggestion).toBeVisible();
  await expect(form.suggestion).toHaveAttribute("aria-expanded", "false");
  await expect(form.box).toBeFocused();
  await expect(page.locator("kb-match [role=status]")).toHaveText(/^1 article may answer this/);
  await expect(page.getByRole("heading", { name: "Before you send it: is it one of these?" })).toBeVisible();
  await expectAccessible(page);
});

test("what is typed is looked at when the typing pauses", async ({ page, form }) => {
  await form.box.focus();
  await page.keyboard.insertText(EVENT.slice(0, -200));
  await page.keyboard.type(EVENT.slice(-200), { delay: 1 });
  await expect(form.suggestion).toBeVisible();
  await form.box.fill("The printer is on fire");
  await expect(page.locator("kb-match .suggestions")).toHaveCount(0);
});

test("opening is the portal's to prevent", async ({ page, form }) => {
  await paste(page, form.box, EVENT);
  await page.evaluate(() => addEventListener("kb-match-open-article", (event) => event.preventDefault(), { once: true }));
  await form.suggestion.click();
  expect(await form.heard("open-article")).toMatchObject([{ article: "kb3193683", verdict: "match" }]);
  await expect(form.suggestion).toHaveAttribute("aria-expanded", "false");
  await form.suggestion.click();
  await expect(form.suggestion).toHaveAttribute("aria-expanded", "true");
  await expect(page.locator("kb-match .suggestion-article")).toContainText("Conditional Access");
  await expectAccessible(page);
  await page.getByRole("link", { name: /az login fails/ }).click();
  await expect(page.getByRole("heading", { name: /az login fails/ })).toBeVisible();
  await page.getByRole("link", { name: /Back to your text/ }).click();
  await expect(form.suggestion).toBeVisible();
});

test("an article that helped is counted, by keyboard alone", async ({ page, form }) => {
  await paste(page, form.box, EVENT);
  await expect(form.suggestion).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(form.suggestion).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("kb-match .suggestion-article")).toBeVisible();
  await page.getByRole("button", { name: "This solved it" }).press("Enter");
  await expect(page.getByText("Glad that helped!")).toBeVisible();
  await expect(page.locator("#answered")).toHaveText("1");
  const suggested = [{ article: "kb3193683", verdict: "match", opened: true }];
  expect(await form.heard("solved")).toEqual([{ name: "solved", article: "kb3193683", suggested }]);
});

test("who still needs help is not asked again, and the portal knows what was offered", async ({ page, form }) => {
  await paste(page, form.box, EVENT);
  await page.getByRole("button", { name: /I still need help/ }).click();
  await expect(page.locator("kb-match .suggestions")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Send request" })).toBeFocused();
  const suggested = [{ article: "kb3193683", verdict: "match", opened: false }];
  expect(await form.heard("unsolved")).toEqual([{ name: "unsolved", suggested }]);
  await form.box.press("End");
  await page.keyboard.type(" again");
  await page.waitForTimeout(600); // longer than a pause in typing and a scan
  await expect(page.locator("kb-match .suggestions")).toHaveCount(0);
});

test("a form that comes later, or is drawn anew, is followed, too", async ({ page, form }) => {
  await form.box.evaluate((box) => {
    const other = box.cloneNode();
    other.value = "";
    box.replaceWith(other);
  });
  await paste(page, page.getByLabel("What happened?"), EVENT);
  await expect(form.suggestion).toBeVisible();
});

test.describe("without an engine", () => {
  test.use({ expectedProblems: /./ });

  test("a form whose engine cannot start is a form without suggestions", async ({ page }) => {
    const server = await serve({ policy: TRUSTED.replace("'wasm-unsafe-eval'", "") });
    await page.goto(`${server.url}/portal/`);
    await paste(page, page.getByLabel("What happened?"), EVENT);
    await expect(page.getByRole("button", { name: "Send request" })).toBeEnabled();
    await expect(page.locator("kb-match [role=alert]")).toHaveCount(0);
    await server.stop();
  });
});

// What every test of the page builds on: `import { test, expect, open, paste } from "./harness.js"`.
import { readFileSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import { test as base, expect } from "@playwright/test";

export { expect };

/**
 * Playwright's `test`, in which a page's console errors, uncaught exceptions and violations of its policy fail the
 * test. One that provokes some names them: `test.use({ expectedProblems: /WebAssembly|fetch/ })`.
 */
export const test = base.extend({
  expectedProblems: [undefined, { option: true }],

  problems: [
    async ({ page, expectedProblems }, use) => {
      const problems = [];
      page.on("console", (message) => {
        if (message.type() === "error") problems.push(message.text());
      });
      page.on("pageerror", (error) => problems.push(String(error)));
      await page.addInitScript(() => {
        addEventListener("securitypolicyviolation", (violation) => {
          console.error(`policy violated: ${violation.effectiveDirective} ${violation.blockedURI}`);
        });
      });
      await use(problems);
      const unexpected = problems.filter((problem) => !expectedProblems?.test(problem));
      expect(unexpected, "console errors, exceptions and policy violations").toEqual([]);
    },
    { auto: true },
  ],
});

/** Opens the page, or the route `#...` in it, and waits until its engine answers. */
export async function open(page, route = "") {
  await page.goto(`./${route}`);
  await expect(page.locator("html")).toHaveAttribute("data-engine", "ready");
}

/** The same, and waits until the page has all that it will ever ask for by itself: the table of error codes comes last. */
export async function openAll(page, route = "") {
  const last = page.waitForResponse(/\/codes-/);
  await open(page, route);
  await (await last).finished();
}

/** The box that takes the event's text. */
export function input(page) {
  return page.locator("#app textarea").first();
}

/** Puts `text` on the clipboard and pastes it into the box with the keyboard, in place of what is there. */
export async function paste(page, text) {
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await input(page).focus();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("ControlOrMeta+V");
}

/** The text of a file in `fixtures/`. */
export function fixture(name) {
  return readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8");
}

/** The text of an article's sample: `sample("entra/kb3193683/match-event-viewer.txt")`. */
export function sample(path) {
  return readFileSync(new URL(`../../kb/articles/${path}`, import.meta.url), "utf8");
}

/** Collects the addresses that the page and its workers ask for from now on. */
export function recordRequests(page) {
  const addresses = [];
  page.context().on("request", (request) => addresses.push(request.url()));
  return addresses;
}

/** Fails with a list of what axe-core finds wrong with the page as it is now, by WCAG 2.2 A and AA. */
export async function expectAccessible(page) {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  const summary = violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.target)})`);
  expect(summary).toEqual([]);
}

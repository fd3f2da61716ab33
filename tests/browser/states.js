// The page's states, and how to enter them: for what must hold in each.
import { expect, fixture, open, paste, sample } from "./harness.js";
import { article, chooseFiles, expectOutcome, outcome, pasteLarge } from "./parts.js";

/** Each enters a state of a page that is not open yet. */
export const STATES = {
  empty: (page) => open(page),
  match: async (page) => {
    await open(page);
    await paste(page, fixture("kb3193683-joined.txt"));
    await expectOutcome(page, "match");
    await expect(article(page).locator("section").first()).toBeVisible();
    await page.keyboard.press("F8");
  },
  "match, all of it open": async (page) => {
    await STATES.match(page);
    await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
    await expect(page.locator(".take-along pre").first()).toBeVisible();
  },
  samples: async (page) => {
    await open(page);
    await page.locator(".samples > button").click();
    await expect(page.locator(".samples-list")).toBeVisible();
  },
  possible: async (page) => {
    await open(page);
    await paste(page, sample("entra/kb3193683/possible-cut-before-resource.txt"));
    await expectOutcome(page, "possible");
  },
  "no match": async (page) => {
    await open(page);
    await paste(page, fixture("unknown-event.txt"));
    await expectOutcome(page, "no-match");
  },
  "large document": async (page) => {
    await open(page);
    const event = JSON.stringify(fixture("kb3193683-joined.txt"));
    await pasteLarge(page, `() => 'nothing here\\n'.repeat(30_000) + '\\n' + ${event}`);
    await expectOutcome(page, "match");
  },
  "near miss": async (page) => {
    await open(page);
    await paste(page, sample("entra/kb3193683/miss-must-enrol.txt"));
    await expect(page.locator("[data-outcome]")).not.toHaveAttribute("data-outcome", /working|empty/);
    const others = page.locator(".near-misses summary");
    if (await others.isVisible()) await others.click();
    await page.getByRole("button", { name: /Enterprise State Roaming/ }).first().click();
    await expectOutcome(page, "near_miss");
  },
  "several files": async (page) => {
    await open(page);
    await chooseFiles(page, { "a.log": fixture("unknown-event.txt"), "aad.txt": fixture("kb3193683-joined.txt") });
    await expectOutcome(page, "match");
  },
  unreadable: async (page) => {
    await open(page);
    const buffer = Buffer.from("PK\x03\x04\0\0\0\0");
    await page.locator("input[type=file]").setInputFiles({ name: "a.zip", mimeType: "", buffer });
    await expectOutcome(page, "unreadable");
  },
  "event log": async (page) => {
    await open(page);
    await page.locator("input[type=file]").setInputFiles(new URL("fixtures/service.evtx", import.meta.url).pathname);
    await expectOutcome(page, "match");
  },
  draft: async (page) => {
    await STATES["no match"](page);
    await page.locator(".start-article button").click();
    await expect(outcome(page).locator("pre").first()).toBeVisible();
  },
  history: async (page) => {
    await open(page);
    await page.locator(".history-choice input").check();
    await paste(page, fixture("kb3193683-joined.txt"));
    await expectOutcome(page, "match");
    await page.locator(".input-actions .is-quiet").click();
    await expect(page.locator(".history .link-button").first()).toBeVisible();
  },
  search: async (page) => {
    await open(page, "#/articles");
    await page.getByRole("searchbox").fill("netlogon");
    await expect(page.locator("#found-title")).toBeVisible();
  },
  "search without a hit": async (page) => {
    await open(page, "#/articles");
    await page.getByRole("searchbox").fill("xylophone");
    await expect(page.locator("#found-title")).toBeVisible();
  },
  area: (page) => open(page, "#/articles/entra"),
  article: (page) => open(page, "#/kb3193683"),
  list: (page) => open(page, "#/articles"),
  "unknown address": (page) => open(page, "#/kb0000000"),
};

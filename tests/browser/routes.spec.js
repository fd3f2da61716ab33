// Addresses behind the `#`: articles without a paste, the list, the way back.
import { expect, fixture, input, open, paste, test } from "./harness.js";
import { article, expectOutcome } from "./parts.js";

const title = /Enterprise State Roaming/;

test("an article has an address of its own, and shows its symptoms in words", async ({ page }) => {
  await open(page, "#/kb3193683");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  await expect(page).toHaveTitle(title);
  await expect(article(page)).toContainText("On the device the log"); // the words that stand in for a value
  await expect(article(page).locator("[data-fill]")).toHaveCount(0);
  const looksFor = page.locator("section.symptoms");
  await expect(looksFor).toContainText("matches when the text shows: token needs mfa");
  await expect(looksFor).toContainText("event ID is 1098");
});

test("the list of articles leads to each of them", async ({ page }) => {
  await open(page, "#/articles");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Articles");
  await expect(page.getByRole("heading", { level: 2 }).first()).toBeVisible();
  await page.getByRole("link", { name: title }).click();
  await expect(page).toHaveURL(/#\/kb3193683$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  await expect(page.getByRole("main")).toBeFocused();
});

test("going back and forth keeps the paste and its answer", async ({ page }) => {
  await open(page);
  await paste(page, fixture("kb3193683-joined.txt"));
  await expectOutcome(page, "match");
  await page.getByRole("link", { name: "Articles", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Articles");
  await page.goBack();
  await expect(input(page)).toHaveValue(fixture("kb3193683-joined.txt"));
  await expectOutcome(page, "match");
  await page.goto("./#/kb3193683");
  await expect(page.getByRole("link", { name: /Back to your text/ })).toBeVisible();
});

test("an address that leads nowhere says so and offers what there is", async ({ page }) => {
  for (const route of ["#/kb0000000", "#/a/b"]) {
    await open(page, route);
    await page.reload();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no such article");
    await expect(page.locator(".areas a")).not.toHaveCount(0);
    await page.getByRole("searchbox").fill("kb3193683");
    await expect(page.locator(".article-list a").first()).toContainText("Enterprise State Roaming");
  }
});

test("links in an article lead to other articles or say that they leave the page", async ({ page }) => {
  await open(page, "#/kb3193683");
  const external = article(page).locator('a[href^="http"]');
  await expect(external).not.toHaveCount(0);
  for (const link of await external.all()) {
    await expect(link).toHaveAttribute("rel", "noreferrer");
    await expect(link).toHaveAttribute("target", "_blank");
    await expect(link).toContainText("opens another site");
  }
  await article(page).locator('a[href="#/aad-1098-aadsts50076"]').first().click();
  await expect(page).toHaveURL(/#\/aad-1098-aadsts50076$/);
});

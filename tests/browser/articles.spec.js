// Finding articles, and asking why one is not the answer.
import { expect, expectAccessible, fixture, open, paste, test } from "./harness.js";
import { article, expectOutcome } from "./parts.js";

const search = (page) => page.getByRole("searchbox");
const found = (page) => page.locator(".article-list a");

test("a search finds an article by its code, its id, its words, and words with a slip", async ({ page }) => {
  await open(page, "#/articles");
  for (const query of ["0xCAA2000C", "kb3193683", "enterprise roaming", "Enterprize roaming"]) {
    await search(page).fill(query);
    await expect(found(page).filter({ hasText: "Enterprise State Roaming" }).first(), query).toBeVisible();
    expect(await found(page).count(), query).toBeLessThan(20);
  }
  await expect(page.getByRole("status").filter({ hasText: "found" })).toBeVisible();
  await expectAccessible(page);
});

test("a search that finds nothing says so, and an emptied one shows all", async ({ page }) => {
  await open(page, "#/articles");
  const all = await found(page).count();
  await search(page).fill("xylophone");
  await expect(page.getByText("0 articles found")).toBeVisible();
  await expect(page.getByRole("link", { name: "paste the event" })).toHaveAttribute("href", "#/");
  await search(page).fill("");
  await expect(found(page)).toHaveCount(all);
});

test("an article that is not the answer says why not", async ({ page }) => {
  await open(page);
  await paste(page, fixture("unknown-event.txt"));
  await expectOutcome(page, "no-match");
  await page.goto("./#/kb3193683");
  const why = page.getByRole("region", { name: "Why it is not the answer to your text" });
  await expect(why).toBeVisible();
  await expect(why.locator("li").first()).toContainText("Needed:");
  await expectAccessible(page);
});

test("an article that is the answer does not say why not", async ({ page }) => {
  await open(page);
  await paste(page, fixture("kb3193683-joined.txt"));
  await expectOutcome(page, "match");
  await page.goto("./#/kb3193683");
  await expect(article(page).getByRole("heading", { level: 1 })).toBeVisible();
  await page.waitForTimeout(500);
  await expect(page.getByText("Why it is not the answer")).toHaveCount(0);
});

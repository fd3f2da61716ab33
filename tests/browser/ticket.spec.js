// Taking the answer along.
import { expect, expectAccessible, fixture, open, paste, test } from "./harness.js";
import { expectOutcome } from "./parts.js";

const copied = (page) => page.evaluate(() => navigator.clipboard.readText());
const preview = (page) => page.locator(".take-along:not(.share-link) pre");

async function openTicket(page) {
  await open(page);
  await paste(page, fixture("kb3193683-joined.txt"));
  await expectOutcome(page, "match");
  await page.getByText("Copy for a ticket").click();
  await expect(preview(page)).toContainText("Enterprise State Roaming");
}

test("the ticket shows what is copied, without the machine's name", async ({ page }) => {
  await openTicket(page);
  await expect(preview(page)).toContainText("HOST-1");
  await expect(preview(page)).not.toContainText("fabrikam");
  await page.locator(".take-along").first().getByRole("button", { name: "Copy" }).click();
  await expect.poll(() => copied(page)).toBe(await preview(page).textContent());
  await page.getByText(/values? replaced/).click();
  await expect(page.locator(".stand-ins")).toContainText("LAPTOP-0417");
  await expectAccessible(page);
});

test("names stay when the user wants them, and JSON is the report", async ({ page }) => {
  await openTicket(page);
  await page.getByLabel("Without names, addresses and ids", { exact: true }).uncheck();
  await expect(preview(page)).toContainText("LAPTOP-0417.fabrikam.com");
  await page.locator(".take-along:not(.share-link) select").selectOption("JSON");
  await expect.poll(async () => JSON.parse(await preview(page).textContent()).results?.[0]?.article).toBe("kb3193683");
});

test("another text closes the ticket of the first", async ({ page }) => {
  await openTicket(page);
  await paste(page, fixture("unknown-event.txt"));
  await expectOutcome(page, "no-match");
  await expect(preview(page)).toHaveCount(0);
});

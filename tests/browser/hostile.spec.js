// What is pasted is text: whatever it looks like, nothing of it comes alive.
import { expect, fixture, input, open, paste, test } from "./harness.js";
import { article, expectOutcome, outcome } from "./parts.js";

const PAYLOADS = [
  "<script>globalThis.pwned = 1</script>",
  "<img src=x onerror='globalThis.pwned = 1'>",
  "<svg/onload=globalThis.pwned=1>",
  "[click](javascript:globalThis.pwned=1) **bold** `code`",
  "{{host}} {{host|x}} ${7*7}",
  "\u202egnp.exe \u0000 \ufeff \ud800",
];

/** Elements that only markup from the paste could have made. */
const alive = (page) =>
  page.evaluate(() => {
    const made = document.querySelectorAll("#app script, #app img, #app iframe, #app [onerror], #app [onload], #app strong strong");
    const links = [...document.querySelectorAll("#app a")].filter((a) => /^\s*javascript:/i.test(a.getAttribute("href")));
    return made.length + links.length + (globalThis.pwned ?? 0);
  });

for (const payload of PAYLOADS) {
  test(`${JSON.stringify(payload)} in every field stays text`, async ({ page }) => {
    await open(page);
    const hostile = fixture("kb3193683-joined.txt")
      .replaceAll("LAPTOP-0417.fabrikam.com", payload)
      .replaceAll("5f1f4c1e-8e0b-4c5a-9a55-2c9d6b7e3d21", payload)
      .replaceAll("AadTokenBrokerPlugin Operation", payload)
      .replaceAll("https://syncservice.windows.net/*", `https://syncservice.windows.net/${payload}`);
    await input(page).fill(hostile);
    await expect(outcome(page)).toHaveAttribute("data-outcome", /match|possible|near_miss|no-match/);
    expect(await alive(page)).toBe(0);
    await page.getByText(/How your text was read/).click({ timeout: 1000 }).catch(() => {});
    expect(await alive(page)).toBe(0);
  });
}

test("a hostile value that an article quotes is quoted letter by letter", async ({ page }) => {
  await open(page);
  const value = "<img/src=x/onerror=globalThis.pwned=1>{{request}}**b**_c";
  await paste(page, fixture("kb3193683-joined.txt").replaceAll("LAPTOP-0417.fabrikam.com", value));
  await expectOutcome(page, "match");
  await expect(article(page).locator('[data-fill="host"]').first()).toHaveText(value);
  expect(await alive(page)).toBe(0);
});

test("a hostile address is shown as text", async ({ page }) => {
  await page.goto(`./#/${encodeURIComponent(PAYLOADS[1])}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no such article");
  expect(await alive(page)).toBe(0);
});

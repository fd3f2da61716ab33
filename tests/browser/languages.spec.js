// The page's words: in the user's language, all from one table, from left to right or from right to left.
import { expect, expectAccessible, fixture, input, openAll, paste, recordRequests, test } from "./harness.js";
import { article, outcome } from "./parts.js";
import { STATES } from "./states.js";

/** Lets the page believe that the user prefers this language. */
const prefer = (page, tag) =>
  page.addInitScript((tag) => Object.defineProperty(Navigator.prototype, "languages", { get: () => [tag] }), tag);

/**
 * What the page says in plain letters, where its language is one of the pseudo-locales, whose letters all carry accents. What is
 * the user's or the article's says so.
 */
const untranslated = (page) =>
  page.evaluate(() => {
    const apart = '[translate="no"], [lang="en"], script, style, noscript, #engine-failed, [data-announcer], textarea';
    const found = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      if (/[A-Za-z]/.test(text.data) && !text.parentElement.closest(apart)) found.push(text.data);
    }
    for (const element of document.querySelectorAll("#app [aria-label], #app [title], #app [alt]")) {
      for (const name of ["aria-label", "title", "alt"]) {
        if (/[A-Za-z]/.test(element.getAttribute(name) ?? "")) found.push(`${name}: ${element.getAttribute(name)}`);
      }
    }
    return found;
  });

const unfold = (page) => page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));

for (const [name, enter] of Object.entries(STATES)) {
  test(`every word is in the table: ${name}`, async ({ page }) => {
    await prefer(page, "en-XA");
    await enter(page);
    await expect(page.locator("html")).toHaveAttribute("lang", "en-XA");
    await unfold(page);
    await page.waitForTimeout(200);
    expect(await untranslated(page)).toEqual([]);
  });

  test(`from right to left nothing leaves the screen: ${name}`, async ({ page }) => {
    await prefer(page, "ar-XB");
    await page.setViewportSize({ width: 360, height: 740 });
    await enter(page);
    await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    await expect.poll(wide).toBeLessThanOrEqual(0);
    // The brand begins the line.
    const brand = await page.locator("#app .brand").boundingBox();
    expect(brand.x + brand.width).toBeGreaterThan(300);
  });
}

test("from right to left the user's text stays as it is, marks under its words", async ({ page }) => {
  await prefer(page, "ar-XB");
  await STATES.match(page);
  // Both at one time: the page may still be scrolling.
  const [copy, box] = await page.evaluate(() => [".editor-copy", "#paste"].map((selector) => {
    const element = document.querySelector(selector);
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x, y, width, height, direction: getComputedStyle(element).direction };
  }));
  expect(copy).toEqual(box);
  expect(box.direction).toBe("ltr");
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
  await expectAccessible(page);
});

test.describe("in German", () => {
  test.use({ locale: "de-AT" });

  test("the page speaks German from its first words, and says that its articles are in English", async ({ page }) => {
    await STATES.match(page);
    await expect(page.locator("html")).toHaveAttribute("lang", "de");
    await expect(page.getByRole("region", { name: "Belege in Ihrem Text" })).toBeVisible();
    await expect(page.getByText("Ereignis-ID ist 1098").first()).toBeVisible();
    await expect(article(page).getByRole("heading", { level: 2 })).toHaveAttribute("lang", "en");
    await expect(article(page).getByRole("heading", { name: "Symptome" })).toBeVisible();
    await expect(page.locator("[data-announcer]")).toHaveText(/^1 Artikel trifft zu: /);
    await expectAccessible(page);
  });

  test("error codes are explained in German, from a table that is fetched before there is a text", async ({ page }) => {
    const fetched = page.waitForResponse(/\/words-de/);
    await openAll(page);
    await (await fetched).finished();
    const requests = recordRequests(page);
    await paste(page, "Error 0x80070005 and AADSTS50076");
    const codes = page.locator(".codes dd");
    await expect(codes.first()).toContainText("Dem Konto fehlt das Recht");
    await expect(codes.last()).toContainText("mehrstufige Authentifizierung");
    await expect(page.locator(".codes dd [lang]")).toHaveCount(0);
    expect(requests).toEqual([]);
    await page.getByLabel("Sprache").selectOption("English");
    await expect(codes.first()).toContainText("The account lacks the right");
    await expect(page.locator(".codes dd [lang=en]").first()).toBeAttached();
    await page.getByLabel("Language").selectOption("Deutsch");
    await expect(codes.first()).toContainText("Dem Konto fehlt das Recht");
  });

  test("what keeps the page from starting is said in German", async ({ page }) => {
    await page.addInitScript(() => {
      console.error = () => {};
      delete globalThis.WebAssembly;
    });
    await page.goto("./");
    await expect(page.getByRole("alert")).toContainText("dieser Browser hat WebAssembly abgeschaltet");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Das Abgleichprogramm konnte nicht starten");
    await expectAccessible(page);
  });
});

test("the language can be chosen, keeps the text and its answer, and is remembered", async ({ page }) => {
  await STATES.match(page);
  await page.getByLabel("Language").selectOption("Deutsch");
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await expect(input(page)).toHaveValue(fixture("kb3193683-joined.txt"));
  await expect(outcome(page)).toHaveAttribute("data-outcome", "match");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ereignis einfügen. Den Artikel finden, der es erklärt.");
  await page.getByLabel("Sprache").selectOption("English");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Paste an event. Get the article that explains it.");
});

// What is pasted is text: whatever it looks like, nothing of it comes alive.
import { expect, fixture, input, open, paste, test } from "./harness.js";
import { article, chooseFiles, expectOutcome, outcome } from "./parts.js";

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
    // The ticket, the link, the codes, how the text was read: all that shows the text in another way.
    await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
    await expect(page.locator(".take-along pre").first()).toContainText("kb3193683");
    expect(await alive(page)).toBe(0);
  });
}

test("what is typed before the program runs is text as well", async ({ page }) => {
  let letIn;
  const held = new Promise((go) => (letIn = go));
  await page.route("**/page-*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("./");
  const hostile = PAYLOADS.slice(0, 5).join("\n");
  await input(page).fill(hostile);
  letIn();
  await expectOutcome(page, "no-match");
  await expect(input(page)).toHaveValue(hostile);
  expect(await alive(page)).toBe(0);
});

test("an area's address that is markup is shown as text", async ({ page }) => {
  await page.goto(`./#/articles/${encodeURIComponent(PAYLOADS[1])}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/There is no such/);
  expect(await alive(page)).toBe(0);
});

test("what a hostile log holds is counted as text", async ({ page }) => {
  await open(page);
  const line = (at) => `2026-01-01 00:00:${String(at % 60).padStart(2, "0")} ERROR ${PAYLOADS[at % 5]} failed\n`;
  const log = Array.from({ length: 8_000 }, (_, at) => line(at)).join("");
  await chooseFiles(page, { "<img src=x onerror=globalThis.pwned=1>.log": log });
  await expect(outcome(page)).toHaveAttribute("data-outcome", /match|possible|near_miss|no-match/);
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
  await expect(page.locator(".overview tbody tr").first()).toBeVisible();
  expect(await alive(page)).toBe(0);
});

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

const CORPUS = {
  "bidi controls": "\u202e\u2066\u2067\u202d abc \u202a\u2069 ".repeat(500),
  "a huge line": "x".repeat(150_000),
  "a huge line without a place to break": "\u00a0W".repeat(60_000),
  NULs: "\0".repeat(200) + " text ".repeat(2_000),
  "lone surrogates": "\ud800 a \udfff b \ud83d".repeat(1_000),
  "marks that combine": "a" + "\u0301\u0489".repeat(5_000),
  "many lines": "\n".repeat(20_000),
};

for (const [name, text] of Object.entries(CORPUS)) {
  for (const size of ["in the box", "as a long document"]) {
    test(`${name} ${size}: answered, and nothing leaves its place`, async ({ page }) => {
      await page.setViewportSize({ width: 360, height: 740 });
      await open(page);
      const copies = size === "in the box" ? 1 : Math.ceil(400_000 / text.length);
      // Not over the clipboard, which would mend some of it.
      await input(page).evaluate((box, [text, copies]) => {
        box.value = text.repeat(copies);
        box.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
      }, [text, copies]);
      await expect(outcome(page)).toHaveAttribute("data-outcome", /match|possible|near_miss|no-match/);
      expect(await alive(page)).toBe(0);
      const wide = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      await expect.poll(wide).toBeLessThanOrEqual(0);
      await page.getByRole("button", { name: "Clear" }).click();
      await expectOutcome(page, "empty");
    });
  }
}

test("a file's name turns nothing around", async ({ page }) => {
  await open(page);
  const name = "\u202egnp.exe.log";
  await chooseFiles(page, { [name]: "nothing of note\n".repeat(30_000) });
  await expectOutcome(page, "no-match");
  await expect(page.locator(".document-name")).toHaveText(name);
  expect(await page.locator(".document-name").evaluate((element) => element.localName)).toBe("bdi");
});

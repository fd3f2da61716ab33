// How the page starts, what it may do, and what it says when it cannot start.
import { expect, expectAccessible, fixture, input, open, openAll, paste, recordRequests, test } from "./harness.js";
import { expectOutcome } from "./parts.js";

test("the page starts under its policy, without an error", async ({ page }) => {
  await open(page);
  await expect(page).toHaveTitle(/kbmatch/);
  await expect(input(page)).toBeVisible();
  await expect(page.locator("#engine-failed")).toBeHidden();
});

test("the first screen is accessible", async ({ page }) => {
  await open(page);
  await expectAccessible(page);
});

test("a paste arrives in the box, and nothing is asked of any server for it", async ({ page }) => {
  await openAll(page);
  const requests = recordRequests(page);
  const text = fixture("unknown-event.txt");
  await paste(page, text);
  await expect(input(page)).toHaveValue(text);
  await page.waitForTimeout(1000); // a request would follow the matching, which follows the paste
  expect(requests).toEqual([]);
});

test.describe("before the program runs", () => {
  /** Opens the page, and keeps its program away until it is let in. */
  const openHeld = async (page, route = "") => {
    let letIn;
    const held = new Promise((go) => (letIn = go));
    await page.route("**/page-*.wasm", async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(`./${route}`);
    return letIn;
  };
  const ready = (page) => expect(page.locator("html")).toHaveAttribute("data-engine", "ready");

  test("the box is there, and what is typed into it is answered", async ({ page }) => {
    const letIn = await openHeld(page);
    await input(page).fill(fixture("kb3193683-joined.txt"));
    await expect(page.getByText("kbmatch is loading")).toBeVisible();
    letIn();
    await expectOutcome(page, "match");
    await expect(input(page)).toHaveValue(fixture("kb3193683-joined.txt"));
    await expect(input(page)).toBeFocused();
  });

  for (const [width, height] of [[1280, 800], [360, 740]]) {
    for (const locale of ["en-GB", "de-DE"]) {
      test.describe(`${width} px, ${locale}`, () => {
        test.use({ locale, viewport: { width, height } });

        test("everything stands where it stands when it runs", async ({ page }) => {
          const letIn = await openHeld(page);
          const parts = [".brand", ".site-header nav a >> nth=1", "h1 >> nth=0", ".lead", "label[for=paste]", "#paste"];
          const places = () => Promise.all(parts.map((part) => page.locator(`#app ${part}`).first().boundingBox()));
          const [before, words] = [await places(), await page.locator("#app h1").first().innerText()];
          letIn();
          await ready(page);
          expect(await places()).toEqual(before);
          expect(await page.locator("#app h1").innerText()).toBe(words);
        });
      });
    }
  }

  test("the colours that were chosen are there from the first picture", async ({ page }) => {
    await open(page);
    await page.getByLabel("Colours").selectOption("Dark");
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await ground();
    await openHeld(page);
    expect(await ground()).toBe(dark);
  });

  test("another view does not begin as the first screen", async ({ page }) => {
    const letIn = await openHeld(page, "#/articles");
    await expect(input(page)).toBeHidden();
    await expect(page.locator("#app .brand")).toBeVisible();
    letIn();
    await ready(page);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Articles");
  });

  test("it is accessible", async ({ page }) => {
    await openHeld(page);
    await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
    await expectAccessible(page);
  });
});

test.describe("policy", () => {
  test.use({ expectedProblems: /policy violated: script-src-elem inline|inline script/ });

  const runsInlineScript = (page) =>
    page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "globalThis.ran = true";
      document.head.append(script);
      return globalThis.ran === true;
    });

  test("no script runs that is not one of the page's files", async ({ page }) => {
    await open(page);
    expect(await runsInlineScript(page)).toBe(false);
  });

  test("the policy holds on a host that sends no header", async ({ page }) => {
    await page.route("./", async (route) => {
      const response = await route.fetch();
      const { "content-security-policy": policy, ...headers } = response.headers();
      expect(policy).toContain("frame-ancestors 'none'");
      await route.fulfill({ response, headers });
    });
    await open(page);
    expect(await runsInlineScript(page)).toBe(false);
  });
});

test.describe("failure", () => {
  test.use({ expectedProblems: /WebAssembly|could not be loaded|Failed to fetch|ERR_FAILED/ });

  const expectNotice = async (page, reason) => {
    await page.goto("./");
    const notice = page.getByRole("alert");
    await expect(notice).toBeVisible();
    await expect(notice).toContainText(reason);
    await expect(page.locator("html")).toHaveAttribute("data-engine", "failed");
    await expectAccessible(page);
  };

  test("a browser without WebAssembly gets an explanation", async ({ page }) => {
    await page.addInitScript(() => delete globalThis.WebAssembly);
    await expectNotice(page, "WebAssembly switched off");
  });

  test("a module that cannot be loaded gets an explanation", async ({ page }) => {
    await page.route("**/*.wasm", (route) => route.abort());
    await expectNotice(page, "Failed to fetch");
  });

  test("a script that cannot be loaded gets an explanation", async ({ page }) => {
    await page.route("**/page-*.js", (route) => route.abort());
    await expectNotice(page, "could not be loaded");
  });
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the page says what it needs", async ({ page }) => {
    await page.goto("./");
    await expect(page.locator("noscript h1")).toBeInViewport();
    await expect(page.locator("#paste")).toBeHidden();
  });
});

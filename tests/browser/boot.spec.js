// How the page starts, what it may do, and what it says when it cannot start.
import { expect, expectAccessible, fixture, input, open, openAll, paste, recordRequests, test } from "./harness.js";

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
    await expect(page.locator("noscript h1")).toBeVisible();
  });
});

// The page's other states: nothing pasted, nothing found, nothing readable, no engine.
import { expect, expectAccessible, fixture, input, open, openAll, paste, recordRequests, sample, test } from "./harness.js";
import { article, expectOutcome, outcome } from "./parts.js";

test("the empty page offers a box, a file, a sample, the articles, and how to check that nothing leaves", async ({
  page,
}) => {
  await open(page);
  await expectOutcome(page, "empty");
  await expect(page.getByLabel("Paste event text, or drop a log")).toBeEditable();
  await expect(page.getByText("Choose a file")).toBeVisible();
  await expect(page.getByRole("button", { name: "Try a sample" })).toBeVisible();
  await expect(page.locator(".areas li")).not.toHaveCount(0);
  await expect(page.getByRole("link", { name: /Search and browse \d+ articles/ })).toBeVisible();
  await page.getByText("Nothing leaves this page: how to check").click();
  await expect(page.getByText("The list stays empty")).toBeVisible();
});

test("white space alone is no event, and no error", async ({ page }) => {
  await open(page);
  await paste(page, "  \n\t\n ");
  await expectOutcome(page, "no-match");
});

test("an emptied box is the first screen again", async ({ page }) => {
  await open(page);
  await paste(page, fixture("kb3193683-joined.txt"));
  await expectOutcome(page, "match");
  await page.getByRole("button", { name: "Clear" }).click();
  await expectOutcome(page, "empty");
  await expect(input(page)).toHaveValue("");
  await expect(input(page)).toBeFocused();
});

test("no match says what was read and where to look", async ({ page }) => {
  await open(page);
  await paste(page, fixture("unknown-event.txt"));
  await expectOutcome(page, "no-match");
  const answer = outcome(page);
  await expect(answer).toContainText("No article explains this text");
  for (const fact of ["Event Viewer text", "4711", "Example Backup Agent", "ws-017.example.com"]) {
    await expect(answer).toContainText(fact);
  }
  await answer.getByRole("link", { name: /Look through/ }).click();
  await expect(page).toHaveURL(/#\/articles$/);
});

test("a text that no article explains leads to those that speak of its code or its event", async ({ page }) => {
  await open(page);
  await paste(page, "It failed with 0xCAA2000C.");
  await expectOutcome(page, "no-match");
  const answer = outcome(page);
  await expect(answer.getByRole("heading", { name: "Articles that speak of it" })).toBeVisible();
  const spoken = answer.getByRole("listitem").filter({ hasText: "Enterprise State Roaming" });
  await expect(spoken.getByRole("link")).toHaveAttribute("href", "#/kb3193683");
  await expect(spoken).toContainText("0xcaa2000c");
  await expectAccessible(page);
  await paste(page, "kernel power 41 after the storm");
  await expect(answer.locator('a[href="#/kernel-power-41-no-code"]')).toBeVisible();
  await paste(page, fixture("unknown-event.txt"));
  await expect(answer).toContainText("4711");
  await expect(answer.getByRole("heading", { name: /Articles that speak/ })).toHaveCount(0);
});

test("a look-alike is a near miss: the condition that failed, with the words that decide", async ({ page }) => {
  await open(page);
  await paste(page, sample("entra/kb3193683/miss-must-enrol.txt"));
  await expect(outcome(page)).not.toHaveAttribute("data-outcome", "working");
  const summary = page.getByText(/Why not another article/);
  if (await summary.isVisible()) await summary.click();
  await page.getByRole("button", { name: /Enterprise State Roaming/ }).first().click();
  await expectOutcome(page, "near_miss");
  await expect(article(page)).toContainText("Why it is not this article");
  await expect(article(page).locator(".against li")).not.toHaveCount(0);
  await page.getByRole("button", { name: /Back to the answer/ }).click();
  await expect(outcome(page)).not.toHaveAttribute("data-outcome", "near_miss");
});

test("a binary file is not scanned; the page says what it is and what to do", async ({ page }) => {
  await open(page);
  const choose = (name, bytes) =>
    page.locator("input[type=file]").setInputFiles({ name, mimeType: "", buffer: Buffer.from(bytes) });
  await choose("SysEvent.evt", [0x30, 0, 0, 0, ...Buffer.from("LfLe"), ...new Uint8Array(4096)]);
  await expectOutcome(page, "unreadable");
  await expect(outcome(page)).toContainText("Could not read SysEvent.evt");
  await expect(outcome(page)).toContainText("Save all events as");
  await choose("noise.bin", Array.from({ length: 4096 }, (_, n) => (n * 7919) % 256));
  await expect(outcome(page)).toContainText("This file is not text");
});

test("a text file is read in whatever encoding Windows wrote it", async ({ page }) => {
  await open(page);
  const text = fixture("kb3193683-joined.txt").replaceAll("\n", "\r\n");
  const files = { "utf-8.txt": Buffer.from(text), "utf-16.txt": Buffer.from(`\ufeff${text}`, "utf16le") };
  for (const [name, buffer] of Object.entries(files)) {
    await page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/plain", buffer });
    await expectOutcome(page, "match");
    await expect(input(page)).toHaveValue(fixture("kb3193683-joined.txt"));
    expect(await page.locator(".editor-copy mark").allTextContents()).toContain("1098");
    await page.getByRole("button", { name: "Clear" }).click();
  }
});

test.describe("engine", () => {
  test.use({ expectedProblems: /./ });

  test("a worker that cannot be loaded is said, and can be started again with the text kept", async ({ page }) => {
    let refuse = true;
    await page.route("**/worker-*.js", (route) => (refuse ? route.abort() : route.continue()));
    await page.goto("./");
    await expectOutcome(page, "failed");
    await expect(page.getByRole("alert")).toContainText("The matching engine stopped");
    await paste(page, fixture("kb3193683-joined.txt"));
    await expectOutcome(page, "failed");
    refuse = false;
    await page.getByRole("button", { name: "Start it again" }).click();
    await expectOutcome(page, "match");
  });

  test("a worker that breaks down is said", async ({ page }) => {
    await page.addInitScript(() => {
      const Real = globalThis.Worker;
      globalThis.Worker = class extends Real {
        constructor(url) {
          super(url);
          globalThis.breakDown = () => this.dispatchEvent(new ErrorEvent("error", { message: "out of memory" }));
        }
      };
    });
    await open(page);
    await paste(page, fixture("kb3193683-joined.txt"));
    await expectOutcome(page, "match");
    await page.evaluate(() => globalThis.breakDown());
    await expectOutcome(page, "failed");
    await expect(page.getByRole("alert")).toContainText("out of memory");
    await expect(input(page)).toHaveValue(fixture("kb3193683-joined.txt"));
  });
});

test.describe("an event log file", () => {
  // `cargo run -p kbmatch-tests --bin event-log FILE` makes it.
  const log = () => new URL("fixtures/service.evtx", import.meta.url).pathname;

  test("is read by a program that is fetched for it, once", async ({ page }) => {
    await openAll(page);
    const requests = recordRequests(page);
    for (let time = 0; time < 2; time++) {
      await page.locator("input[type=file]").setInputFiles(log());
      await expectOutcome(page, "match");
      await expect(article(page).getByRole("heading", { level: 2 })).toContainText("service does not start");
      await expect(page.locator(".document-chip")).toContainText("service.evtx");
      await page.getByRole("button", { name: "Clear" }).click();
    }
    const names = requests.map((address) => address.replace(/.*\/([a-z]+)-[0-9a-f]+/, "$1"));
    // What it says is long: that has another program fetched.
    expect(names.filter((name) => !name.startsWith("fast")).sort()).toEqual(["evtx.js", "evtx.wasm"]);
  });

  test.describe("whose program cannot be fetched", () => {
    test.use({ expectedProblems: /ERR_FAILED|Failed to (load|execute|fetch)|NetworkError|importScripts/ });

    test("says so, and is read when it can", async ({ page }) => {
      await open(page);
      await page.route("**/evtx-*", (route) => route.abort());
      await page.locator("input[type=file]").setInputFiles(log());
      await expectOutcome(page, "unreadable");
      await expect(outcome(page)).toContainText("reads event log files could not be loaded");
      await expectAccessible(page);
      await page.unroute("**/evtx-*");
      await page.locator("input[type=file]").setInputFiles(log());
      await expectOutcome(page, "match");
    });
  });
});

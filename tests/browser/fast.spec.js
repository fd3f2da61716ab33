// The engine that is built for speed: it reads long documents, is fetched when the first one comes, and is not missed where it
// cannot be had.
import { expect, fixture, input, open, openAll, paste, recordRequests, test } from "./harness.js";
import { article, evidence, expectOutcome, outcome, pasteLarge } from "./parts.js";


const FAST = /\/fast-[0-9a-f]+\.(js|wasm)$/;

/** A log of about `mb` megabytes with an event in its middle, as the source of a function. */
const log = (mb) => {
  const filler = "2026-01-01 00:00:00 INFO  nothing of note happened here\\n";
  const half = `"${filler}".repeat(${mb * 9000})`;
  return `() => ${half} + ${JSON.stringify(`\n${fixture("kb3193683-joined.txt")}\n`)} + ${half}`;
};

/** Counts how often an engine takes over in the worker from now on. */
const watchEngines = (page) =>
  page.workers()[0].evaluate(() => {
    const say = postMessage.bind(globalThis);
    globalThis.taken = 0;
    globalThis.postMessage = (message, ...rest) => {
      if (String(message).startsWith('{"ready"')) globalThis.taken += 1;
      return say(message, ...rest);
    };
  });

const taken = (page) => page.workers()[0].evaluate(() => globalThis.taken);

/** What the page shows of a long document. */
const read = async (page, mb) => {
  await pasteLarge(page, log(mb));
  await expect(outcome(page)).toHaveAttribute("data-outcome", "match", { timeout: 50_000 });
  const places = await evidence(page).allTextContents();
  return { places, words: await outcome(page).innerText() };
};

const clear = async (page) => {
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(input(page)).toBeFocused();
};

test("a paste is answered without it, a long document by it, with the same words", async ({ page }) => {
  await openAll(page);
  const requests = recordRequests(page);
  await watchEngines(page);
  await paste(page, fixture("kb3193683-joined.txt"));
  await expectOutcome(page, "match");
  expect(requests).toEqual([]);
  await clear(page);
  const first = await read(page, 1);
  await expect.poll(() => requests.filter((address) => FAST.test(address)).length).toBeGreaterThan(1);
  await clear(page);
  // Surely read by it: once it is there it takes over when a document begins.
  await expect.poll(() => page.workers()[0].evaluate(() => typeof kbmatch_fast)).toBe("function");
  await page.workers()[0].evaluate(() => kbmatch_fast());
  const second = await read(page, 1);
  await expect.poll(() => taken(page)).toBe(1);
  expect(second).toEqual(first);
  await clear(page);
  await paste(page, fixture("unknown-event.txt"));
  await expectOutcome(page, "no-match");
  await expect(outcome(page)).toContainText("4711");
});

test("it takes over from the other engine within a document, and progress never goes back", async ({ page, context }) => {
  let arrive;
  const arrived = new Promise((resolve) => (arrive = resolve));
  await context.route(/\/fast-[0-9a-f]+\.wasm$/, async (route) => {
    await arrived;
    await route.continue();
  });
  await openAll(page);
  await watchEngines(page);
  await pasteLarge(page, log(30));
  const bar = page.getByRole("progressbar");
  await expect(bar).toBeVisible();
  await page.evaluate(() => {
    globalThis.steps = [];
    new MutationObserver(() => {
      const bar = document.querySelector("progress, [role=progressbar]");
      if (bar) globalThis.steps.push(Number(bar.getAttribute("value") ?? bar.getAttribute("aria-valuenow")));
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
  });
  arrive();
  await expect.poll(() => taken(page), { timeout: 30_000 }).toBe(1);
  await page.getByRole("link", { name: "Articles", exact: true }).click();
  await page.locator(".article-list a").last().click();
  await expect(article(page).getByRole("heading", { level: 1 })).toBeVisible();
  await page.getByRole("link", { name: /Back to your text/ }).click();
  await expect(outcome(page)).toHaveAttribute("data-outcome", "match", { timeout: 50_000 });
  await expect(evidence(page).filter({ hasText: "AADSTS50076" }).first()).toContainText("line 270,009");
  const steps = await page.evaluate(() => globalThis.steps);
  expect(steps.length).toBeGreaterThan(1);
  expect(steps).toEqual([...steps].sort((a, b) => a - b));
});

test.describe("where it cannot be had", () => {
  test.use({ expectedProblems: /Failed to load resource/ });

  test("a long document is read all the same, and nothing is said", async ({ page, context }) => {
    let asked = 0;
    await context.route(FAST, (route) => {
      asked += 1;
      return route.abort();
    });
    await openAll(page);
    await watchEngines(page);
    const { places } = await read(page, 3);
    expect(places.join(" ")).toContain("line 27,009");
    expect(asked).toBeGreaterThan(0);
    expect(await taken(page)).toBe(0);
    await expect(page.getByRole("alert").filter({ visible: true })).toHaveCount(0);
  });
});

test("in a browser without SIMD it is not asked for", async ({ page }) => {
  await openAll(page);
  await page.workers()[0].evaluate(() => (WebAssembly.validate = () => false));
  const requests = recordRequests(page);
  const { places } = await read(page, 3);
  expect(places.join(" ")).toContain("line 27,009");
  expect(requests).toEqual([]);
});

test("the page as one file does without it", async ({ page }) => {
  await page.goto(new URL("../../dist/kbmatch.html", import.meta.url).href);
  await expect(page.locator("html")).toHaveAttribute("data-engine", "ready");
  await watchEngines(page);
  const { places } = await read(page, 3);
  expect(places.join(" ")).toContain("line 27,009");
  expect(await taken(page)).toBe(0);
});

test.describe("without a network", () => {
  test.use({ serviceWorkers: "allow", expectedProblems: /Failed to load resource|Failed to fetch/ });

  const kept = (page) =>
    page.evaluate(async () => {
      const names = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
      return names.flat().map((request) => new URL(request.url).pathname.slice(1));
    });

  const visit = async (page) => {
    await open(page);
    await expect.poll(async () => (await kept(page)).some((name) => name.startsWith("codes-"))).toBe(true);
    await page.reload(); // from now on the service worker answers
    await expect(page.locator("html")).toHaveAttribute("data-engine", "ready");
  };

  test("a long document is read by the engine that there is", async ({ page, context }) => {
    await visit(page);
    await context.setOffline(true);
    await watchEngines(page);
    await read(page, 3);
    expect(await taken(page)).toBe(0);
    expect((await kept(page)).filter((name) => name.startsWith("fast-"))).toEqual([]);
    await context.setOffline(false);
  });

  test("one that was read before has it kept", async ({ page, context }) => {
    await visit(page);
    await read(page, 1);
    await expect.poll(async () => (await kept(page)).filter((name) => name.startsWith("fast-")).length).toBe(2);
    await context.setOffline(true);
    await page.reload();
    await expect(page.locator("html")).toHaveAttribute("data-engine", "ready");
    await watchEngines(page);
    await read(page, 8);
    expect(await taken(page)).toBe(1);
    await context.setOffline(false);
  });
});

// A large base, of which a text loads the parts that it asks for: a site of 5,000 made-up articles over a slow network.
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, expectAccessible, input, test } from "./harness.js";
import { article, expectOutcome, pasteLarge, section, TYPES } from "./parts.js";

/** What the tests' set-up makes, before them; or another site of made-up articles, and the folder of these. */
const built = fileURLToPath(new URL("../../target/browser/", import.meta.url));
const SITE = process.env.KBMATCH_LARGE_SITE ?? join(built, "large-site");
const ARTICLES = process.env.KBMATCH_LARGE_KB ?? join(built, "large-kb");

/** A visitor with a paste downloads no more of the base than this. */
const BUDGET = 250_000;

/** A slow mobile network. */
const LATENCY_MS = 150;
const BYTES_PER_SECOND = 200_000;

/** A file as it would be of a newer build, which has no part any more whose hash begins with this number. */
function newer(path, bytes, dropped) {
  if (path === "/sw.js") return String(bytes).replace('"kbmatch-', '"kbmatch-newer-');
  if (!/^\/named-[^/]*\.bin$/.test(path)) return bytes;
  const numbers = Array.from({ length: bytes.length / 4 }, (_, at) => bytes.subarray(4 * at, 4 * at + 4));
  return Buffer.concat(numbers.filter((number) => number.readUInt32BE() !== dropped));
}

/** Serves the site packed, as hosts do, each answer after a while; writes down what of the base was sent, and when. */
async function serve() {
  expect(existsSync(join(SITE, "index.html")), `${SITE}: cargo xtask test browser makes it`).toBe(true);
  const seen = { requests: [], refuses: () => false, isDown: false, dropped: undefined };
  const server = createServer((request, response) => {
    if (seen.isDown) return request.socket.destroy();
    const { pathname, search } = new URL(request.url, "http://localhost");
    const path = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
    const file = join(SITE, path);
    const isPart = /\.(shard|manifest)$/.test(path);
    const entry = { path, search, method: request.method, from: performance.now(), bytes: 0 };
    if (isPart) seen.requests.push(entry);
    setTimeout(() => {
      if ((isPart && seen.refuses(path)) || !existsSync(file) || !statSync(file).isFile()) response.writeHead(404).end();
      else {
        const packed = gzipSync(seen.dropped === undefined ? readFileSync(file) : newer(path, readFileSync(file), seen.dropped));
        entry.bytes = packed.length;
        const type = TYPES[path.split(".").pop()] ?? "application/octet-stream";
        response.writeHead(200, { "content-type": type, "content-encoding": "gzip", "cache-control": "no-cache" });
        response.end(packed);
      }
      entry.to = performance.now();
    }, LATENCY_MS);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return { server, seen, url: `http://127.0.0.1:${server.address().port}/` };
}

/** Writes down when the page and its workers ask for parts of the base, and when these are there: however few connections there are. */
function watch(page) {
  const asked = new Map();
  const isPart = (request) => request.url().endsWith(".shard");
  page.context().on("request", (request) => isPart(request) && asked.set(request, { from: performance.now(), to: Infinity }));
  page.context().on("requestfinished", (request) => isPart(request) && (asked.get(request).to = performance.now()));
  return () => [...asked.values()];
}

/** How many times requests waited for the answers to others: a round begins with a request that came after all of one before. */
function rounds(requests) {
  let [count, ended] = [0, -Infinity];
  for (const { from, to } of [...requests].sort((a, b) => a.from - b.from)) {
    if (from >= ended) {
      count += 1;
    }
    ended = Math.max(ended, to);
  }
  return count;
}

const bytes = (requests) => requests.reduce((sum, { bytes }) => sum + bytes, 0);

const routedTest = test.extend({
  large: async ({ page }, use) => {
    const { server, seen, url } = await serve();
    const session = await page.context().newCDPSession(page);
    await session.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: LATENCY_MS,
      downloadThroughput: BYTES_PER_SECOND,
      uploadThroughput: BYTES_PER_SECOND,
    });
    await page.goto(url);
    await expect(page.locator("html")).toHaveAttribute("data-engine", "ready", { timeout: 60_000 });
    await use({ seen, url });
    server.closeAllConnections();
    server.close();
  },
});

routedTest.describe.configure({ timeout: 120_000 });

/** A sample of one of the made-up articles. */
const sample = (number, name = "match-event-viewer.txt") => {
  const folder = `area${String(Math.floor(number / 1000)).padStart(3, "0")}`;
  return readFileSync(join(ARTICLES, folder, `made-up-${String(number).padStart(6, "0")}`, name), "utf8");
};

/** The events of some articles, and look-alikes of others, up to ten kilobytes. */
function tenKilobytes(known) {
  let text = known.map((number) => sample(number)).join("\n");
  for (let number = 1003; ; number += 7) {
    const more = `\n${sample(number, "miss-other.txt")}`;
    if (text.length + more.length > 10_240) return text;
    text += more;
  }
}

routedTest("a paste of 10 KB is answered in two rounds of requests, by at most 250 KB of the base", async ({ page, large }) => {
  const { seen } = large;
  expect(seen.requests.map(({ path }) => path.split(".").pop())).toContain("manifest");
  const loaded = bytes(seen.requests);
  const before = seen.requests.length;
  const text = tenKilobytes([2040, 2044, 2061]);
  const timed = watch(page);
  expect(text.length).toBeGreaterThan(9_500);
  await input(page).fill(text);
  await expectOutcome(page, "match");
  await expect(section(page, "Symptoms")).toContainText("wait, and then see that nothing was saved");
  const asked = seen.requests.slice(before);
  test.info().annotations.push({
    type: "figures",
    description: `root ${loaded}, then ${asked.length} parts ${bytes(asked)} bytes, ${rounds(timed())} rounds`,
  });
  expect(rounds(timed())).toBeLessThanOrEqual(2);
  expect(bytes(seen.requests)).toBeLessThanOrEqual(BUDGET);
  for (const request of asked) {
    expect(request).toMatchObject({ method: "GET", search: "" });
    expect(request.path).toMatch(/^\/([0-9a-f]{12}|[0-9a-f]{4}-[0-9a-f]{8})\.shard$/);
  }
  // The same once more needs nothing.
  const until = seen.requests.length;
  await input(page).fill(`${text}\n`);
  await expect(page.locator("[data-outcome]")).toHaveAttribute("data-outcome", "match");
  await page.waitForTimeout(1000);
  expect(seen.requests.length).toBe(until);
});

/** Pastes from the least to the most that one can be about, and what of the base each may load. */
const PASTES = {
  "one event": [() => sample(2040), BUDGET],
  "look-alikes of what the base knows": [() => tenKilobytes([]), BUDGET],
  "as many problems as there is room for": [() => tenKilobytes(Array.from({ length: 22 }, (_, at) => 2040 + 71 * at)), 1.2 * BUDGET],
};

for (const [what, [text, budget]] of Object.entries(PASTES)) {
  routedTest(`a paste that is ${what} is answered in two rounds of requests`, async ({ page, large }) => {
    const timed = watch(page);
    const loaded = bytes(large.seen.requests);
    const started = performance.now();
    await input(page).fill(text());
    await expect(page.locator("[data-outcome]")).not.toHaveAttribute("data-outcome", "empty");
    await expect(page.locator("[data-unloaded]")).toHaveCount(0);
    const took = Math.round(performance.now() - started);
    await page.waitForTimeout(1000);
    const asked = bytes(large.seen.requests) - loaded;
    test.info().annotations.push({
      type: "figures",
      description: `${text().length} characters: root ${loaded}, ${timed().length} parts ${asked} bytes, ${rounds(timed())} rounds, ${took} ms`,
    });
    expect(rounds(timed())).toBeLessThanOrEqual(2);
    expect(loaded + asked).toBeLessThanOrEqual(budget);
  });
}

routedTest("a text of which the base knows nothing is said to be unknown to all of its articles", async ({ page, large }) => {
  const timed = watch(page);
  await input(page).fill("Log Name: Application\nSource: Zzyzx Tools\nEvent ID: 65001\nLevel: Error\nDescription:\nNothing of it is known.\n");
  await expectOutcome(page, "no-match");
  await expect(page.locator("[data-outcome]")).toContainText(/None of the [\d,]{5,} articles/);
  expect(rounds(timed())).toBeLessThanOrEqual(1);
  expect(bytes(large.seen.requests)).toBeLessThanOrEqual(BUDGET);
});

routedTest.describe("when parts cannot be loaded", () => {
  routedTest.use({ expectedProblems: /404/ });

  routedTest("the answer says that it may be incomplete, and another try completes it", async ({ page, large }) => {
    large.seen.refuses = () => true;
    await input(page).fill(sample(2040));
    const notice = page.getByRole("alert").filter({ hasText: "could not be loaded" });
    await expect(notice).toBeVisible({ timeout: 20_000 });
    await expectAccessible(page);
    large.seen.refuses = () => false;
    await notice.getByRole("button", { name: "Try again" }).click();
    await expectOutcome(page, "match");
    await expect(notice).toHaveCount(0);
  });

  routedTest("a part that is not what its name says counts as one that did not come", async ({ page, large }) => {
    await page.route("**/*.shard", (route) => route.fulfill({ body: "something else" }));
    await input(page).fill(sample(2040));
    await expect(page.getByRole("alert").filter({ hasText: "could not be loaded" })).toBeVisible({ timeout: 20_000 });
    await page.unroute("**/*.shard");
    await page.getByRole("button", { name: "Try again" }).click();
    await expectOutcome(page, "match");
    expect(large.seen.requests.length).toBeGreaterThan(1);
  });
});

routedTest("an article is read by its address", async ({ page, large }) => {
  await page.goto(`${large.url}#/made-up-003001`);
  await expect(article(page).getByRole("heading", { level: 1 })).toContainText("The service");
});

routedTest("a search finds articles in three rounds of requests, and loads the parts that its words ask for", async ({ page, large }) => {
  const { seen } = large;
  await page.goto(`${large.url}#/articles`);
  await expect(page.getByText("A search loads the parts that its words ask for")).toBeVisible();
  await expect(page.getByRole("link", { name: /Lists of articles/ })).toHaveAttribute("href", "browse/index.html");
  const loaded = bytes(seen.requests);
  const timed = watch(page);
  await page.getByRole("searchbox").fill("made-up-000042");
  await expect(page.locator(".article-list a")).toHaveCount(1, { timeout: 30_000 });
  test.info().annotations.push({
    type: "figures",
    description: `a search: ${timed().length} parts ${bytes(seen.requests) - loaded} bytes, ${rounds(timed())} rounds`,
  });
  expect(rounds(timed())).toBeLessThanOrEqual(3);
  expect(bytes(seen.requests) - loaded).toBeLessThanOrEqual(BUDGET / 2);
  const title = await page.locator(".article-list a").innerText();
  await page.locator(".article-list a").click();
  await expect(article(page).getByRole("heading", { level: 1 })).toHaveText(title);
  // Words that one article has in its title, with one that nearly all have.
  await page.goto(`${large.url}#/articles`);
  await page.getByRole("searchbox").fill(title);
  await expect(page.locator(".article-list a").first()).toHaveText(title, { timeout: 30_000 });
  expect(bytes(seen.requests) - loaded).toBeLessThanOrEqual(3 * BUDGET);
  await page.getByRole("searchbox").fill("xylophone");
  await expect(page.locator("#found-title")).toContainText("0 articles found", { timeout: 30_000 });
});

routedTest.describe("without a network", () => {
  routedTest.use({ expectedProblems: /Failed to load resource|net::ERR/, serviceWorkers: "allow" });

  /** The parts of the base that the page keeps. */
  const kept = (page) =>
    page.evaluate(async () => {
      const names = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
      return names.flat().map((request) => new URL(request.url).pathname).filter((path) => path.endsWith(".shard"));
    });

  routedTest("the page answers with the parts that it has, and says when it lacks some, and what to do", async ({ page, large }) => {
    const { seen } = large;
    await expect.poll(() => page.evaluate(() => Boolean(navigator.serviceWorker.controller)), { timeout: 30_000 }).toBe(true);
    expect(await kept(page)).toEqual([]);
    await input(page).fill(sample(2040));
    await expectOutcome(page, "match");
    await expect(section(page, "Symptoms")).toContainText("wait, and then see that nothing was saved");
    const [, ...known] = seen.requests;
    await expect.poll(async () => (await kept(page)).length).toBeGreaterThan(1);
    expect((await kept(page)).length).toBeLessThanOrEqual(known.length);
    seen.isDown = true;
    await page.reload();
    await expect(page.locator("html")).toHaveAttribute("data-engine", "ready", { timeout: 60_000 });
    await input(page).fill(sample(2040));
    await expectOutcome(page, "match");
    await expect(page.locator("[data-unloaded]")).toHaveCount(0);
    await expect(section(page, "Symptoms")).toContainText("wait, and then see that nothing was saved");
    await input(page).fill(sample(1333));
    const notice = page.locator("[data-unloaded]");
    await expect(notice).toContainText("there may be more to say of this text");
    await expect(notice).toContainText("network");
    await expectAccessible(page);
    await page.goto(`${large.url}#/articles`);
    await page.getByRole("searchbox").fill("made-up-000042");
    await expect(page.getByRole("alert")).toContainText("could not be");
    await page.goBack();
    seen.isDown = false;
    await notice.getByRole("button", { name: "Try again" }).click();
    await expectOutcome(page, "match");
    await expect(notice).toHaveCount(0);
  });

  routedTest("a newer build keeps the parts that it still has, and lets go of the others", async ({ page, large }) => {
    const { seen } = large;
    await expect.poll(() => page.evaluate(() => Boolean(navigator.serviceWorker.controller)), { timeout: 30_000 }).toBe(true);
    await input(page).fill(sample(2040));
    await expectOutcome(page, "match");
    await expect(section(page, "Symptoms")).toContainText("wait, and then see that nothing was saved");
    await expect.poll(async () => (await kept(page)).length).toBeGreaterThan(1);
    const [gone, ...stay] = await kept(page);
    seen.dropped = parseInt(gone.match(/([0-9a-f]{8})[0-9a-f]*\.shard$/)[1], 16);
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
    const offer = page.getByRole("button", { name: "Use the new version" });
    await expect(offer).toBeVisible({ timeout: 30_000 });
    await Promise.all([page.waitForEvent("load"), offer.click()]);
    await expect(page.locator("html")).toHaveAttribute("data-engine", "ready", { timeout: 60_000 });
    await expect.poll(() => kept(page)).toEqual(stay);
    // What was kept is not asked for again.
    const before = seen.requests.length;
    await input(page).fill(sample(2040));
    await expectOutcome(page, "match");
    await expect.poll(() => kept(page)).toContain(gone);
    expect(seen.requests.slice(before).map(({ path }) => path).filter((path) => path.endsWith(".shard"))).toEqual([gone]);
  });
});

routedTest("a long document is looked at with all of the base", async ({ page, large }) => {
  const event = JSON.stringify(sample(2040));
  await pasteLarge(page, `() => 'nothing of note happened here\\n'.repeat(12_000) + ${event}`);
  await expect(page.locator("[data-outcome]")).toHaveAttribute("data-outcome", "match", { timeout: 60_000 });
  expect(large.seen.requests.length).toBeGreaterThan(5);
});

routedTest("the page says what requests tell of a text", async ({ page, large }) => {
  expect(large.url).toContain("127.0.0.1");
  await page.locator("details.privacy summary").click();
  await expect(page.locator("details.privacy")).toContainText("could guess what kinds of events it is about");
  await expect(page.getByRole("contentinfo")).toContainText("can see which ones");
  await expect(page.getByText("Nothing leaves this page")).toHaveCount(0);
  await expectAccessible(page);
});

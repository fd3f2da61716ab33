// The page without a network: after a first visit, and as one file from a disk.
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { expect, expectAccessible, fixture, open, paste, recordRequests, test } from "./harness.js";
import { article, expectOutcome, section } from "./parts.js";

test.use({ serviceWorkers: "allow" });

/** What `cargo xtask dist` and the tests' own set-up make. */
const dist = new URL("../../dist/", import.meta.url);

/** The names of what the page keeps for when there is no network. */
const kept = (page) =>
  page.evaluate(async () => {
    const names = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
    return names.flat().map((request) => new URL(request.url).pathname.slice(1));
  });

test("after one visit the page works without a network, articles and event log files included", async ({
  page,
  context,
}) => {
  await open(page);
  const names = await (await page.request.get("./sw.js")).text();
  const listed = JSON.parse(names.match(/const FIRST = (.*);/)[1]).concat(JSON.parse(names.match(/const LATER = (.*);/)[1]));
  expect(listed.some((name) => /^evtx-.*\.wasm$/.test(name))).toBe(true);
  await expect.poll(async () => (await kept(page)).sort()).toEqual(listed.sort());
  await context.setOffline(true);
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-engine", "ready");
  await paste(page, fixture("kb3193683-joined.txt"));
  await expectOutcome(page, "match");
  await expect(section(page, "Symptoms")).toContainText("desktop background");
  await page.goto("./#/articles");
  await page.locator(".article-list a").last().click();
  await expect(article(page).getByRole("heading", { level: 1 })).toBeVisible();
  await context.setOffline(false);
});

/** Serves the files of dist/, with another service worker once `server.isNewer` is set: what a newer build would be. */
async function serveDist() {
  const types = { html: "text/html", js: "text/javascript", css: "text/css", wasm: "application/wasm" };
  const server = createServer((request, response) => {
    const name = new URL(request.url, "http://localhost").pathname.slice(1) || "index.html";
    const file = new URL(name, dist);
    if (name.includes("/") || !existsSync(file)) return response.writeHead(404).end();
    const type = types[name.split(".").pop()] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type, "cache-control": "no-cache" });
    const bytes = readFileSync(file);
    response.end(name === "sw.js" && server.isNewer ? String(bytes).replace('"kbmatch-', '"kbmatch-newer-') : bytes);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return server;
}

test("a newer build is offered, and takes over when the user says so", async ({ page }) => {
  const server = await serveDist();
  try {
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    await expect.poll(() => page.evaluate(() => Boolean(navigator.serviceWorker.controller))).toBe(true);
    server.isNewer = true;
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
    const offer = page.getByRole("button", { name: "Use the new version" });
    await expect(offer).toBeVisible();
    await expectAccessible(page);
    await Promise.all([page.waitForEvent("load"), offer.click()]);
    await expect(page.locator("html")).toHaveAttribute("data-engine", "ready");
    const names = await page.evaluate(() => caches.keys());
    expect(names.every((name) => name.startsWith("kbmatch-newer-")), String(names)).toBe(true);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test.describe("one file", () => {
  const file = new URL("kbmatch.html", dist);

  test("opens from a disk and answers, and asks for nothing", async ({ page }) => {
    expect(existsSync(file), "cargo xtask dist makes it").toBe(true);
    const requests = recordRequests(page);
    await page.goto(file.href);
    await expect(page.locator("html")).toHaveAttribute("data-engine", "ready");
    await page.locator("#paste").fill(fixture("kb3193683-joined.txt"));
    await expectOutcome(page, "match");
    await expect(section(page, "Symptoms")).toContainText("desktop background");
    await page.getByRole("link", { name: "Articles", exact: true }).click();
    await page.locator(".article-list a").last().click();
    await expect(article(page).getByRole("heading", { level: 1 })).toBeVisible();
    const outside = requests.filter((address) => address !== file.href && !/^(blob|data):/.test(address));
    expect(outside).toEqual([]);
  });

  test("is accessible", async ({ page }) => {
    await page.goto(file.href);
    await expect(page.locator("html")).toHaveAttribute("data-engine", "ready");
    await expectAccessible(page);
  });
});

// Sites that `kbmatch site` makes: of the repository's articles, and of a folder in which everything that can be said is hostile.
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, expectAccessible, fixture, paste, test } from "./harness.js";
import { expectOutcome, section, TYPES } from "./parts.js";

/** What the tests' set-up makes, before them. */
const built = fileURLToPath(new URL("../../target/browser/", import.meta.url));

/** Serves a site's folder, as any host does. */
async function serve(folder) {
  expect(existsSync(join(folder, "index.html")), `${folder}: cargo xtask test browser makes it`).toBe(true);
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
    if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[file.split(".").pop()] ?? "application/octet-stream" });
    response.end(readFileSync(file));
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return { server, url: `http://127.0.0.1:${server.address().port}/` };
}

const siteTest = test.extend({
  site: [undefined, { option: true }],
  url: async ({ site }, use) => {
    const { server, url } = await serve(join(built, site));
    await use(url);
    server.closeAllConnections();
    server.close();
  },
});

/** The paths of all pages below a folder. */
const pages = (folder, below = "") =>
  readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const path = below + entry.name;
    if (entry.isDirectory()) return pages(folder, `${path}/`);
    return path.endsWith(".html") ? [path] : [];
  });

/** What only markup of an article or of the settings could have made. */
const alive = (page) =>
  page.evaluate(() => {
    const scripts = [...document.scripts].filter(({ type, src }) => !src && !/json|plain/.test(type));
    const handlers = [...document.querySelectorAll("*")].flatMap((element) =>
      element.getAttributeNames().filter((name) => name.startsWith("on")),
    );
    const links = [...document.querySelectorAll("[href], [src]")].filter((element) =>
      /^\s*(javascript|vbscript):/i.test(element.getAttribute("href") ?? element.getAttribute("src")),
    );
    return { pwned: globalThis.pwned, scripts: scripts.length, handlers, links: links.length };
  });

const NOTHING = { pwned: undefined, scripts: 0, handlers: [], links: 0 };

siteTest.describe("a hostile folder", () => {
  siteTest.use({ site: "hostile-site" });

  siteTest("has no page in which anything comes alive", async ({ page, url, site }) => {
    const all = pages(join(built, site));
    expect(all).toEqual(expect.arrayContaining(["index.html", "articles/script-1.html", "browse/index.html"]));
    for (const path of all) {
      await page.goto(url + path);
      await expect(page.locator("body")).toBeVisible();
      expect(await alive(page), path).toEqual(NOTHING);
    }
  });

  siteTest("shows in its articles letter by letter what they say", async ({ page, url }) => {
    await page.goto(`${url}articles/script-1.html`);
    const title = "</title></script><script>globalThis.pwned=1</script><img src=x onerror=globalThis.pwned=1>";
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    await expect(page.getByRole("group", { name: "Code" })).toContainText("</code></pre><script>");
    const data = await page.locator('script[type="application/ld+json"]').textContent();
    expect(JSON.parse(data).headline).toBe(title);
  });

  siteTest("is matched, searched and read in the page, and nothing comes alive there either", async ({ page, url }) => {
    await page.goto(url);
    await expect(page.locator("html")).toHaveAttribute("data-engine", "ready");
    const event = readFileSync(new URL("fixtures/hostile-kb/x/script-1/match-event.txt", import.meta.url), "utf8");
    await page.locator("#paste").fill(event);
    await expectOutcome(page, "match");
    await expect(section(page, "Symptoms")).toContainText("globalThis.pwned");
    expect(await alive(page)).toEqual(NOTHING);
    await page.goto(`${url}#/search-only`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("An article that only a search finds");
    expect(await alive(page)).toEqual(NOTHING);
  });

  siteTest("has sound XML for other programs", async ({ page, url }) => {
    for (const path of ["feed.xml", "sitemap.xml"]) {
      const text = await (await page.request.get(url + path)).text();
      const found = await page.evaluate((text) => {
        const read = new DOMParser().parseFromString(text, "application/xml");
        return [read.querySelectorAll("parsererror, script, img").length, read.documentElement.localName];
      }, text);
      expect(found, path).toEqual([0, path === "feed.xml" ? "feed" : "urlset"]);
    }
  });

  siteTest("is one file in which nothing comes alive", async ({ page }) => {
    const file = new URL("../../target/browser/hostile.html", import.meta.url);
    await page.goto(file.href);
    await expect(page.locator("html")).toHaveAttribute("data-engine", "ready");
    const { pwned, handlers, links } = await alive(page);
    expect({ pwned, handlers, links }).toEqual({ pwned: undefined, handlers: [], links: 0 });
  });
});

siteTest.describe("a site of the repository's articles", () => {
  siteTest.use({ site: "kb-site" });

  siteTest("is read without script, from its list of articles to their sources", async ({ browser, url }) => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(url);
    await page.getByRole("link", { name: "Articles", exact: true }).first().click();
    await page.getByRole("link", { name: "Microsoft Entra", exact: true }).click();
    await page.getByRole("link", { name: /Enterprise State Roaming/ }).first().click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Enterprise State Roaming");
    await expect(page.getByRole("heading", { name: "Resolution" }).first()).toBeVisible();
    await expect(page.getByRole("article").getByRole("link", { name: /^ESR settings/ })).toHaveAttribute("href", /^https:/);
    await context.close();
  });

  siteTest("leads from an article to the matcher, and keeps its settings there", async ({ page, url }) => {
    await page.goto(`${url}articles/kb3193683.html`);
    await page.getByRole("link", { name: "Paste an event" }).click();
    await expect(page.locator("html")).toHaveAttribute("data-engine", "ready");
    await expect(page.getByRole("banner")).toContainText("Contoso answers");
    await expect(page.getByRole("contentinfo")).toContainText("Contoso support");
    await expect(page).toHaveTitle("Contoso answers");
    await paste(page, fixture("kb3193683-joined.txt"));
    await expectOutcome(page, "match");
    await expect(page).toHaveTitle(/ · Contoso answers$/);
  });

  for (const [path, colorScheme] of [
    ["articles/kb3193683.html", "light"],
    ["articles/kb3193683.html", "dark"],
    ["browse/index.html", "light"],
    ["browse/index.html", "dark"],
    ["browse/area-entra.html", "light"],
  ]) {
    siteTest(`${path} is accessible in the ${colorScheme} theme, and fits 320 pixels`, async ({ page, url }) => {
      siteTest.slow(); // axe looks at some hundred links
      await page.emulateMedia({ colorScheme });
      await page.goto(url + path);
      await expectAccessible(page);
      await page.setViewportSize({ width: 320, height: 640 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    });
  }
});

siteTest.describe("without a network", () => {
  siteTest.use({ site: "kb-site", serviceWorkers: "allow" });

  siteTest("an article's page is read in the page that was kept", async ({ page, context, url }) => {
    await page.goto(url);
    await expect.poll(() => page.evaluate(() => Boolean(navigator.serviceWorker.controller))).toBe(true);
    const later = () => page.evaluate(async () => {
      const [name] = await caches.keys();
      return (await (await caches.open(name)).keys()).filter(({ url }) => url.endsWith(".shard")).length;
    });
    await expect.poll(later).toBeGreaterThan(2);
    await context.setOffline(true);
    await page.goto(`${url}articles/kb3193683.html`);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Enterprise State Roaming");
    await context.setOffline(false);
  });
});

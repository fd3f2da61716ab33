// kbmatch.html in a frame without an origin, spoken to by messages.
import { expect, sample, test as base } from "./harness.js";
import { POLICY, serve } from "./element-server.js";

const EVENT = sample("entra/kb3193683/match-event-viewer.txt");

const test = base.extend({
  frame: async ({ page }, use) => {
    const server = await serve({ policy: `${POLICY}; frame-src 'self'` });
    await page.addInitScript(() => {
      if (globalThis.parent !== globalThis) return;
      globalThis.heard = [];
      addEventListener("message", ({ data, origin }) => heard.push({ ...data, origin }));
    });
    await page.goto(`${server.url}/frame/`);
    await expect(page.getByText(/articles are ready/)).toBeVisible({ timeout: 20_000 });
    const heard = (type) => page.evaluate((type) => globalThis.heard.filter((message) => message.type === type), type);
    await use({ inside: page.frameLocator("iframe[title=kbmatch]"), heard });
    await server.stop();
  },
});

// What blocks service workers elsewhere touches what a frame without an origin must not touch.
test.use({ serviceWorkers: "allow" });

test("the page around it asks, and gets the report on its own text", async ({ page, frame }) => {
  await page.getByLabel("Event text").fill(EVENT);
  await page.getByRole("button", { name: "What explains it?" }).click();
  await expect(page.locator("output")).toHaveText(/^match: kb3193683, Enterprise State Roaming/);
  await expect(frame.inside.locator("article")).toContainText("Enterprise State Roaming");
  const [{ id, report, origin, kbmatch }] = await frame.heard("result");
  expect({ id, origin, kbmatch, version: report.version }).toEqual({ id: 1, origin: "null", kbmatch: 1, version: 1 });
});

test("what the user writes in the frame stays there", async ({ page, frame }) => {
  await frame.inside.locator("textarea").fill(EVENT);
  await expect(frame.inside.locator("[data-outcome=match]")).toBeVisible();
  await page.waitForTimeout(300); // a message would have come by now
  expect(await frame.heard("result")).toEqual([]);
});

test("an article that is opened in the frame is told by its id", async ({ page, frame }) => {
  await frame.inside.getByRole("link", { name: "Articles", exact: true }).click();
  await frame.inside.getByRole("searchbox").fill("kb3193683");
  await frame.inside.getByRole("link", { name: /Enterprise State Roaming/ }).click();
  await expect.poll(() => frame.heard("open-article")).toMatchObject([{ article: "kb3193683" }]);
  await page.getByLabel("Event text").fill(EVENT);
  await page.getByRole("button", { name: "What explains it?" }).click();
  await expect(frame.inside.locator("[data-outcome=match]")).toBeVisible();
});

test("another version, another window and nonsense are not heard", async ({ page, frame }) => {
  await page.evaluate((text) => {
    const inside = document.querySelector("iframe").contentWindow;
    for (const data of [null, "analyze", { kbmatch: 2, type: "analyze", id: 1, text }, { type: "analyze", id: 1, text }]) {
      inside.postMessage(data, "*");
    }
    const other = document.createElement("iframe");
    other.name = "other";
    document.body.append(other);
  }, EVENT);
  await page
    .frame("other")
    .evaluate((text) => parent.frames[0].postMessage({ kbmatch: 1, type: "analyze", id: 1, text }, "*"), EVENT);
  await page.waitForTimeout(300); // an answer would have come by now
  await expect(frame.inside.locator("[data-outcome]")).toHaveAttribute("data-outcome", "empty");
  expect(await frame.heard("result")).toEqual([]);
});

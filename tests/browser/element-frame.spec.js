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
    await use({ inside: page.frameLocator("iframe"), heard });
    await server.stop();
  },
});

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

test("another version, another window and nonsense are not heard", async ({ page, frame }) => {
  await page.evaluate((text) => {
    const inside = document.querySelector("iframe").contentWindow;
    for (const data of [null, "analyze", { kbmatch: 2, type: "analyze", id: 1, text }, { type: "analyze", id: 1, text }]) {
      inside.postMessage(data, "*");
    }
    const other = document.createElement("iframe");
    other.sandbox = "allow-scripts";
    other.srcdoc = "";
    document.body.append(other);
  }, EVENT);
  await page.waitForTimeout(300); // an answer would have come by now
  await expect(frame.inside.locator("[data-outcome]")).toHaveAttribute("data-outcome", "empty");
  expect(await frame.heard("result")).toEqual([]);
});

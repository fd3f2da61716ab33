// <kb-match> in pages that are not ours. `cargo xtask test browser` builds the package that these load.
import { readFileSync } from "node:fs";
import { expect, expectAccessible, fixture, sample, test as base } from "./harness.js";
import { POLICY, TRUSTED, serve } from "./element-server.js";

const EVENT = sample("entra/kb3193683/match-event-viewer.txt");

/** A page of a portal with that in its body. */
const page = (body, head = "") => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Portal</title><link rel="icon" href="data:,">${head}
<script type="module" src="/kbmatch/kb-match.js"></script></head><body><main><h1>Portal</h1>${body}</main></body></html>`;

/** Playwright's `test` with a portal: `portal.open(body)` shows a page under `policy`, and collects what the element says. */
const test = base.extend({
  policy: [POLICY, { option: true }],
  portal: async ({ page: browserPage, policy }, use) => {
    const pages = {};
    const server = await serve({ policy, pages });
    await browserPage.addInitScript(() => {
      globalThis.heard = [];
      for (const name of ["ready", "progress", "result", "open-article", "solved", "unsolved", "error"]) {
        addEventListener(`kb-match-${name}`, (event) => heard.push({ name, detail: event.detail, tag: event.target.localName }));
      }
    });
    await use({
      url: server.url,
      open: async (body, head) => {
        pages["/"] = page(body, head);
        await browserPage.goto(`${server.url}/`);
      },
      example: (name) => browserPage.goto(`${server.url}/${name}/`),
      heard: (name) => browserPage.evaluate((name) => heard.filter((event) => event.name === name).map(({ detail }) => detail), name),
    });
    await server.stop();
  },
});

/** The newest event of that name. */
const newest = async (portal, name) => {
  await expect.poll(async () => (await portal.heard(name)).length).toBeGreaterThan(0);
  return (await portal.heard(name)).at(-1);
};

const ready = (portal, elements = 1) =>
  expect.poll(async () => (await portal.heard("ready")).length).toBe(elements);

test.describe("panel", () => {
  test("a paste is answered with article and evidence, and the portal hears ids and verdicts only", async ({ page, portal }) => {
    await portal.open("<kb-match></kb-match>");
    await ready(portal);
    await page.locator("kb-match textarea").fill(EVENT);
    await expect(page.locator("kb-match article")).toContainText("Enterprise State Roaming");
    await expect(page.locator("kb-match mark").first()).toBeVisible();
    const result = await newest(portal, "result");
    expect(result.results[0]).toMatchObject({ article: "kb3193683", verdict: "match" });
    expect(JSON.stringify(await portal.heard("result"))).not.toContain("LT-0417");
    await expectAccessible(page);
  });

  test("with include-input the portal hears text and report", async ({ page, portal }) => {
    await portal.open("<kb-match include-input></kb-match>");
    await ready(portal);
    await page.locator("kb-match textarea").fill(EVENT);
    const { text, report } = await newest(portal, "result");
    expect(text).toBe(EVENT);
    expect(report.results[0].article).toBe("kb3193683");
  });

  test("links inside stay inside, and the portal may open articles itself", async ({ page, portal }) => {
    await portal.open("<kb-match></kb-match>");
    await ready(portal);
    await page.getByRole("link", { name: /Search and browse/ }).click();
    await page.getByRole("searchbox").fill("kb3193683");
    await page.getByRole("link", { name: /Enterprise State Roaming/ }).click();
    await expect(page.locator("kb-match article")).toContainText("What kbmatch looks for");
    expect(await newest(portal, "open-article")).toEqual({ article: "kb3193683" });
    expect(new URL(page.url()).hash).toBe("");
    await page.getByRole("link", { name: /All articles/ }).click();
    await page.evaluate(() => addEventListener("kb-match-open-article", (event) => event.preventDefault()));
    await page.getByRole("link", { name: /Enterprise State Roaming/ }).click();
    await expect.poll(async () => (await portal.heard("open-article")).length).toBe(2);
    await expect(page.locator("kb-match article")).toHaveCount(0);
  });

  test("F8 goes through the evidence of the element that has the focus", async ({ page, portal }) => {
    await portal.open("<kb-match id=a></kb-match><kb-match id=b></kb-match>");
    await ready(portal, 2);
    for (const id of ["a", "b"]) await page.locator(`#${id} textarea`).fill(EVENT);
    for (const id of ["a", "b"]) await expect(page.locator(`#${id} mark`).first()).toBeVisible();
    await page.locator("#b textarea").focus();
    await page.keyboard.press("F8");
    await expect(page.locator("#b mark.is-current").first()).toBeVisible();
    await expect(page.locator("#a mark.is-current")).toHaveCount(0);
  });

  test("a file is read, also an event log", async ({ page, portal }) => {
    await portal.open("<kb-match></kb-match>");
    await ready(portal);
    const file = new URL("fixtures/service.evtx", import.meta.url).pathname;
    await page.locator("kb-match input[type=file]").setInputFiles(file);
    const result = await newest(portal, "result");
    expect(result.events).toBeGreaterThan(0);
  });
});

test.describe("methods", () => {
  test("analyze gives the report, and a newer one ends an older", async ({ page, portal }) => {
    await portal.open("<kb-match></kb-match>");
    const outcome = await page.evaluate(async (text) => {
      const element = document.querySelector("kb-match");
      await customElements.whenDefined("kb-match");
      const older = element.analyze("something else").catch((error) => error.name);
      const report = await element.analyze(text);
      return { older: await older, report, text: element.text };
    }, EVENT);
    expect(outcome.older).toBe("AbortError");
    expect(outcome.report).toMatchObject({ version: 1 });
    expect(outcome.report.results[0]).toMatchObject({ article: "kb3193683", verdict: "match" });
    expect(outcome.text).toBe(EVENT);
  });

  test("analyze takes bytes and files", async ({ page, portal }) => {
    await portal.open("<kb-match></kb-match>");
    const outcome = await page.evaluate(async (text) => {
      const element = document.querySelector("kb-match");
      await customElements.whenDefined("kb-match");
      const first = async (input) => (await element.analyze(input)).results[0]?.article;
      const encoded = new TextEncoder().encode(text);
      return [await first(encoded), await first(new File([encoded], "event.txt")), (await element.analyze("")).results.length];
    }, EVENT);
    expect(outcome).toEqual(["kb3193683", "kb3193683", 0]);
  });

  test("a long file is read in pieces, and the portal hears how far that is", async ({ page, portal }) => {
    await portal.open("<kb-match></kb-match>");
    const article = await page.evaluate(async (text) => {
      await customElements.whenDefined("kb-match");
      const file = new File(["nothing of note here\n".repeat(150_000), "\n", text], "long.log");
      return (await document.querySelector("kb-match").analyze(file)).results[0].article;
    }, EVENT);
    expect(article).toBe("kb3193683");
    const { done, total } = await newest(portal, "progress");
    expect(total).toBeGreaterThan(3_000_000);
    expect(done).toBeLessThanOrEqual(total);
  });

  test("a signal ends an analysis, and clear takes the text away", async ({ page, portal }) => {
    await portal.open("<kb-match></kb-match>");
    const outcome = await page.evaluate(async (text) => {
      const element = document.querySelector("kb-match");
      await customElements.whenDefined("kb-match");
      const controller = new AbortController();
      const ended = element.analyze(text, { signal: controller.signal }).catch((error) => error.name);
      controller.abort();
      const before = await element.analyze(text, { signal: AbortSignal.abort() }).catch((error) => error.name);
      await element.analyze(text);
      element.clear();
      await new Promise((resolve) => setTimeout(resolve, 50));
      return [await ended, before, element.text, element.files.length];
    }, EVENT);
    expect(outcome).toEqual(["AbortError", "AbortError", "", 0]);
    await expect(page.locator("kb-match .element-intro")).toBeVisible();
  });

  test("properties that a framework sets before the class is there are kept", async ({ page, portal }) => {
    await portal.open("<kb-match></kb-match>");
    await page.evaluate((text) => {
      const late = document.createElement("kb-match");
      late.text = text;
      document.querySelector("kb-match").replaceWith(late);
    }, EVENT);
    expect((await newest(portal, "result")).results[0].article).toBe("kb3193683");
  });
});

test.describe("shared engine", () => {
  test("elements of one page share one worker, and the last one that is removed ends it", async ({ page, portal }) => {
    await portal.open("<kb-match id=a></kb-match><kb-match id=b></kb-match>");
    await ready(portal, 2);
    expect(page.workers()).toHaveLength(1);
    await page.locator("#a textarea").fill(EVENT);
    await page.locator("#b textarea").fill(fixture("unknown-event.txt"));
    await expect(page.locator("#a [data-outcome=match]")).toBeVisible();
    await expect(page.locator("#b [data-outcome=no-match]")).toBeVisible();
    await page.locator("#a").evaluate((element) => element.remove());
    await page.locator("#b textarea").fill(EVENT);
    await expect(page.locator("#b [data-outcome=match]")).toBeVisible();
    expect(page.workers()).toHaveLength(1);
    await page.locator("#b").evaluate((element) => element.remove());
    await expect.poll(() => page.workers().length).toBe(0);
  });

  test("an element that is moved keeps its text, its answer and its worker", async ({ page, portal }) => {
    await portal.open("<kb-match></kb-match><div id=elsewhere></div>");
    await ready(portal);
    await page.locator("kb-match textarea").fill(EVENT);
    await expect(page.locator("kb-match [data-outcome=match]")).toBeVisible();
    await page.evaluate(() => document.getElementById("elsewhere").append(document.querySelector("kb-match")));
    await expect(page.locator("#elsewhere kb-match [data-outcome=match]")).toBeVisible();
    expect(await portal.heard("ready")).toHaveLength(1);
  });

  test("what one user scans is not what another one's ticket is about", async ({ page, portal }) => {
    await portal.open("<kb-match id=a></kb-match><kb-match id=b></kb-match>");
    await ready(portal, 2);
    await page.locator("#a textarea").fill(EVENT);
    await expect(page.locator("#a [data-outcome=match]")).toBeVisible();
    await page.locator("#b textarea").fill(fixture("unknown-event.txt"));
    await expect(page.locator("#b [data-outcome=no-match]")).toBeVisible();
    await page.locator("#a .take-along:not(.share-link) summary").first().click();
    await expect(page.locator("#a .take-along:not(.share-link) pre")).toContainText("kb3193683");
    await expect(page.locator("#a .take-along:not(.share-link) pre")).not.toContainText("LT-0417");
  });

  test("mode and box can change while the element is there", async ({ page, portal }) => {
    await portal.open("<textarea id=a></textarea><textarea id=b></textarea><kb-match for=a></kb-match>");
    await ready(portal);
    await page.locator("#b").fill(EVENT);
    await expect(page.locator("kb-match .suggestions")).toHaveCount(0);
    await page.locator("kb-match").evaluate((element) => (element.htmlFor = "b"));
    await expect(page.locator("kb-match .suggestion")).toBeVisible();
    await page.locator("kb-match").evaluate((element) => (element.mode = "panel"));
    await expect(page.locator("kb-match article")).toContainText("Enterprise State Roaming");
    expect(page.workers()).toHaveLength(1);
  });

  test("an element can be had again after the last one was removed", async ({ page, portal }) => {
    await portal.open("<kb-match></kb-match>");
    await ready(portal);
    await page.evaluate(() => document.querySelector("kb-match").remove());
    await expect.poll(() => page.workers().length).toBe(0);
    await page.evaluate(() => document.querySelector("main").append(document.createElement("kb-match")));
    await ready(portal, 2);
  });
});

test.describe("look", () => {
  const computed = (page, selector, property) =>
    page.locator(selector).first().evaluate((node, property) => getComputedStyle(node)[property], property);

  test("no style gets in or out, however the page is written", async ({ page, portal }) => {
    const rude = `body { color: rgb(255, 0, 0); font: italic 30px serif; letter-spacing: 9px; text-transform: uppercase }
      button, h2, textarea, mark, .card, .panel { background: rgb(0, 255, 0) !important; border: 9px solid }`;
    await portal.open(`<p class="card">Portal</p><kb-match></kb-match>`);
    await ready(portal);
    const before = await computed(page, "kb-match .input-panel", "color");
    await page.evaluate((rude) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(rude);
      document.adoptedStyleSheets = [sheet];
    }, rude);
    expect(await computed(page, "kb-match .input-panel", "color")).toBe(before);
    expect(await computed(page, "kb-match textarea", "backgroundColor")).toBe("rgba(0, 0, 0, 0)");
    expect(await computed(page, "kb-match .button", "letterSpacing")).toBe("normal");
    expect(await computed(page, "kb-match .button", "textTransform")).toBe("none");
    expect(await computed(page, "main > .card", "borderTopWidth")).toBe("9px");
    expect(await computed(page, "main > .card", "borderRadius")).toBe("0px");
  });

  test("tokens, parts and theme are the portal's to set, also later", async ({ page, portal }) => {
    await portal.open("<kb-match></kb-match>");
    await ready(portal);
    const ground = () => computed(page, "kb-match .input-panel", "backgroundColor");
    expect(await ground()).toBe("rgb(255, 255, 255)");
    await page.locator("kb-match").evaluate((element) => element.setAttribute("theme", "dark"));
    expect(await ground()).toBe("rgb(22, 29, 37)");
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("kb-match { --kb-surface: rgb(1, 2, 3) } kb-match::part(input) { border-style: dotted }");
      document.adoptedStyleSheets = [sheet];
    });
    expect(await ground()).toBe("rgb(1, 2, 3)");
    expect(await computed(page, "kb-match .input-panel", "borderTopStyle")).toBe("dotted");
  });

  test("a narrow element is laid out as a narrow page is, whatever the window", async ({ page, portal }) => {
    await portal.open("<div id=column><kb-match></kb-match></div>");
    await ready(portal);
    await page.locator("#column").evaluate((column) => (column.style.width = "320px"));
    await page.locator("kb-match textarea").fill(EVENT);
    await expect(page.locator("kb-match article")).toBeVisible();
    const wide = await page.locator("kb-match").evaluate((element) => element.scrollWidth - element.clientWidth);
    expect(wide).toBeLessThanOrEqual(0);
  });

  test("a portal's own words stand in the slots", async ({ page, portal }) => {
    await portal.open("<kb-match><p slot=intro>Ask us first</p><p slot=footer>Contoso</p></kb-match>");
    await ready(portal);
    await expect(page.getByText("Ask us first")).toBeVisible();
    await expect(page.getByText("Contoso")).toBeVisible();
    await expect(page.locator("kb-match .element-intro")).toBeHidden();
  });
});

test.describe("language", () => {
  test("is that of the page, or what the element says, also later", async ({ page, portal }) => {
    await portal.open("<section lang=de-AT><kb-match></kb-match></section>");
    await ready(portal);
    const button = page.locator("kb-match .input-actions .button").nth(1);
    await expect(button).toHaveText("Beispiele");
    await page.locator("kb-match textarea").fill(EVENT);
    await expect(page.locator("kb-match [data-outcome=match]")).toBeVisible();
    await page.locator("kb-match").evaluate((element) => (element.lang = "en"));
    await expect(button).toHaveText("Try a sample");
    await expect(page.locator("kb-match textarea")).toHaveValue(EVENT);
    await expect(page.locator("kb-match [data-outcome=match]")).toBeVisible();
  });
});

test.describe("Trusted Types", () => {
  test.use({ policy: TRUSTED });

  test("the element works where they are enforced", async ({ page, portal }) => {
    await portal.open("<kb-match></kb-match>");
    await ready(portal);
    await page.locator("kb-match textarea").fill(EVENT);
    await expect(page.locator("kb-match [data-outcome=match]")).toBeVisible();
  });
});

test.describe("a policy that is too strict", () => {
  test.use({ expectedProblems: /./ });

  const CASES = {
    "csp-wasm": POLICY.replace("'wasm-unsafe-eval'", ""),
    "csp-worker": POLICY.replace("worker-src 'self'", "worker-src 'none'"),
    "csp-connect": POLICY.replace("connect-src 'self'", "connect-src 'none'"),
    "trusted-types": TRUSTED.replace("trusted-types kbmatch", "trusted-types other"),
  };

  for (const [code, policy] of Object.entries(CASES)) {
    test.describe(code, () => {
      test.use({ policy });

      test(`is named, with what to change: ${code}`, async ({ page, portal, problems }) => {
        await portal.open("<kb-match></kb-match>");
        const error = await newest(portal, "error");
        expect(error.code).toBe(code);
        expect(error.remedy.length).toBeGreaterThan(20);
        expect(problems.some((problem) => problem.includes("<kb-match>") && problem.includes(error.remedy))).toBe(true);
        await expect(page.locator("kb-match [role=alert]")).toBeVisible();
      });
    });
  }

  test("is named, with what to change: cross-origin", async ({ page, portal }) => {
    const other = await serve({ headers: { "access-control-allow-origin": "*" } });
    const open = await serve({
      policy: "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' http:; connect-src http:; worker-src http:",
      pages: { "/": `<!doctype html><title>Portal</title><script type=module src="${other.url}/kbmatch/kb-match.js"></script><kb-match></kb-match>` },
    });
    await page.goto(open.url);
    expect((await newest(portal, "error")).code).toBe("cross-origin");
    await page.locator("kb-match").evaluate((element) => element.setAttribute("assets", "/kbmatch"));
    await ready(portal);
    await Promise.all([other.stop(), open.stop()]);
  });

  test("a base that is none is named", async ({ page, portal }) => {
    await portal.open(`<kb-match packs="/kbmatch/kb-match.js"></kb-match>`);
    expect((await newest(portal, "error")).code).toBe("not-a-base");
    await page.locator("kb-match").evaluate((element) => element.setAttribute("packs", "/nowhere/manifest"));
    await expect.poll(async () => (await newest(portal, "error")).code).toBe("not-loaded");
    await page.locator("kb-match").evaluate((element) => element.removeAttribute("packs"));
    await ready(portal);
  });
});

test.describe("a base of the portal's own, in parts", () => {
  test("answers with its articles, and their prose", async ({ page, portal }) => {
    await portal.open(`<kb-match packs="/built/kb-parts/manifest"></kb-match>`);
    await ready(portal);
    await page.locator("kb-match textarea").fill(EVENT);
    await expect(page.locator("kb-match article")).toContainText("desktop background");
  });

  test("loads of a large one what the text asks for", async ({ page, portal }) => {
    const asked = [];
    page.context().on("request", (request) => asked.push(request.url()));
    await portal.open(`<kb-match packs="/built/large-parts/manifest"></kb-match>`);
    await ready(portal);
    const event = readFileSync(new URL("../../target/browser/large-kb/area002/made-up-002040/match-event-viewer.txt", import.meta.url), "utf8");
    await page.locator("kb-match textarea").fill(event);
    await expect(page.locator("kb-match article")).toContainText("wait, and then see that nothing was saved");
    expect((await newest(portal, "result")).results[0]).toMatchObject({ article: "made-up-002040", verdict: "match" });
    expect(asked.filter((address) => address.endsWith(".shard")).length).toBeLessThan(30);
  });

  test("is loaded as a whole by the module in Node, which says the same", async () => {
    const { init } = await import("../../dist/npm/core.js");
    const base = await init({ packs: new URL("../../target/browser/large-parts/manifest", import.meta.url) });
    const event = readFileSync(new URL("../../target/browser/large-kb/area002/made-up-002040/match-event-viewer.txt", import.meta.url), "utf8");
    expect(base.articles().length).toBe(5000);
    expect(base.scan(event).results[0]).toMatchObject({ article: "made-up-002040", verdict: "match" });
    base.free();
  });
});

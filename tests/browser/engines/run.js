// The main flow in browsers beside Chromium: `cargo xtask test engines` serves the page and names them. Served and from a disk, each
// engine answers a paste, shows an article, keeps its text, and reads a long document; and the element answers one in a page of others.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { serve } from "../element-server.js";
import { firefox } from "./firefox.js";
import { webkit } from "./webkit.js";

const url = process.env.KBMATCH_URL ?? "http://127.0.0.1:8080/";
const single = new URL("../../../dist/kbmatch.html", import.meta.url).href;
const event = readFileSync(new URL("../fixtures/kb3193683-joined.txt", import.meta.url), "utf8");

const TIMEOUT_MS = 120_000;

/** Waits until a function of the page gives something. */
async function until(browser, what, script, ...values) {
  const end = Date.now() + TIMEOUT_MS;
  for (;;) {
    const value = await browser.evaluate(script, ...values);
    if (value) return value;
    if (Date.now() > end) throw new Error(`${browser.name}: ${what} did not come; the page says: ${await browser.evaluate("return document.body.innerText.slice(0, 500)")}`);
    await new Promise((later) => setTimeout(later, 100));
  }
}

const outcome = (browser, state) => until(browser, `the outcome ${state}`, "return document.querySelector(`[data-outcome=\"${arguments[0]}\"]`) !== null", state);

const type = (browser, text) =>
  browser.evaluate(
    `const box = document.querySelector("#paste");
     box.value = arguments[0];
     box.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));`,
    text,
  );

/** Chooses a file, as the user would. */
const choose = (browser, name, text) =>
  browser.evaluate(
    `const data = new DataTransfer();
     data.items.add(new File([arguments[1]], arguments[0]));
     const input = document.querySelector("input[type=file]");
     input.files = data.files;
     input.dispatchEvent(new Event("change", { bubbles: true }));`,
    name,
    text,
  );

async function flow(browser, address) {
  await browser.goto(address);
  await until(browser, "the engine", "return document.documentElement.dataset.engine === 'ready'");
  await browser.evaluate("globalThis.violations = []; addEventListener('securitypolicyviolation', (one) => violations.push(one.effectiveDirective + ' ' + one.blockedURI))");
  await type(browser, event);
  await outcome(browser, "match");
  const title = await browser.evaluate("return document.querySelector('article h2').textContent");
  assert.match(title, /Enterprise State Roaming/);
  await until(browser, "the article's words", "return document.querySelector('article').textContent.includes('desktop background')");
  const marks = await browser.evaluate("return [...document.querySelectorAll('.editor-copy mark')].map((mark) => mark.textContent)");
  assert.ok(marks.includes("1098"), `${browser.name}: marks ${marks}`);
  await browser.evaluate("location.hash = '#/articles'");
  await until(browser, "the list", "return document.querySelectorAll('.article-list a').length > 50");
  await browser.evaluate("location.hash = '#/'");
  await outcome(browser, "match");
  const log = "2026-01-01 00:00:00 INFO  nothing of note happened here\n".repeat(40_000) + "\n" + event;
  await choose(browser, "long.log", log);
  await until(browser, "the long document", "return document.querySelector('.document-chip')?.textContent.includes('long.log')");
  await outcome(browser, "match");
  await until(browser, "its lines", "return document.querySelector('.viewer-line code')?.textContent.includes('nothing of note')");
  assert.deepEqual(await browser.evaluate("return violations"), [], `${browser.name}: policy`);
}

/** A portal's page, under the policy that the element promises to work under. */
const PORTAL = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Portal</title><link rel="icon" href="data:,">
<script type="module" src="/kbmatch/kb-match.js"></script></head><body><main><h1>Portal</h1><kb-match></kb-match></main></body></html>`;

async function elementFlow(browser, address) {
  await browser.goto(address);
  const within = (selector) => `document.querySelector("kb-match")?.shadowRoot?.querySelector("${selector}")`;
  await until(browser, "the element's box", `return ${within("textarea")} != null`);
  await browser.evaluate(
    `const box = ${within("textarea")};
     box.value = arguments[0];
     box.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true, inputType: "insertFromPaste" }));`,
    event,
  );
  await until(browser, "the element's answer", `return ${within("[data-outcome=match]")} != null`);
  await until(browser, "the element's article", `return ${within("article")}?.textContent.includes("desktop background")`);
  assert.ok(await browser.evaluate(`return ${within("mark")} != null`), `${browser.name}: marks in the element`);
}

const portal = await serve({ pages: { "/": PORTAL } });
let failed = 0;
for (const start of [firefox, webkit]) {
  let browser;
  try {
    browser = await start();
    console.log(`${browser.name}: started`);
    const addresses = existsSync(new URL(single)) ? [url, single] : [url];
    for (const address of addresses) {
      const begun = Date.now();
      await flow(browser, address);
      console.log(`${browser.name}: ${address === single ? "from a disk" : "served"}, ${Date.now() - begun} ms`);
    }
    const begun = Date.now();
    await elementFlow(browser, `${portal.url}/`);
    console.log(`${browser.name}: the element, ${Date.now() - begun} ms`);
  } catch (error) {
    failed += 1;
    console.error(error);
  } finally {
    await browser?.close();
  }
}
await portal.stop();
process.exitCode = failed > 0 ? 1 : 0;

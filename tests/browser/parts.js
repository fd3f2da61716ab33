// The parts of the page, for tests to name: `import { outcome, marks } from "./parts.js"`.
import { expect } from "./harness.js";

/** What hosts say of files, by their endings. */
export const TYPES = {
  html: "text/html; charset=utf-8",
  js: "text/javascript",
  css: "text/css",
  svg: "image/svg+xml",
  wasm: "application/wasm",
  webmanifest: "application/manifest+json",
  xml: "application/xml",
};

/** Where the answer stands; `data-outcome` says which of the page's states it is. */
export function outcome(page) {
  return page.locator("[data-outcome]");
}

/** Waits until the page is in that state: `match`, `possible`, `near_miss`, `no-match`, `empty`, `failed`, `unreadable`. */
export async function expectOutcome(page, state) {
  await expect(outcome(page)).toHaveAttribute("data-outcome", state);
}

/** The article of the answer. */
export function article(page) {
  return page.getByRole("article");
}

/** A section of the article, by its heading. */
export function section(page, heading) {
  return article(page)
    .locator("section")
    .filter({ has: page.getByRole("heading", { name: heading, exact: true }) })
    .first();
}

/** The items of the evidence list. */
export function evidence(page) {
  return page.getByRole("region", { name: "Evidence in your text" }).getByRole("button");
}

/** A long document, line by line. */
export function viewer(page) {
  return page.getByRole("region", { name: "The document, line by line" });
}

/** Chooses files: their names, and what is in them. */
export function chooseFiles(page, files) {
  const given = Object.entries(files).map(([name, bytes]) => ({ name, mimeType: "", buffer: Buffer.from(bytes) }));
  return page.locator("input[type=file]").setInputFiles(given);
}

/** The marked words in the text box's copy, in the order of the text. */
export function marks(page) {
  return page.locator(".editor-copy mark");
}

/** Pastes a text without the clipboard: what a paste of 50 MB would do, without 50 MB of keyboard. */
export async function pasteLarge(page, makeText) {
  await page.locator("#paste").evaluate((box, source) => {
    const data = new DataTransfer();
    data.setData("text/plain", new Function(`return ${source}`)()());
    const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    if (box.dispatchEvent(event)) throw new Error("the page left a large paste to the text box");
  }, makeText);
}

/**
 * Runs `work`, and gives the longest time in milliseconds for which the page did not react meanwhile.
 */
export async function longestStall(page, work) {
  await page.evaluate(() => {
    const watch = { longest: 0, last: performance.now() };
    watch.timer = setInterval(() => {
      const now = performance.now();
      watch.longest = Math.max(watch.longest, now - watch.last - 10);
      watch.last = now;
    }, 10);
    globalThis.stallWatch = watch;
  });
  await work();
  return page.evaluate(() => {
    clearInterval(globalThis.stallWatch.timer);
    return globalThis.stallWatch.longest;
  });
}

/** How many bytes the worker's programs have taken from the browser: their memory never shrinks. */
export function workerMemory(page) {
  const [worker] = page.workers();
  return worker.evaluate(async () => {
    const programs = typeof kbmatch_fast === "function" ? [wasm_bindgen, kbmatch_fast] : [wasm_bindgen];
    const sizes = programs.map(async (program) => (await program()).memory.buffer.byteLength);
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size);
  });
}

// What the page costs its users: `cargo xtask measure` builds it, serves it, and runs this.
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { chromium } from "playwright-core";

const url = process.env.KBMATCH_URL ?? "http://127.0.0.1:8080/";
const executablePath = process.env.KBMATCH_CHROMIUM;
const megabytes = Number(process.env.KBMATCH_MEGABYTES ?? 1000);
const dist = new URL("../../dist/", import.meta.url);

const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const args = [...sandbox, "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

const rows = [];
const row = (figure, value, toReach) => {
  rows.push([figure, value, toReach]);
  console.error(`${figure}: ${value}`);
};
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const ms = (number) => `${Math.round(number)} ms`;
const kb = (bytes) => `${(bytes / 1000).toFixed(0)} KB`;

function sizes() {
  const first = JSON.parse(readFileSync(new URL("sw.js", dist), "utf8").match(/const FIRST = (.*);/)[1]);
  const sum = (ending) => first.reduce((sum, name) => sum + statSync(new URL(name + ending, dist)).size, 0);
  row("first visit, gzip", kb(sum(".gz")), "450 KB");
  row("first visit, brotli", kb(sum(".br")), "350 KB");
  row("as one file", kb(statSync(new URL("kbmatch.html", dist)).size), "1,000 KB");
}

/** A page of its own, with nothing cached, and when it had what. */
async function visit(browser) {
  const context = await browser.newContext({ serviceWorkers: "block", locale: "en-GB" });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const times = (globalThis.times = {});
    const look = () => {
      if (document.querySelector("#paste")) times.typing ??= performance.now();
      if (document.documentElement?.dataset.engine === "ready") times.matching ??= performance.now();
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
  });
  await page.goto(url);
  await page.waitForFunction(() => times.typing && times.matching);
  return { context, page };
}

async function starts(browser) {
  const all = [];
  for (let time = 0; time < 5; time++) {
    const { context, page } = await visit(browser);
    all.push(await page.evaluate(() => times));
    await context.close();
  }
  row("ready to type after a cold start", ms(median(all.map((times) => times.typing))), "500 ms");
  row("ready to match after a cold start", ms(median(all.map((times) => times.matching))), "");
}

const event = readFileSync(new URL("../browser/fixtures/kb3193683-joined.txt", import.meta.url), "utf8");

async function answers(browser) {
  const { context, page } = await visit(browser);
  const text = (event + "2026-01-01 00:00:00 INFO  nothing of note happened here\n".repeat(200)).slice(0, 10_000);
  const all = await page.evaluate(async (text) => {
    const times = [];
    for (let time = 0; time < 15; time++) {
      const box = document.querySelector("#paste");
      const begun = performance.now();
      box.value = `${time}\n${text}`;
      box.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
      await new Promise((answered) => {
        const look = () => document.querySelector("[data-outcome=match]") && (observer.disconnect(), answered());
        const observer = new MutationObserver(look);
        observer.observe(document, { subtree: true, childList: true, attributes: true });
      });
      times.push(performance.now() - begun);
      [...document.querySelectorAll(".input-actions button")].at(-1).click();
      await new Promise((cleared) => setTimeout(cleared, 200));
    }
    return times;
  }, text);
  row("first answer after a paste of 10 KB", ms(median(all)), "50 ms");
  await context.close();
}

/** A log of so many megabytes, with the event in its middle. */
async function writeLog(path) {
  const filler = "2026-01-01 00:00:00 INFO  nothing of note happened here, as in every other line of this log\n";
  const block = Buffer.from(filler.repeat(10_000));
  const out = createWriteStream(path);
  for (let at = 0; at < (megabytes * 1e6) / block.length; at++) {
    if (at === Math.floor((megabytes * 1e6) / block.length / 2)) out.write(`\n${event}\n`);
    if (!out.write(block)) await new Promise((drained) => out.once("drain", drained));
  }
  await new Promise((ended) => out.end(ended));
}

async function scan(browser) {
  const folder = mkdtempSync(join(tmpdir(), "kbmatch-measure-"));
  try {
    const path = join(folder, "long.log");
    await writeLog(path);
    const { context, page } = await visit(browser);
    await page.evaluate(() => {
      globalThis.tasks = [0];
      new PerformanceObserver((list) => tasks.push(...list.getEntries().map((task) => task.duration))).observe({ type: "longtask" });
    });
    const begun = Date.now();
    await page.locator("input[type=file]").setInputFiles(path);
    await page.locator("[data-outcome=match]").waitFor({ timeout: 3_600_000 });
    const seconds = (Date.now() - begun) / 1000;
    const longest = await page.evaluate(() => Math.max(...tasks));
    row(`longest task of the main thread during a scan of ${megabytes} MB`, longest ? ms(longest) : "none of 50 ms", "50 ms");
    row(`that scan`, `${seconds.toFixed(0)} s, ${(megabytes / seconds).toFixed(0)} MB/s`, "");
    await context.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function scores() {
  const chrome = await launch({ chromePath: executablePath, chromeFlags: ["--headless", ...args] });
  try {
    const { lhr } = await lighthouse(url, { port: chrome.port, logLevel: "error" });
    for (const { title, score } of Object.values(lhr.categories)) row(`Lighthouse: ${title}`, `${Math.round(100 * score)}`, "100");
    const failed = Object.values(lhr.audits).filter(({ score, scoreDisplayMode }) => score !== null && score < 0.9 && scoreDisplayMode !== "informative");
    for (const { title, displayValue } of failed) console.error(`  ${title} ${displayValue ?? ""}`);
  } finally {
    chrome.kill();
  }
}

sizes();
const browser = await chromium.launch({ executablePath, args });
try {
  await starts(browser);
  await answers(browser);
  if (megabytes > 0) await scan(browser);
} finally {
  await browser.close();
}
await scores();

const widths = [0, 1, 2].map((column) => Math.max(...rows.map((cells) => cells[column].length), 9));
console.log();
for (const cells of [["figure", "measured", "to reach"], ...rows]) {
  console.log(`  ${cells.map((cell, at) => (at ? cell.padStart(widths[at]) : cell.padEnd(widths[0]))).join("  ")}`);
}

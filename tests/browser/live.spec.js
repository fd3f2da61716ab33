// A site while its articles are being written: `kbmatch site --serve`, with the page open.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, input, test as base } from "./harness.js";
import { article, expectOutcome } from "./parts.js";

/** What the tests' set-up makes, before them. */
const built = (path) => fileURLToPath(new URL(`../../target/${path}`, import.meta.url));
const command = built(process.platform === "win32" ? "debug/kbmatch.exe" : "debug/kbmatch");

const event = (id) => `Log Name:      Application
Source:        Contoso Spooler
Date:          3/11/2025 7:15:42 AM
Event ID:      ${id}
Level:         Error
Description:
The queue of the Contoso spooler is full.
`;

const article1 = (title) => `---
id: kb1
title: ${title}
severity: error
products: [Contoso Spooler]
sources: [{url: "https://contoso.com/spooler", title: About the spooler, updated: 2024-01-02}]
symptoms:
  full: {provider: Contoso Spooler, event_id: 17}
match: full
---
## Symptoms

Nothing is printed.

## Cause

The queue is full.

## Resolution

Empty it.
`;

const test = base.extend({
  /** A folder of one article that is being written, and the address of its site. */
  written: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "kbmatch-live-"));
    const write = (name, text) => writeFileSync(join(folder, "printing", "kb1", name), text);
    mkdirSync(join(folder, "printing", "kb1"), { recursive: true });
    write("article.md", article1("The spooler is full"));
    write("match-event.txt", event(17));
    write("miss-other.txt", event(18));
    const site = spawn(command, ["site", folder, "--serve", "--port", "0", "--kit", built("browser/page.kit")]);
    try {
      const url = await new Promise((found, failed) => {
        const said = [];
        createInterface({ input: site.stderr }).on("line", (line) => {
          said.push(line);
          const url = line.match(/http:\/\/\S+/)?.[0];
          if (url) found(url);
        });
        site.once("exit", () => failed(new Error(said.join("\n"))));
        site.once("error", failed);
      });
      await use({ url, write });
    } finally {
      site.kill();
      rmSync(folder, { recursive: true });
    }
  },
});

test("a change is seen in the open page, which keeps its text; a mistake is shown until it is mended", async ({ page, written }) => {
  test.slow(); // the command is not optimised here
  await page.goto(written.url);
  await input(page).fill(event(17));
  await expectOutcome(page, "match");
  const title = article(page).getByRole("heading", { level: 2 });
  await expect(title).toHaveText("The spooler is full");

  written.write("article.md", article1("The spooler takes no more jobs"));
  await expect(title).toHaveText("The spooler takes no more jobs", { timeout: 30_000 });
  await expect(input(page)).toHaveValue(event(17));

  written.write("article.md", article1("Odd").replace("match: full", "match: empty"));
  const notice = page.locator("#kbmatch-live");
  await expect(notice).toContainText("article.md", { timeout: 30_000 });
  await expect(title).toHaveText("The spooler takes no more jobs");

  written.write("article.md", article1("The queue is full"));
  await expect(title).toHaveText("The queue is full", { timeout: 30_000 });
  await expect(notice).toHaveCount(0);
  await expect(input(page)).toHaveValue(event(17));
});

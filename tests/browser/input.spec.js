// What else the box takes: several files, archives, tables of rich text; and what is made of a text beside an answer.
import { deflateRawSync } from "node:zlib";
import { expect, expectAccessible, fixture, input, open, openAll, paste, recordRequests, sample, test } from "./harness.js";
import { article, chooseFiles, expectOutcome, outcome } from "./parts.js";

const files = (page) => page.getByRole("navigation", { name: "Your files" });

/** An archive with these files. */
function zip(entries, lie = (size) => size) {
  const [parts, directory] = [[], []];
  let at = 0;
  for (const [name, content] of Object.entries(entries)) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const head = (signature, fields) => {
      const out = Buffer.alloc(fields);
      out.writeUInt32LE(signature, 0);
      return out;
    };
    const local = head(0x04034b50, 30);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(bytes.length, 22);
    local.writeUInt16LE(name.length, 26);
    const entry = head(0x02014b50, 46);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(lie(bytes.length), 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    parts.push(local, Buffer.from(name), packed);
    directory.push(entry, Buffer.from(name));
    at += 30 + name.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, listed, end]);
}

test("several files are answered one after the other, each by its name, and the best comes first", async ({ page }) => {
  await open(page);
  await chooseFiles(page, {
    "other.log": fixture("unknown-event.txt"),
    "aad.txt": fixture("kb3193683-joined.txt"),
    "shot.png": Buffer.from("\x89PNG\0\0", "latin1"),
    "cut.txt": sample("entra/kb3193683/possible-cut-before-resource.txt"),
  });
  await expect(files(page).getByRole("button")).toHaveText([/other\.log.*no article/, /aad\.txt.*Match/, /shot\.png.*not readable/, /cut\.txt.*Possible/]);
  await expectOutcome(page, "match");
  await expect(files(page).getByRole("button", { name: /aad\.txt/ })).toHaveAttribute("aria-current", "true");
  await expect(input(page)).toHaveValue(fixture("kb3193683-joined.txt"));
  await expectAccessible(page);
  await files(page).getByRole("button", { name: /cut\.txt/ }).click();
  await expectOutcome(page, "possible");
  await files(page).getByRole("button", { name: /shot\.png/ }).click();
  await expectOutcome(page, "unreadable");
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(files(page)).toHaveCount(0);
  await expectOutcome(page, "empty");
});

test("the files of an archive are read as if they were chosen, event log files included", async ({ page }) => {
  await open(page);
  const { readFileSync } = await import("node:fs");
  const log = readFileSync(new URL("fixtures/service.evtx", import.meta.url));
  await chooseFiles(page, { "logs.zip": zip({ "logs/aad.txt": fixture("kb3193683-joined.txt"), "logs/service.evtx": log }) });
  await expect(files(page).getByRole("button")).toHaveText([/logs\/aad\.txt.*Match/, /logs\/service\.evtx.*Match/]);
  await files(page).getByRole("button", { name: /evtx/ }).click();
  await expect(article(page).getByRole("heading", { level: 2 })).toContainText("service does not start");
});

test("an archive with one file is that file; a damaged one, and one that unpacks to more than it says, are refused", async ({ page }) => {
  await open(page);
  await chooseFiles(page, { "one.zip": zip({ "aad.txt": fixture("kb3193683-joined.txt") }) });
  await expectOutcome(page, "match");
  await expect(files(page)).toHaveCount(0);
  await chooseFiles(page, { "damaged.zip": Buffer.from("PK\x03\x04 and nothing else") });
  await expectOutcome(page, "unreadable");
  await expect(outcome(page)).toContainText("This archive cannot be opened");
  await chooseFiles(page, { "bomb.zip": zip({ "a.txt": "a".repeat(3_000_000) }, () => 1_000) });
  await expect(outcome(page)).toContainText("Could not read bomb.zip");
  await chooseFiles(page, { "huge.zip": zip({ "a.txt": "a" }, () => 3_000_000_000) });
  await expect(outcome(page)).toContainText("holds more than a browser should unpack");
});

test.describe("rich text", () => {
  // The document that it is read as runs nothing; Chromium says all the same that the page's policy forbids what is in it.
  test.use({ expectedProblems: /inline event handler|script-src-attr inline/ });

  test("a table of rich text keeps its rows where the plain part has lost them", async ({ page }) => {
    await open(page);
    await input(page).evaluate((box) => {
      const data = new DataTransfer();
      data.setData("text/plain", "Level\nEvent ID\nError\n1098");
      data.setData("text/html", "<p>From a mail:</p><table><tr><th>Level</th><th>Event ID</th></tr><tr><td>Error</td><td><b>1098</b><img src=x onerror='globalThis.pwned=1'></td></tr></table>");
      box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    });
    await expect(input(page)).toHaveValue("From a mail:\nLevel\tEvent ID\nError\t1098");
    expect(await page.evaluate(() => globalThis.pwned)).toBeUndefined();
  });
});

test("an event that no article explains begins one, without the machine's name", async ({ page }) => {
  await open(page);
  await paste(page, fixture("unknown-event.txt"));
  await expectOutcome(page, "no-match");
  await page.getByRole("button", { name: "Start an article from this event" }).click();
  const title = page.getByRole("heading", { name: "An article to begin with" });
  await expect(title).toBeFocused();
  const text = outcome(page).locator(".start-article pre");
  await expect(text).toContainText("event_id: 4711");
  await expect(text).toContainText("provider: Example Backup Agent");
  await expect(text).not.toContainText("ws-017");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download match-event.txt" }).click()]);
  expect(download.suggestedFilename()).toBe("match-event.txt");
  const { readFileSync } = await import("node:fs");
  const event = readFileSync(await download.path(), "utf8");
  expect(event).toContain("4711");
  expect(event).not.toContain("ws-017");
  await expectAccessible(page);
  await input(page).fill("Event ID: 4712\nSource: x");
  await expect(title).toHaveCount(0);
});

test("codes of the text are explained beside it, and nothing is fetched for that", async ({ page }) => {
  await openAll(page);
  const requests = recordRequests(page);
  await paste(page, "It failed with 0x80070005, then with 0x800706BA.\nAADSTS50076: x\n#5.7.1 smtp;550 5.7.1 no\nversion 5.7.1.2\n");
  await expect(outcome(page)).not.toHaveAttribute("data-outcome", "working");
  const codes = page.locator(".codes");
  await expect(codes).toContainText("E_ACCESSDENIED");
  await codes.evaluate((details) => (details.open = true));
  await expect(codes.locator("dt code")).toHaveText(["0x80070005", "0x800706BA", "AADSTS50076", "5.7.1"]);
  await expect(codes).toContainText("RPC_S_SERVER_UNAVAILABLE");
  await expect(codes).toContainText("HRESULT, Win32");
  await expect(codes).toContainText("mail, failed for good");
  expect(requests).toEqual([]);
  await expectAccessible(page);
});

test.describe("links", () => {
  const share = (page) => page.locator("details").filter({ hasText: "Share a link" });
  const link = (page) => share(page).locator("pre");

  test("a link names the article alone; with the user's wish it carries the text without names", async ({ page, context }) => {
    test.slow();
    await open(page);
    await paste(page, fixture("kb3193683-joined.txt"));
    await expectOutcome(page, "match");
    await page.getByText("Share a link").click();
    await expect(link(page)).toHaveText(/#\/kb3193683$/);
    await page.getByLabel("With my text, without names, addresses and ids").check();
    await expect(link(page)).toHaveText(/#\/text\/[\w-]+$/);
    await expectAccessible(page);
    const other = await context.newPage();
    const requests = recordRequests(other);
    await other.goto(await link(page).textContent());
    await expectOutcome(other, "match");
    await expect(input(other)).toHaveValue(/HOST-1/);
    await expect(input(other)).not.toHaveValue(/fabrikam/);
    await expect(other).toHaveURL(/#\/$/);
    expect(requests.filter((address) => address.includes("text/"))).toEqual([]);
  });

  test("a link that carries nothing that this page packed opens the empty page", async ({ page }) => {
    await open(page, "#/text/AAAA");
    await expectOutcome(page, "empty");
  });
});

test.describe("history", () => {
  const keep = (page) => page.getByLabel(/Keep my last 20 texts/);
  const stored = (page) => page.evaluate(() => Object.keys(localStorage));

  test("nothing is kept unless the user asks for it; then texts come back, and one click wipes them", async ({ page }) => {
    await open(page);
    await paste(page, fixture("kb3193683-joined.txt"));
    await expectOutcome(page, "match");
    expect(await stored(page)).toEqual([]);
    await page.getByRole("button", { name: "Clear" }).click();
    await keep(page).check();
    await paste(page, fixture("unknown-event.txt"));
    await expectOutcome(page, "no-match");
    await paste(page, fixture("kb3193683-joined.txt"));
    await expectOutcome(page, "match");
    await page.reload();
    const history = page.getByRole("region", { name: "Your last texts" });
    await expect(history.locator("li")).toHaveCount(2);
    await expectAccessible(page);
    await history.getByRole("button").first().click();
    await expectOutcome(page, "match");
    await page.getByRole("button", { name: "Clear" }).click();
    await page.getByRole("button", { name: "Wipe them, and keep none" }).click();
    await expect(history.locator("li")).toHaveCount(0);
    await expect(keep(page)).not.toBeChecked();
    expect(await stored(page)).toEqual([]);
  });

  test("a browser without room for it keeps working", async ({ page }) => {
    await page.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
    await open(page);
    await keep(page).check();
    await paste(page, fixture("kb3193683-joined.txt"));
    await expectOutcome(page, "match");
  });
});

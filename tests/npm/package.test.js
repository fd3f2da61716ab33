// The packed package in Node: its modules, its types, its reference. `cargo xtask test npm` packs it and runs this.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { TYPES, fileOf, typesOf } from "./types.js";

const ROOT = new URL("../../", import.meta.url);
const PACKAGE = new URL("node_modules/kbmatch/", import.meta.url);
const read = (name) => readFileSync(new URL(name, PACKAGE), "utf8");
const EVENT = new URL("kb/articles/entra/kb3193683/match-event-viewer.txt", ROOT);

const cli = (...args) => {
  try {
    return execFileSync(process.env.KBMATCH_CLI, args, { encoding: "utf8" });
  } catch (error) {
    if (error.status === 1) return error.stdout; // nothing matched
    throw error;
  }
};

test("importing the element where there is no browser does nothing", async () => {
  const before = Object.keys(globalThis);
  const { KbMatch } = await import("kbmatch");
  assert.deepEqual(Object.keys(globalThis), before);
  assert.equal(typeof KbMatch, "function");
});

test("all that exports leads to is in the package, and all files are led to or needed", () => {
  const { exports, types } = JSON.parse(read("package.json"));
  const paths = (value) => (typeof value === "string" ? [value] : Object.values(value).flatMap(paths));
  for (const path of [...paths(exports), types]) assert.ok(existsSync(new URL(path, PACKAGE)), path);
});

test("only the module that defines the element has side effects", async () => {
  assert.deepEqual(JSON.parse(read("package.json")).sideEffects, ["./kb-match.js"]);
});

test("scanning in Node gives the report that the command gives", async () => {
  const { default: init, scan } = await import("kbmatch/core");
  await init();
  for (const name of ["match-event-viewer.txt", "match-xml.xml", "possible-cut-before-resource.txt", "miss-other-resource.txt"]) {
    const path = fileURLToPath(new URL(name, EVENT));
    assert.deepEqual(scan(readFileSync(path)), JSON.parse(cli("scan", "--format", "json", path)), name);
  }
});

test("places in a string are counted as JavaScript does", async () => {
  const { init } = await import("kbmatch/core");
  const base = await init();
  const text = `Wir sehen öfter: \u{1f600}\n${readFileSync(EVENT, "utf8")}`;
  const { evidence } = base.scan(text).results[0];
  for (const { found, spans } of evidence.filter(({ spans }) => spans.length === 1)) {
    const { start, end } = spans[0].utf16;
    assert.ok(text.slice(start, end).includes(found.slice(0, 8)), found);
  }
  assert.equal(base.scan(text, { utf16: false }).results[0].evidence[0].spans[0].utf16, undefined);
});

test("an event log file is made text of, and nothing else is guessed", async () => {
  const { init, eventLogText } = await import("kbmatch/core");
  const base = await init();
  const bytes = readFileSync(new URL("tests/browser/fixtures/service.evtx", ROOT));
  assert.throws(() => base.scan(bytes), /eventLogText/);
  const report = base.scan(await eventLogText(bytes));
  assert.ok(report.events.length > 0);
  assert.throws(() => base.scan(42), TypeError);
});

test("an article is explained as the command does, and an unknown one is not", async () => {
  const { init } = await import("kbmatch/core");
  const base = await init();
  const path = fileURLToPath(EVENT);
  const said = JSON.parse(cli("explain", "--format", "json", "kb3193683", path));
  assert.deepEqual(base.explain("kb3193683", readFileSync(path)), said);
  assert.equal(base.explain("kb0", "text"), undefined);
  const article = base.articles().find(({ id }) => id === "kb3193683");
  assert.deepEqual(Object.keys(article), ["id", "area", "title", "severity", "products"]);
});

test("what is no base is refused in words", async () => {
  const { init } = await import("kbmatch/core");
  await assert.rejects(init({ packs: new Uint8Array(100) }), /is no knowledge base/);
  const pack = readFileSync(new URL("base.kbpack", PACKAGE));
  pack[pack.length - 1] ^= 1;
  const manifest = 48 + pack.readUInt32LE(12);
  pack[manifest + 40] ^= 1;
  await assert.rejects(init({ packs: pack }), /hash|damaged|SHA|differ/i);
});

test("the types are those of the schemas", async () => {
  for (const name of Object.keys(TYPES)) {
    assert.equal(readFileSync(fileOf(name), "utf8"), await typesOf(name), `${name}: \`node tests/npm/types.js\` writes it`);
  }
});

test("tsc accepts a program that uses all of it, and no wrong one", () => {
  const tsc = fileURLToPath(new URL("node_modules/typescript/bin/tsc", import.meta.url));
  const run = (file, dom) =>
    execFileSync(process.execPath, [tsc, "--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "--lib", dom ? "es2024,dom,dom.iterable" : "es2024,dom", file], {
      cwd: fileURLToPath(new URL(".", import.meta.url)),
      encoding: "utf8",
    });
  assert.equal(run("types/uses.ts", true), "");
  assert.throws(() => run("types/wrong.ts", true), (error) => {
    const lines = error.stdout.match(/error TS/g).length;
    const expected = readFileSync(new URL("types/wrong.ts", import.meta.url), "utf8").match(/\/\/ wrong/g).length;
    assert.equal(lines, expected, error.stdout);
    return true;
  });
});

// --- The reference -----------------------------------------------------------------------------------------------------------------

const element = () => JSON.parse(read("custom-elements.json")).modules[0].declarations[0];
const names = (list) => list.map(({ name }) => name).sort();

test("the manifest of the element says what its code does", async () => {
  const { KbMatch, ATTRIBUTES, EVENTS, PARTS, SLOTS } = await import("kbmatch");
  const { attributes, events, cssParts, slots, members, cssProperties } = element();
  assert.deepEqual(names(attributes), [...ATTRIBUTES].sort());
  assert.deepEqual(KbMatch.observedAttributes, ATTRIBUTES);
  assert.deepEqual(names(events), [...EVENTS].sort());
  assert.deepEqual(names(cssParts), [...PARTS].sort());
  assert.deepEqual(names(slots), [...SLOTS].sort());
  const internal = ["constructor", "connectedCallback", "disconnectedCallback", "attributeChangedCallback"];
  const own = Object.getOwnPropertyNames(KbMatch.prototype).filter((name) => !internal.includes(name));
  assert.deepEqual(names(members), own.sort());
  const set = [...new Set(read("styles.css").match(/--kb-[a-z0-9-]+/g))].sort();
  assert.deepEqual(names(cssProperties), set);
});

test("parts, slots and events are those of the program", async () => {
  const { EVENTS, PARTS, SLOTS, CODES } = await import("kbmatch");
  const folder = new URL("web/src/components/", ROOT);
  const sources = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8")).join("\n") + read("kb-match.js");
  const found = (pattern) => [...new Set([...sources.matchAll(pattern)].map(([, name]) => name))].sort();
  assert.deepEqual(found(/\bpart ?= ?"([a-z]+)"/g), [...PARTS].sort());
  assert.deepEqual(found(/<slot name="([a-z]+)"/g), [...SLOTS].sort());
  assert.deepEqual(found(/#send\(\s*"(kb-match-[a-z-]+)"/g), [...EVENTS].sort());
  const used = [...new Set([...(read("failure.js") + read("kb-match.js")).matchAll(/(?:return|Failure\() ?"([a-z-]+)"/g)].map(([, code]) => code))];
  assert.deepEqual(used.sort(), Object.keys(CODES).sort());
});

test("the guide names everything that there is, and nothing else", async () => {
  const { CODES } = await import("kbmatch");
  const guide = readFileSync(new URL("docs/embedding.md", ROOT), "utf8");
  const rows = (head) => {
    const table = guide.split(`\n| ${head} |`)[1]?.split("\n\n")[0] ?? "";
    return [...table.matchAll(/^\| `([a-z-]+[a-zA-Z0-9-]*)/gm)].map(([, name]) => name).sort();
  };
  const { attributes, events, cssParts, slots, members, cssProperties } = element();
  assert.deepEqual(rows("attribute"), names(attributes));
  assert.deepEqual(rows("event"), names(events));
  assert.deepEqual(rows("part"), names(cssParts));
  assert.deepEqual(rows("slot"), names(slots));
  assert.deepEqual(rows("custom property"), names(cssProperties));
  assert.deepEqual(rows("property"), names(members.filter(({ kind }) => kind === "field")));
  assert.deepEqual(rows("method"), names(members.filter(({ kind }) => kind === "method")));
  assert.deepEqual(rows("code"), Object.keys(CODES).sort());
});

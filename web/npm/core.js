// kbmatch without a page: texts in, reports out, on the thread that calls it. docs/embedding.md is the reference.

import start, { Base, isEventLog } from "./kbmatch-engine.js";
import startReader, { EventLog } from "./kbmatch-evtx.js";
import { openPack } from "./pack.js";
import { load as fetched } from "./load.js";

/** The package's own files. Each is spelt out, so that bundlers find it. */
const FILES = {
  engine: () => new URL("./kbmatch-engine.wasm", import.meta.url),
  evtx: () => new URL("./kbmatch-evtx.wasm", import.meta.url),
  packs: () => new URL("./base.kbpack", import.meta.url),
};

/** The bytes at an address. Node has no fetch for files. */
const load = async (address) => {
  const url = new URL(address, globalThis.document?.baseURI ?? globalThis.location?.href);
  if (url.protocol !== "file:") return fetched(url);
  const fs = globalThis.process?.getBuiltinModule?.("node:fs/promises");
  if (!fs) throw new Error(`${url} could not be read: give its bytes, or use Node 20.16 or newer`);
  return fs.readFile(url);
};

/** What a program may be made of: bytes, a compiled module, or its address. */
const moduleOf = (given) => (typeof given === "string" || given instanceof URL ? load(given) : given);

let engine;
let reader;
let first;

/**
 * Loads the engine and a knowledge base. `module_or_path` is the engine's wasm (bytes, module, address), `packs` a pack's bytes, or the
 * address of a pack or a manifest; both are the package's own if they are not given. Gives the base; the first one is also what the
 * functions of this module ask.
 */
export default async function init({ module_or_path, packs } = {}) {
  engine ??= (async () => start({ module_or_path: await moduleOf(module_or_path ?? FILES.engine()) }))();
  engine.catch(() => (engine = undefined)); // the next call may have more luck
  const [part] = await Promise.all([openPack(packs ?? FILES.packs(), load), engine]);
  const base = new Base(new Uint8Array(await part("manifest")));
  base.add(await Promise.all(base.wanted().map(async (name) => new Uint8Array(await part(name)))));
  const opened = new KnowledgeBase(base);
  first ??= opened;
  return opened;
}

export { init };

const bytesOf = (input) => {
  if (typeof input === "string") return new TextEncoder().encode(input);
  if (ArrayBuffer.isView(input)) return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  if (input instanceof ArrayBuffer) return new Uint8Array(input);
  throw new TypeError("kbmatch reads a string, an ArrayBuffer or a view of one; `await file.arrayBuffer()` makes one of a file");
};

const textOf = (input) => {
  const bytes = bytesOf(input);
  if (isEventLog(bytes)) throw new TypeError("an event log file is no text: give what `await eventLogText(bytes)` makes of it");
  return bytes;
};

/** A knowledge base: make one with `init`. */
export class KnowledgeBase {
  #base;

  constructor(base) {
    this.#base = base;
  }

  /** The report on a text. */
  scan(input, { utf16 = typeof input === "string" } = {}) {
    return JSON.parse(this.#base.scan(textOf(input), utf16));
  }

  /** Every condition of one article with its value, or `undefined` if there is no such article. */
  explain(article, input) {
    const json = this.#base.explain(article, textOf(input));
    return json === undefined ? undefined : JSON.parse(json);
  }

  /** What the base holds, ascending by id. */
  articles() {
    return JSON.parse(this.#base.articles());
  }

  /** Gives its memory back; it cannot be used after that. */
  free() {
    if (first === this) first = undefined;
    this.#base.free();
  }
}

const opened = () => {
  if (!first) throw new Error("there is no knowledge base yet: `await init()` first");
  return first;
};

/** As {@link KnowledgeBase.scan}, of the base that `init` gave first. */
export const scan = (input, options) => opened().scan(input, options);

/** As {@link KnowledgeBase.explain}. */
export const explain = (article, input) => opened().explain(article, input);

/** The text of an event log file (`.evtx`), as UTF-8. Loads a program of its own at the first call. */
export const eventLogText = async (input, { module_or_path } = {}) => {
  reader ??= (async () => startReader({ module_or_path: await moduleOf(module_or_path ?? FILES.evtx()) }))();
  reader.catch(() => (reader = undefined));
  await reader;
  const log = new EventLog();
  try {
    const texts = [log.push(bytesOf(input)), log.finish()];
    return new Uint8Array(await new Blob(texts).arrayBuffer());
  } finally {
    log.free();
  }
};

// The engine that the elements of one page share: one worker for each knowledge base, as long as somebody uses it.

import { explain } from "./failure.js";

/** Where the package's own files are. Each is spelt out, so that bundlers find it. */
const FILES = {
  worker: () => new URL("./worker.js", import.meta.url).href,
  engine: () => new URL("./kbmatch-engine.wasm", import.meta.url).href,
  evtx: () => new URL("./kbmatch-evtx.wasm", import.meta.url).href,
  element: () => new URL("./kbmatch-element.wasm", import.meta.url).href,
  codes: () => new URL("./codes.txt", import.meta.url).href,
  words: () => new URL("./words-de.txt", import.meta.url).href,
  packs: () => new URL("./base.kbpack", import.meta.url).href,
};

const NAMES = {
  worker: "worker.js",
  engine: "kbmatch-engine.wasm",
  evtx: "kbmatch-evtx.wasm",
  element: "kbmatch-element.wasm",
  codes: "codes.txt",
  words: "words-de.txt",
  packs: "base.kbpack",
};

/** The addresses of all parts: `assets` is where the package's files were copied to, `packs` a base of one's own. */
export const addresses = ({ assets, packs } = {}) => {
  const base = assets ? new URL(assets.endsWith("/") ? assets : `${assets}/`, document.baseURI) : undefined;
  const of = (name) => (base ? new URL(NAMES[name], base).href : FILES[name]());
  const found = Object.fromEntries(Object.keys(NAMES).map((name) => [name, of(name)]));
  return packs ? { ...found, packs: new URL(packs, document.baseURI).href } : found;
};

let policy;

/** A worker's address as Trusted Types want it. The policy lets through what this module asks for, and nothing else. */
const trusted = (address) => {
  if (!globalThis.trustedTypes) return address;
  policy ??= trustedTypes.createPolicy("kbmatch", { createScriptURL: (url) => url });
  return policy.createScriptURL(address);
};

/** Shared engines by the addresses that they are made of. */
const engines = new Map();

class Engine {
  #key;
  #addresses;
  #worker;
  #users = new Set();

  constructor(key, addresses) {
    this.#key = key;
    this.#addresses = addresses;
  }

  join(user) {
    this.#users.add(user);
  }

  leave(user) {
    this.#users.delete(user);
    if (this.#users.size > 0) return;
    this.#end();
    engines.delete(this.#key);
  }

  /** One end of a channel to the worker, which is started if there is none. */
  connect() {
    this.#worker ??= this.#start();
    const { port1, port2 } = new MessageChannel();
    this.#worker.postMessage(null, [port2]);
    return port1;
  }

  #start() {
    const { worker: address, engine, evtx, codes, words, packs } = this.#addresses;
    let worker;
    try {
      worker = new Worker(trusted(address), { name: "kbmatch" });
    } catch (error) {
      throw explain(error, { worker: address });
    }
    worker.addEventListener("message", ({ data }) => this.#fail(worker, explain(new Error(data.failed))));
    worker.addEventListener("error", (event) => {
      event.preventDefault(); // said by kb-match-error
      // The page hears of what its policy blocked a moment later.
      setTimeout(() => this.#fail(worker, explain(new Error(event.message || ""), { worker: address })), 0);
    });
    worker.postMessage({ engine, evtx, codes, words, packs });
    return worker;
  }

  #fail(worker, failure) {
    if (worker !== this.#worker) return;
    this.#end();
    for (const user of [...this.#users]) user.fail(failure);
  }

  #end() {
    this.#worker?.terminate();
    this.#worker = undefined;
  }
}

/** The engine for these addresses. It ends when as many have left as joined. */
export const join = (addresses, user) => {
  const key = JSON.stringify(addresses);
  if (!engines.has(key)) engines.set(key, new Engine(key, addresses));
  const engine = engines.get(key);
  engine.join(user);
  return engine;
};

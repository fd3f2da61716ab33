// Starts the engine in a thread of its own, and gets it what it asks for: the parts of the knowledge base, what reads event log
// files, and the engine that is built for speed. All of it lies beside this file.
"use strict";

{
  const here = (name) => new URL(name, location.href);

  const load = async (name) => {
    const response = await fetch(here(name));
    if (!response.ok) throw new Error(`${name}: ${response.status} ${response.statusText}`);
    return response.arrayBuffer();
  };

  const files = { manifest: "{{kb.manifest}}", codes: "{{codes.txt}}", "words-de": "{{words-de.txt}}" };

  // The engine asks for these first: they are on their way while it loads.
  const early = new Map([["manifest", load(files.manifest)], {{early}}]);
  early.forEach((part) => part.catch(() => {})); // said when it is asked for

  // What came is at hand, once, for the engine that takes over, so that nobody waits for it then: up to so many bytes. Nobody
  // else gets it: who asks again got something wrong.
  const kept = new Map();
  let room = 8 << 20;
  let takesOver = false;

  const keep = (name, bytes) => {
    room -= bytes.byteLength;
    if (room >= 0) kept.set(name, bytes);
  };

  globalThis.kbmatchPart = async (name) => {
    const known = kept.get(name);
    kept.delete(name);
    if (takesOver && known) return known;
    const part = early.get(name) ?? load(files[name] ?? `${name}.shard`);
    early.delete(name);
    if (!takesOver) keep(name, await part);
    return part;
  };

  let reader;
  globalThis.kbmatchEventLog = async () => {
    if (typeof kbmatch_evtx !== "function") importScripts(here("{{evtx.js}}"));
    reader ??= kbmatch_evtx({ module_or_path: here("{{evtx.wasm}}") });
    try {
      await reader;
    } catch (error) {
      reader = undefined; // the next file may have more luck
      throw error;
    }
    return new kbmatch_evtx.EventLog();
  };

  // The smallest module with an instruction on 128 bits.
  const SIMD = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11];

  globalThis.kbmatchFast = async () => {
    if (!WebAssembly.validate(new Uint8Array(SIMD))) throw new Error("this browser has no WebAssembly SIMD");
    if (typeof kbmatch_fast !== "function") {
      await load("{{fast.js}}"); // so that nothing stands still while it comes
      importScripts(here("{{fast.js}}"));
    }
    await kbmatch_fast({ module_or_path: here("{{fast.wasm}}") });
    takesOver = true;
    await kbmatch_fast.load();
    return kbmatch_fast;
  };

  importScripts("{{engine.js}}");
  wasm_bindgen({ module_or_path: here("{{engine.wasm}}") }).catch((error) => {
    // The page hears of an uncaught error (Worker.onerror), not of a rejected promise.
    setTimeout(() => {
      throw error;
    });
  });
}

// Starts the engine in a thread of its own, and gets it what it asks for: the parts of the knowledge base, and what reads
// event log files. All of it lies beside this file.
"use strict";

{
  const here = (name) => new URL(name, location.href);

  const load = async (name) => {
    const response = await fetch(here(name));
    if (!response.ok) throw new Error(`${name}: ${response.status} ${response.statusText}`);
    return response.arrayBuffer();
  };

  // The engine asks for these first: they are on their way while it loads.
  const early = new Map([["manifest", load("{{kb.manifest}}")], {{early}}]);
  early.forEach((part) => part.catch(() => {})); // said when it is asked for

  globalThis.kbmatchPart = (name) => {
    const part = early.get(name) ?? load(name === "codes" ? "{{codes.txt}}" : `${name}.shard`);
    early.delete(name);
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

  importScripts("{{engine.js}}");
  wasm_bindgen({ module_or_path: here("{{engine.wasm}}") }).catch((error) => {
    // The page hears of an uncaught error (Worker.onerror), not of a rejected promise.
    setTimeout(() => {
      throw error;
    });
  });
}

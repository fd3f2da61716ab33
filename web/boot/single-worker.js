// Starts the engine where the page is one file. The first message brings its parts; those that follow are the engine's own.
"use strict";

onmessage = async ({ data }) => {
  onmessage = null;
  try {
    await kbmatch_unpack({ module_or_path: data.unpacker });
    const parts = partsOf(data.archive);
    globalThis.kbmatchPart = async (name) => {
      const part = parts.get(name);
      if (!part) throw new Error(`the page does not hold ${name}`);
      return part.slice().buffer;
    };
    let reader;
    globalThis.kbmatchEventLog = async () => {
      reader ??= kbmatch_evtx({ module_or_path: parts.get("evtx.wasm") });
      await reader;
      return new kbmatch_evtx.EventLog();
    };
    await wasm_bindgen({ module_or_path: parts.get("engine.wasm") });
  } catch (error) {
    // The page hears of an uncaught error (Worker.onerror), not of a rejected promise.
    setTimeout(() => {
      throw error;
    });
  }
};

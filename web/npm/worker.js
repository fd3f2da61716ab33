// The worker that the elements of a page share. The first message says where its parts are; those that follow bring one end of a
// channel each, for one element. The build puts the engine's glue, that of the program for event log files, and pack.js before this,
// so that one file is all: no module to resolve, no script to import.
"use strict";

{
  const start = async ({ engine, evtx, codes, words, packs }) => {
    const tables = { codes, "words-de": words };
    const [part] = await Promise.all([openPack(packs, load), load(engine).then((bytes) => wasm_bindgen({ module_or_path: bytes }))]);
    // Not before the program is there: one that finds this when it starts takes the worker for that of the page.
    globalThis.kbmatchPart = (name) => (tables[name] ? load(tables[name]) : part(name));
    let reader;
    globalThis.kbmatchEventLog = async () => {
      reader ??= load(evtx).then((bytes) => kbmatch_evtx({ module_or_path: bytes }));
      try {
        await reader;
      } catch (error) {
        reader = undefined; // the next file may have more luck
        throw error;
      }
      return new kbmatch_evtx.EventLog();
    };
    await wasm_bindgen.load();
  };

  let started;
  onmessage = ({ data, ports: [port] }) => {
    if (!started) {
      started = start(data);
      started.catch((error) => postMessage({ failed: String(error?.message ?? error) }));
    } else {
      started.then(() => wasm_bindgen.connect(port), () => port.close());
    }
  };
}

// Where the page is one file: its parts are data in it.

{
  /** The bytes that an element holds: of five digits to the base of 85 four bytes (site/src/base85.rs). */
  const bytesOf = (id) => {
    const text = document.getElementById(id).textContent;
    const digit = (at) => {
      const code = at < text.length ? text.charCodeAt(at) : 124;
      return code === 125 ? 20 : code - 40; // "}" stands for "<"
    };
    const words = new DataView(new ArrayBuffer(Math.ceil(text.length / 5) * 4));
    for (let at = 0, to = 0; at < text.length; at += 5, to += 4) {
      let word = 0;
      for (let place = 0; place < 5; place++) word = word * 85 + digit(at + place);
      words.setUint32(to, word);
    }
    return new Uint8Array(words.buffer, 0, Math.floor((text.length * 4) / 5));
  };

  const unpacker = bytesOf("kbmatch-unpack");
  let worker;
  globalThis.kbmatchBoot = {
    startWorker: () => {
      const url = URL.createObjectURL(new Blob([worker], { type: "text/javascript" }));
      const started = new Worker(url);
      URL.revokeObjectURL(url);
      const archive = bytesOf("kbmatch-engine");
      started.postMessage({ unpacker, archive }, [archive.buffer]);
      return started;
    },
  };

  startPage(async () => {
    await kbmatch_unpack({ module_or_path: unpacker });
    const parts = partsOf(bytesOf("kbmatch-page"));
    worker = parts.get("worker.js");
    return parts.get("page.wasm");
  });
}

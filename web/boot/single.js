// Where the page is one file: its parts are data in it.

{
  const bytesOf = (id) => {
    const text = atob(document.getElementById(id).textContent);
    const bytes = new Uint8Array(text.length);
    for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
    return bytes;
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

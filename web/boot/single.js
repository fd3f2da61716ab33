// Where the page is one file: its parts are data in it.

{
  const bytesOf = (id) => {
    const text = atob(document.getElementById(id).textContent);
    const bytes = new Uint8Array(text.length);
    for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
    return bytes;
  };

  let worker;
  globalThis.kbmatchBoot = {
    startWorker: () => {
      const url = URL.createObjectURL(new Blob([worker], { type: "text/javascript" }));
      const started = new Worker(url);
      URL.revokeObjectURL(url);
      const packed = bytesOf("kbmatch-engine").buffer;
      started.postMessage(packed, [packed]);
      return started;
    },
  };

  startPage(async () => {
    if (typeof DecompressionStream !== "function") {
      throw new Error(
        inWords({
          en: "this browser is too old to unpack the page",
          de: "dieser Browser ist zu alt, um die Seite zu entpacken",
        }),
      );
    }
    const parts = await unpack(bytesOf("kbmatch-page"));
    worker = parts.get("worker.js");
    return parts.get("page.wasm");
  });
}

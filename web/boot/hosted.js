// Where the page's parts are files of their own. This is a file, too, since the page's policy allows no script within it.

{
  const here = document.currentScript.src;

  // For the program: how to start its worker.
  const worker = new URL("{{worker.js}}", here).href;
  globalThis.kbmatchBoot = { startWorker: () => new Worker(worker) };

  /** Keeps the page for when there is no network. The program hears of a newer build by the event `kbmatch-update`. */
  const keep = async () => {
    const registration = await navigator.serviceWorker.register(new URL("sw.js", document.baseURI));
    const offer = (newer) => {
      globalThis.kbmatchBoot.update = () => {
        navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
        newer.postMessage("take over");
      };
      dispatchEvent(new CustomEvent("kbmatch-update"));
    };
    const watch = (worker) => {
      worker?.addEventListener("statechange", () => {
        if (worker.state === "installed" && navigator.serviceWorker.controller) offer(worker);
        if (worker.state === "activated") worker.postMessage("keep the rest");
      });
    };
    watch(registration.installing);
    registration.addEventListener("updatefound", () => watch(registration.installing));
    if (registration.waiting && navigator.serviceWorker.controller) offer(registration.waiting);
    registration.active?.postMessage("keep the rest");
  };

  // Not before the page can match: it would take turns with what that needs.
  const ready = new MutationObserver(() => {
    if (document.documentElement.dataset.engine !== "ready") return;
    ready.disconnect();
    keep().catch(() => {}); // a browser that keeps nothing shows the page all the same
  });
  if ("serviceWorker" in navigator) ready.observe(document.documentElement, { attributeFilter: ["data-engine"] });

  startPage(() => new URL("{{page.wasm}}", here));
}

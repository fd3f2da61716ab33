"use strict";

/** One of the texts, each of which says the same in its language. */
const inWords = (texts) => texts[document.documentElement.lang] ?? texts.en;

/** Until the browser has shown what `index.html` has, into which the user can type: the program would take the line from what that
    needs, then the thread, and then its place. A page that nobody looks at is not shown. */
const firstPicture = () =>
  new Promise((shown) => {
    new PerformanceObserver(shown).observe({ type: "paint", buffered: true });
    setTimeout(shown, 300);
  });

/** Starts the page's program, whose module `find` finds; or says why it cannot start. */
const startPage = (find) => {
  const start = async () => {
    if (typeof WebAssembly !== "object") {
      throw new Error(
        inWords({
          en: "this browser has WebAssembly switched off, or lacks it",
          de: "dieser Browser hat WebAssembly abgeschaltet, oder es fehlt ihm",
        }),
      );
    }
    if (typeof wasm_bindgen !== "function") {
      throw new Error(
        inWords({
          en: "a part of the page could not be loaded",
          de: "ein Teil der Seite konnte nicht geladen werden",
        }),
      );
    }
    await firstPicture();
    await wasm_bindgen({ module_or_path: await find() });
  };

  const showFailure = (error) => {
    console.error(error);
    const notice = document.getElementById("engine-failed");
    for (const reason of notice.querySelectorAll("[data-reason]")) reason.textContent = error.message;
    notice.hidden = false;
    document.getElementById("app").remove(); // what there is of it does not work
    document.documentElement.dataset.engine = "failed";
  };

  start().catch(showFailure);
};

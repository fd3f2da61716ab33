"use strict";

/** The language of what is said before the program speaks: the one that the user chose on this page, the site's, or the one that
    the user prefers in general. */
const bootLanguage = (() => {
  const known = ["en", "de"];
  let chosen;
  try {
    chosen = localStorage.getItem("kbmatch-language");
  } catch {
    // where storage is forbidden, nothing was chosen
  }
  const site = JSON.parse(document.getElementById("kbmatch-site")?.textContent || "{}");
  const wanted = [chosen, site.lang, ...(navigator.languages ?? [])].filter(Boolean).map((tag) => tag.split("-")[0].toLowerCase());
  return wanted.find((tag) => known.includes(tag)) ?? "en";
})();

/** One of the texts, each of which says the same in its language. */
const inWords = (texts) => texts[bootLanguage];

document.documentElement.lang = bootLanguage;
for (const text of document.querySelectorAll("[data-languages] > [lang]")) text.hidden = text.lang !== bootLanguage;

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

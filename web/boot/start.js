"use strict";

/** Starts the page's program, whose module `find` finds; or says why it cannot start. */
const startPage = (find) => {
  const start = async () => {
    if (typeof WebAssembly !== "object") {
      throw new Error("this browser has WebAssembly switched off, or lacks it");
    }
    if (typeof wasm_bindgen !== "function") {
      throw new Error("a part of the page could not be loaded");
    }
    await wasm_bindgen({ module_or_path: await find() });
  };

  const showFailure = (error) => {
    console.error(error);
    const notice = document.getElementById("engine-failed");
    notice.querySelector("[data-reason]").textContent = error.message;
    notice.hidden = false;
    document.getElementById("app").remove(); // what there is of it does not work
    document.documentElement.dataset.engine = "failed";
  };

  start().catch(showFailure);
};

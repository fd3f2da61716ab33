// The worker's side of boot.js: the same glue and the same module as the page's, in a thread of their own. The
// program tells by its global scope which of the two it is.
"use strict";

importScripts("{{kbmatch.js}}");
wasm_bindgen({ module_or_path: new URL("{{kbmatch.wasm}}", location.href) }).catch((error) => {
  // The page hears of an uncaught error (Worker.onerror), not of a rejected promise.
  setTimeout(() => {
    throw error;
  });
});

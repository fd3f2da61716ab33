// While articles are being written (`kbmatch site --serve`): loads the page again when they have changed, and shows what is wrong
// with them. What was pasted stays.
"use strict";

{
  const here = document.currentScript.src;
  const KEPT = "kbmatch-live-text";

  const style = new CSSStyleSheet();
  style.replaceSync(`
    #kbmatch-live { position: fixed; inset: auto 0 0; z-index: 9; max-height: 60vh; overflow: auto; padding: 1rem 1.5rem;
      border-top: 3px solid var(--failure); background: var(--surface); color: var(--ink); box-shadow: 0 -4px 24px rgb(0 0 0 / 25%); }
    #kbmatch-live h2 { margin: 0 0 0.5rem; font-size: 1rem; color: var(--failure); }
    #kbmatch-live pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font: 0.8125rem / 1.5 var(--mono); }`);
  document.adoptedStyleSheets.push(style);

  const show = (title, problems) => {
    document.getElementById("kbmatch-live")?.remove();
    if (!problems) return;
    const notice = document.createElement("section");
    notice.id = "kbmatch-live";
    notice.setAttribute("role", "alert");
    notice.tabIndex = 0;
    const heading = document.createElement("h2");
    heading.textContent = title;
    const list = document.createElement("pre");
    list.textContent = problems;
    notice.append(heading, list);
    document.body.append(notice);
  };

  const box = () => document.querySelector("#app textarea");

  const reload = () => {
    // At last: what is typed until then stays, too.
    addEventListener("pagehide", () => box()?.value && sessionStorage.setItem(KEPT, box().value));
    location.reload();
  };

  const text = sessionStorage.getItem(KEPT);
  if (text) {
    sessionStorage.removeItem(KEPT);
    const ready = new MutationObserver(() => {
      if (!box()) return;
      ready.disconnect();
      box().value = text;
      box().dispatchEvent(new InputEvent("input", { bubbles: true }));
    });
    ready.observe(document.documentElement, { childList: true, subtree: true });
  }

  const pause = (ms) => new Promise((over) => setTimeout(over, ms));

  const follow = async () => {
    let build;
    for (let seen = ""; ; ) {
      try {
        const now = await (await fetch(new URL(`kbmatch-live?${seen}`, here))).json();
        if (build !== undefined && now.build !== build) return reload();
        ({ build, change: seen } = now);
        show(now.title, now.problems);
      } catch {
        await pause(1000); // the command was ended; it may be started again
      }
    }
  };

  follow();
}

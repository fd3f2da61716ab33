// <kb-match>: the article that explains a text, in a page of your own. docs/embedding.md is the reference.

import start, { View } from "./kbmatch-element.js";
import { addresses, join } from "./engine.js";
import { CODES, Failure, explain, watchPolicy } from "./failure.js";
import styles from "./styles.js";

/** The attributes, all of them live. */
export const ATTRIBUTES = ["packs", "assets", "mode", "for", "lang", "theme", "include-input"];

/** What is sent: each event bubbles, and leaves shadow roots around the element. */
export const EVENTS = [
  "kb-match-ready",
  "kb-match-progress",
  "kb-match-result",
  "kb-match-open-article",
  "kb-match-solved",
  "kb-match-unsolved",
  "kb-match-error",
];

/** What can be styled from outside by `kb-match::part(…)`. */
export const PARTS = ["input", "card", "evidence", "mark", "article", "failure"];

/** Where a page's own words can stand. */
export const SLOTS = ["intro", "footer", "heading", "solved"];

export { CODES };

/** Of an attribute whose change means another view. */
const REDRAWN = ["packs", "assets", "mode", "lang"];

/** A pause of so many milliseconds while somebody types in a form is worth a look. */
const PAUSE = 250;

let program;

/** The program that draws, once for all elements. */
const load = (address) => {
  program ??= start({ module_or_path: address }).catch((error) => {
    program = undefined;
    throw error;
  });
  return program;
};

let sheet;

const sheets = () => {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
  }
  return [sheet];
};

const aborted = (why) => new DOMException(why, "AbortError");

const EMPTY = { version: 1, events: [], results: [], notes: [] };

const nextTask = () => new Promise((resolve) => setTimeout(resolve, 0));

/** `HTMLElement` where there is one: a server may import this, too. */
const Base = globalThis.HTMLElement ?? class {};

export class KbMatch extends Base {
  static observedAttributes = ATTRIBUTES;

  #place; // in the shadow root
  #view;
  #engine;
  #starts = 0; // numbers starts: an older one gives up
  #given; // what the view gets when it is there: the newest text or file
  #files = [];
  #analysis; // the one that waits: { resolve, reject, scan }
  #verdicts = new Map(); // of the newest result
  #opened = new Set(); // articles, here or by the portal
  #target; // the form's box, and what listens to it
  #user = { fail: (failure) => this.#fail(failure) };

  // --- For portals ---------------------------------------------------------------------------------------------------------------

  /** The text that is matched; empty when it is a file or a very long text. */
  get text() {
    return this.#view ? this.#view.text() : (this.#given?.text ?? "");
  }

  set text(text) {
    this.#give({ text: String(text ?? "") });
  }

  /** The files that are matched. */
  get files() {
    return this.#files;
  }

  set files(files) {
    const list = [...(files ?? [])];
    if (list.length > 0) this.#give({ files: list });
    else this.clear();
  }

  /**
   * Matches a text, bytes or a file, and shows the answer. Gives the report. Fails with an `AbortError` when `signal` says so, or when
   * another text takes its place, and with an error that has a `code` when it cannot be read.
   */
  analyze(input, { signal } = {}) {
    if (signal?.aborted) return Promise.reject(signal.reason);
    this.#analysis?.reject(aborted("another text took its place"));
    if (input === "") {
      this.clear();
      return Promise.resolve(structuredClone(EMPTY));
    }
    return new Promise((resolve, reject) => {
      const stop = () => {
        if (this.#analysis === analysis) this.cancel(signal.reason);
      };
      const ended = (end) => (value) => {
        signal?.removeEventListener("abort", stop);
        if (this.#analysis === analysis) this.#analysis = undefined;
        end(value);
      };
      const analysis = { resolve: ended(resolve), reject: ended(reject), scan: undefined };
      this.#analysis = analysis;
      signal?.addEventListener("abort", stop);
      if (typeof input === "string") this.#give({ text: input });
      else this.#give({ files: [input instanceof File ? input : new File([input], "input")] });
    });
  }

  /** Stops reading a long text, and gives up the analysis that waits. The text stays. */
  cancel(reason = aborted("cancelled")) {
    this.#view?.stop();
    this.#analysis?.reject(reason);
  }

  /** Takes the text and its answer away. */
  clear() {
    this.#analysis?.reject(aborted("the text was taken away"));
    this.#given = undefined;
    this.#files = [];
    this.#verdicts.clear();
    this.#view?.clear();
  }

  // --- For the browser -----------------------------------------------------------------------------------------------------------

  connectedCallback() {
    for (const name of ["text", "files"]) this.#upgrade(name);
    this.#start();
    this.#watch();
  }

  /** An element that is moved leaves and comes back within the same task. */
  async disconnectedCallback() {
    await null;
    if (this.isConnected) return;
    this.#analysis?.reject(aborted("the element was removed"));
    this.#unwatch();
    this.#stop();
  }

  attributeChangedCallback(name, old, value) {
    if (old === value || !this.#place) return;
    if (name === "for") {
      this.#unwatch();
      this.#watch();
    }
    if (REDRAWN.includes(name) || (name === "for" && !this.hasAttribute("mode"))) {
      const { text } = this;
      if (text) this.#given = { text };
      this.#stop();
      this.#start();
    }
  }

  // --- For the view --------------------------------------------------------------------------------------------------------------

  /** What the view is told by: `web/src/element/host.rs`. */
  #host = {
    connect: () => {
      this.#failed = undefined;
      try {
        return this.#engine.connect();
      } catch (failure) {
        this.#refused = failure;
        throw failure;
      }
    },
    opens: (article) => {
      this.#opened.add(article);
      return this.#send("kb-match-open-article", { article, ...this.#verdicts.get(article) }, true);
    },
    heard: (json) => {
      const { what, ...detail } = JSON.parse(json);
      this.#heard[what](detail);
    },
  };

  #heard = {
    ready: (detail) => this.#send("kb-match-ready", detail),
    failed: ({ reason }) => this.#fail(this.#refused?.message === reason ? this.#refused : explain(new Error(reason))),
    began: ({ scan }) => {
      const analysis = this.#analysis;
      if (!analysis || scan === 0) return;
      if (analysis.scan === undefined) analysis.scan = scan;
      else if (analysis.scan !== scan) analysis.reject(aborted("another text took its place"));
    },
    progress: ({ scan, done, total, events }) => this.#send("kb-match-progress", { scan, done, total, events }),
    result: ({ scan, report }) => {
      const results = report.results.map(({ article, title, verdict, score, hits }) => ({ article, title, verdict, score, hits }));
      this.#verdicts = new Map(results.map(({ article, title, verdict }) => [article, { title, verdict }]));
      const input = this.hasAttribute("include-input") ? { text: this.text, report } : {};
      this.#send("kb-match-result", { scan, events: report.events.length + (report.omitted ?? 0), results, ...input });
      if (this.#analysis?.scan === scan) this.#analysis.resolve(report);
    },
    unreadable: ({ reason }) => this.#fail(new Failure("unreadable", reason, CODES.unreadable)),
    solved: ({ article, suggested }) => this.#send("kb-match-solved", { article, suggested: this.#whetherOpened(suggested) }),
    unsolved: ({ suggested }) => {
      this.#send("kb-match-unsolved", { suggested: this.#whetherOpened(suggested) });
      // What was pressed is gone: unless the portal has moved the focus, it goes back to where the user wrote.
      if (this.matches(":focus-within")) this.#target?.box?.focus();
    },
  };

  #whetherOpened(suggested) {
    return suggested.map((one) => ({ ...one, opened: this.#opened.has(one.article) }));
  }

  /** Sends an event. Says whether nobody prevented what comes next. */
  #send(name, detail, cancelable = false) {
    return this.dispatchEvent(new CustomEvent(name, { detail, cancelable, bubbles: true, composed: true }));
  }

  #refused; // why there is no channel: the view knows the words only
  #failed; // the newest failure: the view says again what it was told

  #fail(failure) {
    if (this.#failed?.message === failure.message && this.#failed.starts === this.#starts) return;
    this.#failed = { message: failure.message, starts: this.#starts };
    const { code, message, remedy } = failure;
    console.error(`<kb-match> ${message}\n${remedy ?? ""}`);
    this.#send("kb-match-error", { code, message, remedy });
    this.#analysis?.reject(failure);
    if (code !== "unreadable") this.#view?.fail(message);
  }

  // --- Within --------------------------------------------------------------------------------------------------------------------

  /** What a page set before the class was there. */
  #upgrade(name) {
    if (!Object.hasOwn(this, name)) return;
    const value = this[name];
    delete this[name];
    this[name] = value;
  }

  get #mode() {
    return this.getAttribute("mode") ?? (this.hasAttribute("for") ? "suggest" : "panel");
  }

  /** The languages that the words may be in: that of the page here, else what the browser's user prefers. */
  get #languages() {
    const here = this.closest("[lang]")?.lang || document.documentElement.lang;
    return here ? [here] : [...navigator.languages];
  }

  #give(given) {
    this.#given = given;
    this.#files = given.files ?? [];
    if (this.#view) this.#hand();
  }

  #hand() {
    const { text, files, typed } = this.#given ?? {};
    if (files) this.#view.setFiles(files);
    else if (typed) this.#view.edit(text);
    else if (text) this.#view.setText(text);
    else this.#view.clear();
  }

  async #start() {
    if (this.#place) return; // it was moved
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = sheets();
    const place = document.createElement("div");
    place.className = `element is-${this.#mode}`;
    root.replaceChildren(place);
    this.#place = place;
    const number = ++this.#starts;
    // More attributes may be on their way, one after the other.
    await null;
    if (number !== this.#starts) return;
    const all = addresses({ assets: this.getAttribute("assets"), packs: this.getAttribute("packs") });
    try {
      await load(all.element);
    } catch (error) {
      await nextTask(); // the page hears of what its policy blocked a moment later
      if (number === this.#starts) this.#fallBack(explain(error));
      return;
    }
    if (number !== this.#starts) return;
    this.#engine = join(all, this.#user);
    this.#view = new View(place, this.#mode, this.#languages, this.#host);
    if (this.#given) this.#hand();
  }

  #stop() {
    this.#starts++;
    this.#view?.free();
    this.#engine?.leave(this.#user);
    this.#view = this.#engine = this.#place = undefined;
    this.shadowRoot?.replaceChildren();
  }

  /** Nothing can be drawn by the program: a form goes on without suggestions, a panel says why it is empty. */
  #fallBack(failure) {
    this.#fail(failure);
    if (this.#mode === "suggest") return;
    const notice = document.createElement("p");
    notice.className = "panel is-failure";
    notice.part = "failure";
    notice.setAttribute("role", "alert");
    notice.textContent = `kbmatch could not start: ${failure.message}`;
    this.#place.replaceChildren(notice);
  }

  /** Follows the box that `for` names, also when that comes later or is replaced. */
  #watch() {
    const id = this.getAttribute("for");
    if (!id || this.#target) return;
    const scope = this.getRootNode();
    const target = { box: undefined, timer: undefined };
    const read = () => target.box.value ?? target.box.textContent;
    const typed = (event) => {
      clearTimeout(target.timer);
      const isWhole = event.inputType?.startsWith("insertFrom") || event.inputType === undefined;
      if (isWhole) this.#give({ text: read() });
      else target.timer = setTimeout(() => this.#give({ text: read(), typed: true }), PAUSE);
    };
    const find = () => {
      if (target.box?.isConnected) return;
      target.box?.removeEventListener("input", typed);
      target.box = scope.getElementById?.(id) ?? undefined;
      target.box?.addEventListener("input", typed);
      if (target.box && read()) this.#give({ text: read() });
    };
    const observer = new MutationObserver(find);
    observer.observe(scope, { childList: true, subtree: true });
    target.end = () => {
      observer.disconnect();
      clearTimeout(target.timer);
      target.box?.removeEventListener("input", typed);
    };
    this.#target = target;
    find();
  }

  #unwatch() {
    this.#target?.end();
    this.#target = undefined;
  }
}

/** Attributes as properties, as frameworks set them. */
for (const [property, attribute] of [["packs", "packs"], ["assets", "assets"], ["mode", "mode"], ["htmlFor", "for"], ["theme", "theme"]]) {
  Object.defineProperty(KbMatch.prototype, property, {
    configurable: true,
    enumerable: true,
    get() {
      return this.getAttribute(attribute) ?? "";
    },
    set(value) {
      if (value === null || value === undefined) this.removeAttribute(attribute);
      else this.setAttribute(attribute, value);
    },
  });
}

Object.defineProperty(KbMatch.prototype, "includeInput", {
  configurable: true,
  enumerable: true,
  get() {
    return this.hasAttribute("include-input");
  },
  set(value) {
    this.toggleAttribute("include-input", Boolean(value));
  },
});

if (globalThis.customElements && !customElements.get("kb-match")) {
  watchPolicy();
  customElements.define("kb-match", KbMatch);
}

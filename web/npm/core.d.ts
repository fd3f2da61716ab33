import type { Explanation } from "./explanation.js";
import type { Report } from "./report.js";

export type { Explanation, Report };

/** What a list shows of an article. */
export interface Article {
  id: string;
  /** The folder above it. */
  area: string;
  title: string;
  severity: "critical" | "error" | "warning" | "info";
  products: string[];
}

/** A text: a string, or bytes in UTF-8, UTF-16 or a Windows code page. */
export type Text = string | ArrayBuffer | ArrayBufferView;

/** What a WebAssembly program may be made of: its bytes, a compiled module, a response, or its address. */
export type Program = ArrayBuffer | ArrayBufferView | WebAssembly.Module | Response | string | URL;

export interface InitOptions {
  /** The engine: `kbmatch/engine.wasm`. The package's own if it is not given. */
  module_or_path?: Program;
  /** A pack's bytes, or the address of a pack or of a manifest with its shards beside it. The package's own if it is not given. */
  packs?: ArrayBuffer | ArrayBufferView | string | URL;
}

export interface ScanOptions {
  /** Whether places are also given as JavaScript counts: yes for strings, no for bytes, if it is not given. */
  utf16?: boolean;
}

/** Loads engine and base. The first base is also what this module's functions ask. */
export function init(options?: InitOptions): Promise<KnowledgeBase>;
export default init;

/** A knowledge base: make one with {@link init}. */
export class KnowledgeBase {
  private constructor();
  /** The report on a text. Time grows with the text alone: megabytes take a second. */
  scan(input: Text, options?: ScanOptions): Report;
  /** Every condition of one article with its value, or `undefined` if there is no such article. */
  explain(article: string, input: Text): Explanation | undefined;
  /** What the base holds, ascending by id. */
  articles(): Article[];
  /** Gives its memory back; it cannot be used after that. */
  free(): void;
}

/** As {@link KnowledgeBase.scan}, of the base that {@link init} gave first. */
export function scan(input: Text, options?: ScanOptions): Report;

/** As {@link KnowledgeBase.explain}, of the base that {@link init} gave first. */
export function explain(article: string, input: Text): Explanation | undefined;

/** The text of an event log file (`.evtx`), as UTF-8. Loads a program of its own at the first call. */
export function eventLogText(
  input: ArrayBuffer | ArrayBufferView,
  options?: { module_or_path?: Program },
): Promise<Uint8Array>;

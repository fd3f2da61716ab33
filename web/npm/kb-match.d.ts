import type { Report } from "./report.js";

export type { Report };

export type Verdict = "match" | "possible" | "near_miss";

export interface ReadyDetail {
  /** How many articles the base has. */
  articles: number;
}

export interface ProgressDetail {
  /** Numbers the texts of one element. */
  scan: number;
  /** How many bytes are read. */
  done: number;
  /** How many there are. */
  total: number;
  /** How many events were in them. */
  events: number;
}

export interface ResultSummary {
  article: string;
  title: string;
  verdict: Verdict;
  /** Bits of information in the evidence. */
  score: number;
  /** How many events show it. */
  hits: number;
}

export interface ResultDetail {
  scan: number;
  /** How many events were read. */
  events: number;
  /** The articles with something to say, best first. */
  results: ResultSummary[];
  /** The text; only with `include-input`, and not of a file or a very long text, which give an empty one. */
  text?: string;
  /** The report, which quotes the text; only with `include-input`. */
  report?: Report;
}

export interface OpenArticleDetail {
  article: string;
  title?: string;
  /** What is said of it, if it is among the results. */
  verdict?: Verdict;
}

export interface Suggested {
  article: string;
  verdict: Verdict;
  /** Whether the user opened it. */
  opened: boolean;
}

export interface SolvedDetail {
  /** The article that helped. */
  article: string;
  suggested: Suggested[];
}

export interface UnsolvedDetail {
  suggested: Suggested[];
}

export type FailureCode =
  | "no-webassembly"
  | "csp-wasm"
  | "csp-worker"
  | "csp-connect"
  | "trusted-types"
  | "cross-origin"
  | "not-loaded"
  | "not-a-base"
  | "unreadable"
  | "stopped";

export interface ErrorDetail {
  code: FailureCode;
  message: string;
  /** What to change. */
  remedy?: string;
}

export interface KbMatchEventMap {
  "kb-match-ready": CustomEvent<ReadyDetail>;
  "kb-match-progress": CustomEvent<ProgressDetail>;
  "kb-match-result": CustomEvent<ResultDetail>;
  /** Cancelable: who prevents it shows the article some other way. */
  "kb-match-open-article": CustomEvent<OpenArticleDetail>;
  "kb-match-solved": CustomEvent<SolvedDetail>;
  "kb-match-unsolved": CustomEvent<UnsolvedDetail>;
  "kb-match-error": CustomEvent<ErrorDetail>;
}

/** `<kb-match>`. */
export class KbMatch extends HTMLElement {
  /** The address of a pack or a manifest. */
  packs: string;
  /** Where the package's files were copied to, if not beside the script. */
  assets: string;
  mode: string;
  /** The attribute `for`: the id of a box in a form. */
  htmlFor: string;
  theme: string;
  includeInput: boolean;
  /** The text that is matched; empty when it is a file or a very long text. */
  text: string;
  /** The files that are matched. */
  get files(): File[];
  set files(files: Iterable<File> | FileList | null);
  /** Matches a text, bytes or a file, and shows the answer. */
  analyze(
    input: string | Blob | ArrayBuffer | ArrayBufferView<ArrayBuffer>,
    options?: { signal?: AbortSignal },
  ): Promise<Report>;
  /** Stops reading a long text, and gives up the analysis that waits. The text stays. */
  cancel(reason?: unknown): void;
  /** Takes the text and its answer away. */
  clear(): void;
  addEventListener<K extends keyof KbMatchEventMap>(
    type: K,
    listener: (this: KbMatch, event: KbMatchEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

export const ATTRIBUTES: readonly string[];
export const EVENTS: readonly (keyof KbMatchEventMap)[];
export const PARTS: readonly string[];
export const SLOTS: readonly string[];
export const CODES: Readonly<Record<FailureCode, string>>;

declare global {
  interface HTMLElementTagNameMap {
    "kb-match": KbMatch;
  }
  interface HTMLElementEventMap extends KbMatchEventMap {}
  interface DocumentEventMap extends KbMatchEventMap {}
  interface WindowEventMap extends KbMatchEventMap {}
}

/* From docs/report.schema.json: `node tests/npm/types.js` writes this. */

export type Count = number;
/**
 * An article's id.
 */
export type Id = string;
/**
 * Bits of information.
 */
export type Bits = number;
/**
 * A symptom's name in the article.
 */
export type Symptom = string;
/**
 * A predicate as an author writes it: `Resource|startswith: https://...`.
 */
export type Predicate = string;
/**
 * Text for people.
 */
export type Words = string;
/**
 * What the text says, shortened to about 200 characters.
 */
export type Quote = string;
/**
 * Index into events.
 */
export type Index = number;
export type Places = Place[];

export interface Report {
  /**
   * Raised when a reader of the old version would misunderstand the new one.
   */
  version: 1;
  /**
   * What was read, in the order of the input.
   */
  events: Event[];
  /**
   * How many events were read and are not listed, because there are very many and no article points at them.
   */
  omitted?: number;
  /**
   * The articles with something to say, best first: match, then possible, then near_miss; within each by score, then by id.
   */
  results: Finding[];
  /**
   * What the user should know of the reading.
   */
  notes: Note[];
}
/**
 * One event as it was understood. What the input did not show is absent.
 */
export interface Event {
  /**
   * The layout that it was read from; text has no event structure.
   */
  format:
    | "event-viewer"
    | "friendly-view"
    | "windows-nt"
    | "scom"
    | "dcdiag"
    | "wevtutil"
    | "xml"
    | "power-shell"
    | "csv"
    | "table"
    | "json"
    | "yaml"
    | "splunk"
    | "properties"
    | "snare"
    | "ossec"
    | "cef"
    | "leef"
    | "win-collect"
    | "cmtrace"
    | "windows-update-log"
    | "cbs"
    | "setup-log"
    | "entra-page"
    | "oauth-error"
    | "dsregcmd"
    | "syslog"
    | "journal"
    | "klog"
    | "logfmt"
    | "stack-trace"
    | "log"
    | "text";
  span: Place;
  /**
   * Who logged it.
   */
  provider?: string;
  /**
   * The log.
   */
  channel?: string;
  /**
   * Its number within the provider.
   */
  event_id?: number;
  /**
   * The level as printed.
   */
  level?: string;
  /**
   * The time as printed.
   */
  time?: string;
  /**
   * The machine.
   */
  computer?: string;
  /**
   * The account, or its SID.
   */
  user?: string;
  /**
   * The task category.
   */
  task?: string;
  /**
   * The error codes in it, in canonical spelling.
   *
   * @minItems 1
   * @maxItems 16
   */
  codes?: string[];
}
/**
 * A half-open range of the input: in bytes, and where a caller asked for it, in UTF-16 code units of its text, as JavaScript counts.
 */
export interface Place {
  start: Count;
  end: Count;
  /**
   * The number of the line in which it starts.
   */
  line: number;
  utf16?: Span;
}
/**
 * A half-open range: start is the first, end comes after the last.
 */
export interface Span {
  start: Count;
  end: Count;
}
/**
 * What is to be said of one article.
 */
export interface Finding {
  article: Id;
  /**
   * The article's title.
   */
  title: string;
  /**
   * match: the article's condition is true. possible: it is unknown, with specific evidence and nothing against it. near_miss: it is false, in spite of specific evidence.
   */
  verdict: "match" | "possible" | "near_miss";
  score: Bits;
  hits: Count;
  /**
   * The article's named causes: those that hold first, then those that the text does not decide. Empty for an article with one cause.
   */
  causes: Cause[];
  /**
   * What speaks for it.
   */
  evidence: Evidence[];
  /**
   * What would have to be added to be sure.
   */
  missing: Missing[];
  /**
   * What speaks against it.
   */
  against: Against[];
  /**
   * The values of this text that the article's prose asks for, by name.
   */
  captures: {
    [k: string]: Capture;
  };
}
/**
 * One of several causes of an article.
 */
export interface Cause {
  /**
   * Its name in the article.
   */
  name: string;
  /**
   * Its title.
   */
  title: string;
  /**
   * Whether it applies to this text.
   */
  holds: "yes" | "unknown" | "no";
}
/**
 * One true predicate, and the words that make it true.
 */
export interface Evidence {
  symptom: Symptom;
  predicate: Predicate;
  expected: Words;
  found: Quote;
  event: Index;
  spans: Places;
  bits: Bits;
}
/**
 * Something that would decide a possible.
 */
export interface Missing {
  symptom: Symptom;
  predicate?: Predicate;
  expected: Words;
  event?: Index;
}
/**
 * One false predicate that decides against the article.
 */
export interface Against {
  symptom: Symptom;
  predicate: Predicate;
  expected: Words;
  found: Quote;
  event: Index;
  spans: Places;
}
/**
 * A value of the text for the article's prose.
 */
export interface Capture {
  /**
   * The value. It is text, never markup.
   */
  value: string;
  event: Index;
  spans: Places;
}
/**
 * Something about the reading that is no error.
 */
export interface Note {
  /**
   * empty: there is nothing to read. invalid-encoding: bytes that are no text were replaced. truncated: an event stops in the middle. oversize: something was cut into pieces. refused: something dangerous was not read. damaged: a part of a file is damaged.
   */
  code: "empty" | "invalid-encoding" | "truncated" | "oversize" | "refused" | "damaged";
  message: Words;
  span: Place;
}

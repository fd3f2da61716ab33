/* From docs/explain.schema.json: `node tests/npm/types.js` writes this. */

import type { Bits, Count, Event, Id, Index, Note, Places, Predicate, Quote, Symptom, Words } from "./report.js";

/**
 * true: it is so. false: it is not. unknown: the text does not show it.
 */
export type Truth = "true" | "unknown" | "false";
/**
 * A formula in which every part has its value.
 */
export type SymptomsFormula =
  | {
      op: "leaf";
      symptom: Symptom;
      truth: Truth;
      /**
       * Whether it stands under an odd number of negations.
       */
      negated: boolean;
    }
  | {
      op: "all";
      truth: Truth;
      /**
       * The parts.
       */
      of: SymptomsFormula[];
    }
  | {
      op: "at_least";
      truth: Truth;
      at_least: Count;
      /**
       * The parts.
       */
      of: SymptomsFormula[];
    }
  | {
      op: "not";
      truth: Truth;
      of: SymptomsFormula;
    };
/**
 * A formula in which every part has its value.
 */
export type PredicatesFormula =
  | {
      op: "leaf";
      predicate: Predicate;
      expected: Words;
      truth: Truth;
      /**
       * Whether it stands under an odd number of negations.
       */
      negated: boolean;
      found: Quote;
      spans: Places;
      bits: Bits;
    }
  | {
      op: "all";
      truth: Truth;
      /**
       * The parts.
       */
      of: PredicatesFormula[];
    }
  | {
      op: "at_least";
      truth: Truth;
      at_least: Count;
      /**
       * The parts.
       */
      of: PredicatesFormula[];
    }
  | {
      op: "not";
      truth: Truth;
      of: PredicatesFormula;
    };

/**
 * Why one article matches a text, or does not.
 */
export interface Explanation {
  /**
   * Raised when a reader of the old version would misunderstand the new one.
   */
  version: 1;
  article: Id;
  /**
   * The article's title.
   */
  title: string;
  /**
   * The verdict of a scan; null where a scan would not name the article.
   */
  verdict: "match" | "possible" | "near_miss" | null;
  score: Bits;
  specific: Bits;
  read: Count;
  /**
   * The events that are shown, in the order of the input.
   */
  events: Event[];
  match: Condition;
  /**
   * The conditions of its named causes.
   */
  causes: Cause[];
  /**
   * The conditions that raise its rank.
   */
  supports: Condition[];
  /**
   * What keeps it from a match; empty for a match.
   */
  deciding: Deciding[];
  /**
   * Its symptoms, in the order of the article.
   */
  symptoms: SymptomValue[];
  /**
   * What the user should know of the reading.
   */
  notes: Note[];
}
/**
 * A condition over all events, with its value: a formula over symptoms, or a correlation.
 */
export interface Condition {
  truth: Truth;
  formula?: SymptomsFormula;
  correlation?: Correlation;
}
/**
 * Several events in relation to each other.
 */
export interface Correlation {
  /**
   * sequence: in this order. together: in any order. count: so many of one.
   */
  relation: "sequence" | "together" | "count";
  /**
   * The symptoms that it asks for.
   */
  symptoms: SymptomTruth[];
  at_least?: Count;
  without?: SymptomTruth;
  within_ms?: Count;
  /**
   * The fields in which the events agree.
   *
   * @minItems 1
   */
  by?: string[];
  found: Count;
}
/**
 * A symptom in a condition.
 */
export interface SymptomTruth {
  symptom: Symptom;
  truth: Truth;
  /**
   * Whether it stands under an odd number of negations.
   */
  negated: boolean;
}
/**
 * The condition of a named cause.
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
  when: Condition;
}
/**
 * What keeps the article from a match.
 */
export interface Deciding {
  symptom: Words;
  predicate?: Predicate;
  expected: Words;
  truth: Truth;
  found: Quote;
  event?: Index;
  spans: Places;
}
/**
 * What the text says of one symptom.
 */
export interface SymptomValue {
  name: Symptom;
  /**
   * seen: it is true on an event. partly: it is unknown on an event with specific evidence. contradicted: it is false on one in spite of specific evidence. absent: no event bears on it.
   */
  status: "seen" | "partly" | "contradicted" | "absent";
  truth: Truth;
  hits: Count;
  bearing: Count;
  /**
   * The events that bear on it: the ones that the answer rests on first, then the surest, the most specific, the newest. Where none does, the one that comes nearest.
   */
  shown: EventValue[];
}
/**
 * One symptom on one event.
 */
export interface EventValue {
  event: Index;
  truth: Truth;
  bits: Bits;
  /**
   * Whether the event bears on the symptom: it is true there, or there is enough evidence.
   */
  bears: boolean;
  formula: PredicatesFormula;
}

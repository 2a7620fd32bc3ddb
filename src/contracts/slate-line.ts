import type { Attributes } from './product-event.ts';
import type { StoredRecord } from './record.ts';

/** One line of a `slates` record: what was asked and shown. Its id is `<record id>.<line>`. */
export interface SlateLine {
  readonly at: number;
  readonly version: number;
  /** Sequence number of the journal up to which events were known: with it the slate can be made again. */
  readonly known: number;
  /** Null = nobody in particular. */
  readonly user: string | null;
  readonly k: number;
  readonly context: Attributes;
  readonly filters: readonly AttributeFilter[];
  /** Items of earlier pages. */
  readonly before: readonly string[];
  /** What chance came from. */
  readonly seed: number;
  /** What was shown, first place first. */
  readonly items: readonly string[];
  readonly scores: readonly number[];
  /** Names of retrievers. */
  readonly sources: readonly string[];
  /** The chance with which each stood in its place. */
  readonly propensities: readonly number[];
  /** Why the slate is not what the version would have given; absent where it is. */
  readonly degraded?: string;
  /** Candidates were found by an index, approximately: it cannot be made again to the last bit. */
  readonly approximate?: true;
  readonly micros: number;
  /** Of a slate that was made ahead, for all users at once: when, and from what. Absent: it was made when asked. */
  readonly ahead?: AheadFacts;
  /** What the challenger would have shown, when it ran in shadow; without items where it had no time. */
  readonly shadow?: ShadowSlate | { readonly version: number; readonly dropped: true };
}

/** What slates that are made ahead follow from, besides the version and the user. */
export interface AheadFacts {
  readonly at: number;
  /** Sequence number of the journal up to which events were known. */
  readonly known: number;
  /** What chance came from, with the user. */
  readonly seed: number;
  /** Items of each. */
  readonly k: number;
}

/** The slate that a challenger made for the same question. */
export interface ShadowSlate {
  readonly version: number;
  readonly items: readonly string[];
  readonly micros: number;
}

/** Only items whose attribute has any of these values, or lies in the range. */
export interface AttributeFilter {
  readonly attribute: string;
  readonly is?: readonly (string | number | boolean)[];
  readonly from?: number;
  readonly to?: number;
}

/** What stands in place of a line whose user was erased. */
export interface ErasedLine {
  readonly erased: true;
}

/** The lines of a `slates` record, in order. */
export const slateLines = ({ body }: StoredRecord): (SlateLine | ErasedLine)[] =>
  body === '' ? [] : body.split('\n').map((text) => JSON.parse(text) as SlateLine | ErasedLine);

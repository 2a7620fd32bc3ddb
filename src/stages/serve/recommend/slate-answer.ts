import type { Attributes } from '../../../contracts/product-event.ts';
import type { MissingItem, SlateExplanation } from '../../../contracts/slate.ts';
import type { AttributeFilter } from '../../../contracts/slate-line.ts';

/** What a client asks of a recommender. */
export interface RecommendInput {
  /** Absent or unknown: somebody of whom nothing is known. */
  readonly user?: string;
  /** What is known of the moment: country, device, ... */
  readonly context?: Attributes;
  readonly filters?: readonly AttributeFilter[];
  /** Items on the page; 20. */
  readonly k?: number;
  /** Of the page before. */
  readonly cursor?: string;
  /** Say of each item why it is there. */
  readonly explain?: boolean;
  /** Say of these items why they are not there. */
  readonly why?: readonly string[];
}

/** The answer: items, best first. */
export interface SlateAnswer {
  /** Names the slate: for replay, and for the events that follow from it. */
  readonly id: string;
  readonly version: number;
  readonly items: readonly SlateItem[];
  /** For the next page; null where there is none. */
  readonly cursor: string | null;
  /** Why the slate is a plain one: "late", "failed"; absent = it is what the version gives. */
  readonly degraded?: string;
  readonly missing?: readonly MissingAnswer[];
}

export interface SlateItem {
  readonly item: string;
  readonly score: number;
  /** Name of the retriever that had it furthest ahead. */
  readonly source: string;
  /** The chance with which it stands in this place. */
  readonly propensity: number;
  /** What the user would rate it, where the design asks for ratings. */
  readonly predictedRating?: number;
  readonly explanation?: ItemExplanation;
}

export interface ItemExplanation extends Omit<SlateExplanation, 'because'> {
  /** Items of the user's past that had most to do with it. */
  readonly because: readonly { readonly item: string; readonly share: number }[];
}

/** unknown = no item of that id was ever there; else see MissingItem. */
export interface MissingAnswer extends Omit<MissingItem, 'item' | 'because'> {
  readonly item: string;
  readonly because: MissingItem['because'] | 'unknown';
}

export interface SimilarItem {
  readonly item: string;
  readonly score: number;
}

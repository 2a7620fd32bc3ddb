import type { MissingItem, SlateExplanation } from '../../../contracts/slate.ts';
import type { AttributeFilter } from '../../../contracts/slate-line.ts';
import type { PageAnswer, PageInput } from '../page-input.ts';

/** What a client asks of a recommender. */
export interface RecommendInput extends PageInput {
  /** Absent or unknown: somebody of whom nothing is known. */
  readonly user?: string;
  readonly filters?: readonly AttributeFilter[];
}

/** The answer: items, best first. */
export interface SlateAnswer extends PageAnswer {
  readonly items: readonly SlateItem[];
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

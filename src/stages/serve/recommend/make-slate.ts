import type { StepChoice } from '../../../contracts/design.ts';
import type { Query } from '../../../contracts/retriever.ts';
import type { Slate } from '../../../contracts/slate.ts';
import type { SlateLine } from '../../../contracts/slate-line.ts';
import type { Catalogue } from '../../../table/catalogue.ts';
import { ItemFilter } from './item-filter.ts';
import type { LiveState } from './live-state.ts';
import type { OpenRecommenderVersion } from './open-recommender.ts';
import { PopularItems } from './popular-items.ts';
import type { AheadSlates } from './slates-ahead.ts';

/** All that a slate follows from, besides the version and the state: what is logged of a request. */
export type SlateQuestion = Pick<
  SlateLine,
  'at' | 'user' | 'k' | 'context' | 'filters' | 'before' | 'seed' | 'degraded'
>;

export interface MadeSlate extends Slate {
  /** What was asked of the recommender; its arrays hold until the next slate. */
  readonly query: Query;
}

/** A version over the state that belongs to it: they change together or not at all. */
export class SlateMaker {
  readonly version: OpenRecommenderVersion;
  readonly state: LiveState;
  /** Slates made ahead by this version; absent: each is made when asked. */
  ahead: AheadSlates | undefined;
  readonly #filter = new ItemFilter();
  readonly #popular: PopularItems;
  #excluded = new Uint8Array(0);

  constructor(version: OpenRecommenderVersion, state: LiveState) {
    this.version = version;
    this.state = state;
    this.#popular = new PopularItems(version.fitted.popularity);
  }

  /**
   * The slate for a question: the same for the same version, state and question, now and in a replay.
   *
   * @param steps in place of the rerankers of the design, to try others
   *
   * Throws 'recommend/bad-filter'.
   */
  make(
    question: SlateQuestion,
    explain: boolean,
    why?: readonly number[],
    steps?: readonly StepChoice[],
  ): MadeSlate {
    const { user, at, context, k, seed, degraded } = question;
    const { catalogue } = this.state.items;
    const query = this.state.query(user, at, context);
    const excluded = this.#excludedBy(question, query, catalogue);
    if (degraded !== undefined)
      return { query, degraded, entries: this.#popular.slate(k, excluded, catalogue) };
    const request = { query, k, excluded, explain, seed, ...(why && { why }), ...(steps && { steps }) };
    return { query, ...this.version.recommender.recommend(request, catalogue) };
  }

  /** The slate that was made ahead; null where there is none that will do: of somebody new, of the moment, or used up. */
  fromAhead(question: SlateQuestion): MadeSlate | null {
    const { user, at, context, filters, k } = question;
    const { ahead } = this;
    if (ahead === undefined || user === null || filters.length > 0 || Object.keys(context).length > 0)
      return null;
    const query = this.state.query(user, at, context);
    const excluded = this.#excludedBy(question, query, this.state.items.catalogue);
    const entries = ahead.entries(user, k, excluded, this.state);
    return entries && { query, entries };
  }

  /** Items most like one; only those that pass the filters. */
  similar(item: number, k: number, filters: SlateLine['filters']) {
    const { catalogue } = this.state.items;
    const mask = this.#filter.mask(filters, catalogue);
    const excluded = this.#cleared(catalogue.size);
    if (mask !== null) excluded.set(mask);
    return this.version.recommender.similar(item, catalogue, k, excluded);
  }

  #excludedBy({ filters, before }: SlateQuestion, query: Query, catalogue: Catalogue): Uint8Array {
    const excluded = this.#cleared(catalogue.size);
    const mask = this.#filter.mask(filters, catalogue);
    if (mask !== null) excluded.set(mask);
    if (!this.version.fitted.repeats) for (let e = 0; e < query.length; e++) excluded[query.item[e]!] = 1;
    for (const id of before) {
      const item = this.state.items.find(id);
      if (item !== undefined) excluded[item] = 1;
    }
    return excluded;
  }

  #cleared(size: number): Uint8Array {
    if (this.#excluded.length !== size) this.#excluded = new Uint8Array(size);
    else this.#excluded.fill(0);
    return this.#excluded;
  }
}

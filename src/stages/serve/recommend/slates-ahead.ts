import type { SlateEntry } from '../../../contracts/slate.ts';
import type { AheadFacts } from '../../../contracts/slate-line.ts';
import type { LiveState } from './live-state.ts';

/** Slates that were made for many users at once: flat arrays, which cross processes as they are. */
export interface SlatesAhead {
  readonly version: number;
  readonly facts: AheadFacts;
  readonly users: readonly string[];
  /** Ids of items, and names of retrievers, that the arrays refer to. */
  readonly items: readonly string[];
  readonly sources: readonly string[];
  /** [users + 1] the entries of user u, best first. */
  readonly start: Int32Array;
  readonly item: Int32Array;
  readonly source: Uint8Array;
  readonly score: Float64Array;
  readonly propensity: Float64Array;
}

/** Slates that were made ahead, in memory, answered in the place of ones made when asked. */
export class AheadSlates {
  readonly facts: AheadFacts;
  readonly #slates: SlatesAhead;
  readonly #users: Map<string, number>;

  /** @param knows whether anything is known of a user: of others, who were erased meanwhile, nothing is kept */
  constructor(slates: SlatesAhead, knows: (user: string) => boolean) {
    this.facts = slates.facts;
    this.#slates = slates;
    this.#users = new Map(slates.users.flatMap((id, u) => (knows(id) ? [[id, u]] : [])));
  }

  get users(): number {
    return this.#users.size;
  }

  /** Forget a user who was erased. */
  erase(user: string): void {
    this.#users.delete(user);
  }

  /**
   * What is left for a user of the list that was made for him: without what is excluded now and what has gone since. Null
   * where he has none, or less than is asked for is left of one that was cut.
   *
   * @param excluded [items of the state] 1 = must not be shown: seen, filtered, on an earlier page
   */
  entries(user: string, k: number, excluded: Uint8Array, { items }: LiveState): SlateEntry[] | null {
    const u = this.#users.get(user);
    if (u === undefined) return null;
    const { start, item, source, score, propensity, items: ids, sources } = this.#slates;
    const entries: SlateEntry[] = [];
    for (let e = start[u]!; e < start[u + 1]! && entries.length < k; e++) {
      const live = items.find(ids[item[e]!]!);
      if (live === undefined || !items.isLive(live) || excluded[live] === 1) continue;
      entries.push({
        item: live,
        score: score[e]!,
        source: sources[source[e]!]!,
        propensity: propensity[e]!,
      });
    }
    const wasCut = start[u + 1]! - start[u]! === this.facts.k;
    return entries.length < k && wasCut ? null : entries;
  }
}

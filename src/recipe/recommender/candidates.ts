import type { OpenRetriever, Query } from '../../contracts/retriever.ts';
import { type Best, roomForBest, topK, topKOf } from '../../kernels/top-k.ts';
import type { Catalogue } from '../../table/catalogue.ts';
import type { FindMost } from './candidates-by-index.ts';

/** What all retrievers found for one user: each item once. */
export interface Candidates {
  /** [candidates] */
  readonly item: Int32Array;
  /** By retriever. */
  readonly sources: readonly CandidateSource[];
  /** An index found some: most of the best, and not the same at every time. */
  readonly approximate?: true;
}

/** What one retriever says of each candidate. */
export interface CandidateSource {
  /** [candidates] its place by this retriever, from 0; -1 = not among its candidates. */
  readonly place: Int32Array;
  /** [candidates] as the retriever scores it; 0 where it did not give it. */
  readonly score: Float32Array;
  /**
   * [candidates] the score on a scale that all retrievers share: 1 for its best, 0 for what would follow its last if
   * it went on falling as it does on average, and for what it did not give.
   */
  readonly level: Float64Array;
}

/** Finds candidates; holds memory that grows with the catalogue. */
export interface CandidateFinder {
  find(query: Query, catalogue: Catalogue, excluded: Uint8Array): Candidates;
}

/**
 * Ask each retriever for its `most` best items that are not excluded. O(retrievers x (scoring + most)).
 *
 * indexes: by retriever what finds most of its best in less time, if anything does.
 */
export function candidateFinder(
  retrievers: readonly OpenRetriever[],
  most: number,
  indexes: readonly (FindMost | null)[] = [],
): CandidateFinder {
  const lists = retrievers.map(() => roomForBest(most));
  let score = new Float32Array(0);
  let item = new Int32Array(0);
  let slot = new Int32Array(0);
  return {
    find(query, catalogue, excluded) {
      if (slot.length < catalogue.size) {
        score = new Float32Array(catalogue.size);
        item = new Int32Array(catalogue.size);
        slot = new Int32Array(catalogue.size).fill(-1);
      }
      let approximate = false as boolean;
      retrievers.forEach((retriever, r) => {
        if (indexes[r]?.(query, catalogue, excluded, lists[r]!)) approximate = true;
        else if (retriever.best !== undefined) retriever.best(query, catalogue, excluded, lists[r]!);
        else if (retriever.sparse !== undefined) {
          const count = retriever.sparse(query, catalogue, item, score);
          topKOf(item, score, count, excluded, lists[r]!);
        } else {
          retriever.score(query, catalogue, score);
          topK(score, catalogue.size, excluded, lists[r]!);
        }
      });
      return { ...together(lists, slot), ...(approximate && { approximate }) };
    },
  };
}

/** The union of the lists, in the order in which items appear. `slot` is all -1 before and after. */
function together(lists: readonly Best[], slot: Int32Array): Candidates {
  const found = new Int32Array(lists.reduce((sum, { length }) => sum + length, 0));
  let count = 0;
  for (const { item, length } of lists)
    for (let i = 0; i < length; i++) {
      if (slot[item[i]!] !== -1) continue;
      slot[item[i]!] = count;
      found[count++] = item[i]!;
    }
  const item = found.subarray(0, count);
  const sources = lists.map((list) => sourceOf(list, slot, count));
  for (let i = 0; i < count; i++) slot[item[i]!] = -1;
  return { item, sources };
}

function sourceOf({ item, score, length }: Best, slot: Int32Array, candidates: number): CandidateSource {
  const source = {
    place: new Int32Array(candidates).fill(-1),
    score: new Float32Array(candidates),
    level: new Float64Array(candidates),
  };
  const first = score[0]!;
  const range = length === 0 ? 0 : first - score[length - 1]!;
  const whole = range + range / length;
  for (let i = 0; i < length; i++) {
    const c = slot[item[i]!]!;
    source.place[c] = i;
    source.score[c] = score[i]!;
    source.level[c] = range > 0 ? 1 - (first - score[i]!) / whole : 1;
  }
  return source;
}

import type { OpenRetriever } from '../../contracts/retriever.ts';
import type { AskedUser } from '../../explain/ranking/asked-users.ts';
import { exclude } from '../../explain/ranking/judge-users.ts';
import { type Random, shuffle } from '../../kernels/random.ts';
import { range } from '../../kernels/range.ts';
import type { CandidateFeatures } from '../../recipe/recommender/candidate-features.ts';
import {
  type CandidateFinder,
  type Candidates,
  candidateFinder,
} from '../../recipe/recommender/candidates.ts';
import type { Catalogue } from '../../table/catalogue.ts';
import { type Matrix, matrix } from '../../table/matrix.ts';

/** What a ranker is shown of each user at most besides what he wanted. */
const OTHERS = 300;

/** The candidates of one user as a ranker learns from them. */
export interface RankerList {
  readonly asked: AskedUser;
  readonly candidates: Candidates;
  /** [candidates] 0 = not wanted. */
  readonly gain: Float64Array;
}

/** Rows of many users, one list each. */
export interface RankerRows {
  readonly x: Matrix;
  readonly y: Float64Array;
  /** [rows] the list that a row stands in. */
  readonly groups: Int32Array;
}

/** The candidates of every user, by these retrievers. */
export function rankerLists(
  asked: readonly AskedUser[],
  retrievers: readonly OpenRetriever[],
  most: number,
  catalogue: Catalogue,
  checkCancelled: () => void,
): RankerList[] {
  const finder: CandidateFinder = candidateFinder(retrievers, most);
  const excluded = new Uint8Array(catalogue.size);
  return asked.map((user) => {
    checkCancelled();
    exclude(user, catalogue, excluded);
    const candidates = finder.find(user.query, catalogue, excluded);
    const gains = new Map(Array.from(user.wanted.item, (it, i) => [it, user.wanted.gain[i]!]));
    return { asked: user, candidates, gain: Float64Array.from(candidates.item, (it) => gains.get(it) ?? 0) };
  });
}

/**
 * Rows to learn from: of each user all candidates that he wanted, and some that he did not. Users none of whose wishes is a
 * candidate teach nothing, and are left out. Memory: rows x features x 8 bytes.
 */
export function rankerRows(
  lists: readonly RankerList[],
  features: CandidateFeatures,
  catalogue: Catalogue,
  r: Random,
): RankerRows {
  const parts = lists.flatMap(({ asked, candidates, gain }) => {
    if (!gain.some((g) => g > 0)) return [];
    const chosen = chosenOf(gain, r);
    const x = features.of(someCandidates(candidates, chosen), asked.query, catalogue);
    return [{ x, y: Float64Array.from(chosen, (c) => gain[c]!) }];
  });
  const rows = parts.reduce((n, { y }) => n + y.length, 0);
  const x = matrix(rows, features.columns.length);
  const y = new Float64Array(rows);
  const groups = new Int32Array(rows);
  let at = 0;
  parts.forEach((part, list) => {
    const n = part.y.length;
    for (let c = 0; c < x.cols; c++) x.data.set(part.x.data.subarray(c * n, (c + 1) * n), c * rows + at);
    y.set(part.y, at);
    groups.fill(list, at, at + n);
    at += n;
  });
  return { x, y, groups };
}

/**
 * All that was wanted, and others by chance alone: were the likeliest of the others preferred, standing far ahead would
 * speak against an item.
 */
function chosenOf(gain: Float64Array, r: Random): Int32Array {
  const places = range(gain.length);
  const others = shuffle(
    places.filter((c) => gain[c] === 0),
    r,
  );
  return shuffle(Int32Array.of(...places.filter((c) => gain[c]! > 0), ...others.subarray(0, OTHERS)), r);
}

/** Candidates at these places, in that order. */
function someCandidates({ item, sources }: Candidates, places: Int32Array): Candidates {
  return {
    item: places.map((c) => item[c]!),
    sources: sources.map(({ place, score, level }) => ({
      place: places.map((c) => place[c]!),
      score: Float32Array.from(places, (c) => score[c]!),
      level: Float64Array.from(places, (c) => level[c]!),
    })),
  };
}

import type { Negatives } from '../../contracts/recommend-design.ts';
import type { OpenRetriever, Query } from '../../contracts/retriever.ts';
import type { AskedUser } from '../../explain/ranking/asked-users.ts';
import { exclude } from '../../explain/ranking/judge-users.ts';
import type { ShownList } from '../../explain/ranking/shown-lists.ts';
import { inversePropensity } from '../../kernels/inverse-propensity.ts';
import { type Random, shuffle } from '../../kernels/random.ts';
import { range } from '../../kernels/range.ts';
import { weightedReservoir } from '../../kernels/weighted-reservoir.ts';
import { type CandidateFeatures, placeAt } from '../../recipe/recommender/candidate-features.ts';
import { type Candidates, candidateFinder } from '../../recipe/recommender/candidates.ts';
import { type Catalogue, isThere } from '../../table/catalogue.ts';
import { type Matrix, matrix } from '../../table/matrix.ts';

/** What a ranker is shown of each user at most besides what he wanted. */
const OTHERS = 300;

/** Candidates as a ranker learns from them. */
export interface RankerList {
  readonly user: number;
  readonly query: Query;
  readonly candidates: Candidates;
  /** [candidates] 0 = not wanted. */
  readonly gain: Float64Array;
  /** Of what was shown: see `ShownList`; absent of candidates that nobody saw. */
  readonly shown?: Pick<ShownList, 'position' | 'propensity'>;
}

/** The candidates of a user of whom it is known what he wanted. */
export interface AskedList extends RankerList {
  readonly asked: AskedUser;
}

/** Rows of many users, one list each. */
export interface RankerRows {
  readonly x: Matrix;
  readonly y: Float64Array;
  /** [rows] the list that a row stands in. */
  readonly groups: Int32Array;
  /** [rows] null = all 1. */
  readonly weights: Float64Array | null;
}

/** The candidates of every user, by these retrievers. */
export function rankerLists(
  asked: readonly AskedUser[],
  retrievers: readonly OpenRetriever[],
  most: number,
  catalogue: Catalogue,
  checkCancelled: () => void,
): AskedList[] {
  const finder = candidateFinder(retrievers, most);
  const excluded = new Uint8Array(catalogue.size);
  return asked.map((user) => {
    checkCancelled();
    exclude(user, catalogue, excluded);
    const candidates = finder.find(user.query, catalogue, excluded);
    const gains = new Map(Array.from(user.wanted.item, (it, i) => [it, user.wanted.gain[i]!]));
    const gain = Float64Array.from(candidates.item, (it) => gains.get(it) ?? 0);
    return { user: user.user, query: user.query, candidates, gain, asked: user };
  });
}

/**
 * What retrievers say of the items of each slate, among all that might have been shown in its place: as when they are asked
 * for an answer. Items that none of them would have brought are told as such.
 */
export function shownRankerLists(
  shown: readonly ShownList[],
  retrievers: readonly OpenRetriever[],
  most: number,
  catalogue: Catalogue,
  checkCancelled: () => void,
): RankerList[] {
  const finder = candidateFinder(retrievers, most);
  const excluded = new Uint8Array(catalogue.size);
  return shown.map(({ user, query, item, gain, position, propensity }) => {
    checkCancelled();
    for (let i = 0; i < catalogue.size; i++) excluded[i] = isThere(catalogue, i, query.now) ? 0 : 1;
    const found = finder.find(query, catalogue, excluded);
    const place = new Map(Array.from(found.item, (it, c) => [it, c]));
    const candidates = someCandidates(
      found,
      item.map((it) => place.get(it) ?? -1),
      item,
    );
    return { user, query, candidates, gain, shown: { position, propensity } };
  });
}

/** How rows are chosen and laid out. */
export interface RowChoice {
  readonly negatives: Negatives;
  /** Of what was shown: rows weigh by the inverse of their propensity. */
  readonly weighted: boolean;
  /** What is wanted is 1, however much; else its gain. */
  readonly binary: boolean;
  /** [items] events of each item at training. */
  readonly popularity: Float32Array;
}

/**
 * Rows to learn from: of each user all candidates that he wanted, and some that he did not; of a slate all that he was
 * shown. Lists in which nothing is wanted teach nothing where others are drawn, and are left out then. Memory: rows x
 * features x 8 bytes.
 */
export function rankerRows(
  lists: readonly RankerList[],
  features: CandidateFeatures,
  catalogue: Catalogue,
  choice: RowChoice,
  r: Random,
): RankerRows {
  const propensity: Float64Array[] = [];
  const parts = lists.flatMap(({ query, candidates, gain, shown }) => {
    const all = choice.negatives === 'impressed';
    if (!all && !gain.some((g) => g > 0)) return [];
    const chosen = all ? range(gain.length) : chosenOf(candidates.item, gain, choice, r);
    const x = features.of(someCandidates(candidates, chosen), query, catalogue);
    if (shown !== undefined) {
      placeAt(x, features.columns, shown.position);
      propensity.push(shown.propensity);
    }
    return [{ x, y: Float64Array.from(chosen, (c) => (choice.binary ? Number(gain[c]! > 0) : gain[c]!)) }];
  });
  const weights = choice.weighted
    ? inversePropensity(Float64Array.from(propensity.flatMap((p) => [...p])))
    : null;
  return { ...stacked(parts, features.columns.length), weights };
}

function stacked(
  parts: readonly { readonly x: Matrix; readonly y: Float64Array }[],
  cols: number,
): Omit<RankerRows, 'weights'> {
  const rows = parts.reduce((n, { y }) => n + y.length, 0);
  const x = matrix(rows, cols);
  const y = new Float64Array(rows);
  const groups = new Int32Array(rows);
  let at = 0;
  parts.forEach((part, list) => {
    const n = part.y.length;
    for (let c = 0; c < cols; c++) x.data.set(part.x.data.subarray(c * n, (c + 1) * n), c * rows + at);
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
function chosenOf(
  item: Int32Array,
  gain: Float64Array,
  { negatives, popularity }: RowChoice,
  r: Random,
): Int32Array {
  const places = range(gain.length);
  const others = places.filter((c) => gain[c] === 0);
  // An item that nobody has met may be drawn as well.
  const often = Float64Array.from(others, (c) => 1 + (popularity[item[c]!] ?? 0));
  const drawn =
    negatives === 'popularity'
      ? weightedReservoir(often, OTHERS, r).map((i) => others[i]!)
      : shuffle(others, r).subarray(0, OTHERS);
  return shuffle(Int32Array.of(...places.filter((c) => gain[c]! > 0), ...drawn), r);
}

/** Candidates at these places, in that order; -1 = an item that was not found, which `named` names. */
function someCandidates({ item, sources }: Candidates, places: Int32Array, named?: Int32Array): Candidates {
  return {
    item: places.map((c, i) => item[c] ?? named![i]!),
    sources: sources.map(({ place, score, level }) => ({
      place: places.map((c) => place[c] ?? -1),
      score: Float32Array.from(places, (c) => score[c] ?? 0),
      level: Float64Array.from(places, (c) => level[c] ?? 0),
    })),
  };
}

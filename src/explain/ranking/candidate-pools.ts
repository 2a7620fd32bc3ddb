import type { Judged } from '../../contracts/ranking-metric.ts';
import { type Best, roomForBest, topK } from '../../kernels/top-k.ts';
import type { CandidateFinder, Candidates } from '../../recipe/recommender/candidates.ts';
import type { Catalogue } from '../../table/catalogue.ts';
import type { AskedUser } from './asked-users.ts';
import { exclude } from './judge-users.ts';

/** Candidates of one user, by what each retriever says of them. */
export interface Pool {
  readonly asked: AskedUser;
  /** [candidates] ascending. */
  readonly item: Int32Array;
  /** [retrievers][candidates] on the common scale of `CandidateSource.level`. */
  readonly levels: readonly Float32Array[];
  /** [retrievers][candidates] 1 = among the first hundred of the retriever. */
  readonly first: readonly Uint8Array[];
  /** [candidates] 0 = not wanted. */
  readonly gain: Float64Array;
}

/** What no retriever has among its first hundred hardly comes to the head of a list that they make together. */
const DEPTH = 100;

/**
 * The candidates of every user that some retriever has among its first hundred, scored by all of them as when they are
 * asked for more. Memory: users x candidates x retrievers x 4 bytes.
 */
export function candidatePools(
  asked: readonly AskedUser[],
  finder: CandidateFinder,
  catalogue: Catalogue,
  tell: (done: number) => void,
): Pool[] {
  const excluded = new Uint8Array(catalogue.size);
  return asked.map((user, i) => {
    if (i % 64 === 0) tell(i / asked.length);
    exclude(user, catalogue, excluded);
    return poolOf(user, finder.find(user.query, catalogue, excluded));
  });
}

function poolOf(asked: AskedUser, { item, sources }: Candidates): Pool {
  const order = Int32Array.from(item.keys())
    .filter((c) => sources.some(({ place }) => place[c]! >= 0 && place[c]! < DEPTH))
    .sort((a, b) => item[a]! - item[b]!);
  const gains = new Map(Array.from(asked.wanted.item, (it, i) => [it, asked.wanted.gain[i]!]));
  const sorted = order.map((c) => item[c]!);
  return {
    asked,
    item: sorted,
    levels: sources.map(({ level }) => Float32Array.from(order, (c) => level[c]!)),
    first: sources.map(({ place }) =>
      Uint8Array.from(order, (c) => Number(place[c]! >= 0 && place[c]! < DEPTH)),
    ),
    gain: Float64Array.from(sorted, (it) => gains.get(it) ?? 0),
  };
}

/** Memory to judge pools with: for lists of k places. */
export interface PoolRoom {
  readonly best: Best;
  readonly nothing: Uint8Array;
}

export const roomForPools = (pools: readonly Pick<Pool, 'item'>[], k: number): PoolRoom => ({
  best: roomForBest(k),
  nothing: new Uint8Array(pools.reduce((most, { item }) => Math.max(most, item.length), 0)),
});

/** The list that these scores of its candidates make of a pool; who stands before a wanted item is not told. */
export function judgePool(
  { asked, item, gain }: Pick<Pool, 'asked' | 'item' | 'gain'>,
  scores: Float32Array,
  room: PoolRoom,
): Judged {
  topK(scores, item.length, room.nothing, room.best);
  const places = room.best.item.subarray(0, room.best.length);
  return {
    items: places.map((c) => item[c]!),
    gains: Float64Array.from(places, (c) => gain[c]!),
    wanted: asked.wanted.item,
    ideal: asked.wanted.gain,
    before: new Float64Array(),
    candidates: item.length,
    past: asked.past,
  };
}

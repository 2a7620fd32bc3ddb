import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import type { Reranker } from '../contracts/reranker.ts';
import { arranged, withFloor } from './arrange.ts';

const params = {
  hours: {
    type: 'number',
    default: 24,
    min: 0.01,
    max: 1_000_000,
    unit: 'hours',
    about: 'Items added since then are fresh.',
  },
  share: {
    type: 'number',
    default: 0.2,
    min: 0,
    max: 1,
    about: 'Of the first places, and of each beginning of them, that fresh items get at least.',
  },
} as const satisfies ParamSpecs;

const HOUR_MS = 3_600_000;

/**
 * A floor under the share of what is new: of the first n places, for every n up to k, at least floor(share * n) are fresh
 * while the list has any. Items of unknown age are not. Without an instant of the answer nothing moves. O(n).
 */
export const freshFloor: Reranker<ParamsOf<typeof params>> = {
  room: 'rerankers',
  name: 'fresh-floor',
  version: 1,
  about: 'Give new items at least a share of the first places.',
  params,
  rerank(list, { catalogue: { addedAt }, k, query: { now } }, { hours, share }) {
    const since = now - hours * HOUR_MS;
    return arranged(
      list,
      withFloor(list.item.length, k, share, (i) => (addedAt[list.item[i]!] ?? Number.NaN) >= since),
    );
  },
};

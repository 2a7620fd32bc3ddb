import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { NEVER, type Retriever } from '../contracts/retriever.ts';
import type { State } from '../contracts/state.ts';
import { StandingOrder } from '../kernels/standing-order.ts';
import type { Interactions } from '../table/interactions.ts';

const DAY = 86_400_000;

const params = {
  halfLife: {
    type: 'number',
    default: 30,
    min: 0.001,
    max: 100_000,
    unit: 'days',
    search: 'log',
    about: 'After so many days an event counts half.',
  },
} as const satisfies ParamSpecs;

/** heat [items]: users who are for the item, each by the age of his newest event of it. */
interface TrendingState extends State {
  readonly facts: { readonly items: number };
  readonly arrays: { readonly heat: Float32Array };
}

/**
 * Counts that decay: each user counts 2^(-age / halfLife) for an item, by the age of his newest event that speaks for it
 * at the newest of all events. Events without a time do not count. O(events + items) to fit, O(items) to score.
 *
 * Cormode, Shkapenyuk, Srivastava and Xu 2009, "Forward decay": all counts decay alike afterwards, so that their order
 * holds until new events come.
 */
export const trending: Retriever<ParamsOf<typeof params>, TrendingState> = {
  room: 'retrievers',
  name: 'trending',
  version: 1,
  about: 'What users were for lately, by counts that decay (Cormode et al. 2009).',
  params,
  traits: {
    tier: 'baseline',
    needs: ['time'],
    coldUsers: true,
    grid: [{}, { halfLife: 7 }],
  },
  fit({ events }, { halfLife }, run) {
    run.checkCancelled();
    return { facts: { items: events.items }, arrays: { heat: heatOf(events, halfLife * DAY) } };
  },
  open({ facts: { items }, arrays: { heat } }) {
    const order = new StandingOrder(heat);
    return {
      items,
      score(_query, catalogue, out) {
        out.set(heat);
        out.fill(NEVER, items, catalogue.size);
      },
      best: (_query, _catalogue, excluded, best) => order.best(excluded, best),
    };
  },
};

function heatOf({ users, items, start, item, at, weight }: Interactions, halfLife: number): Float32Array {
  const last = at.reduce((most, when) => (Number.isNaN(when) ? most : Math.max(most, when)), -Infinity);
  const heat = new Float64Array(items);
  const counted = new Int32Array(items).fill(-1);
  for (let u = 0; u < users; u++)
    for (let e = start[u + 1]! - 1; e >= start[u]!; e--) {
      const it = item[e]!;
      if (counted[it] === u || Number.isNaN(at[e]!) || !(weight[e]! > 0)) continue;
      counted[it] = u;
      heat[it]! += 2 ** ((at[e]! - last) / halfLife);
    }
  return Float32Array.from(heat);
}

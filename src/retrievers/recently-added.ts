import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { NEVER, type Retriever } from '../contracts/retriever.ts';
import type { State } from '../contracts/state.ts';

const DAY = 86_400_000;

const params = {} as const satisfies ParamSpecs;

/** first [items] when each item was first there, milliseconds since 1970; NaN unknown. */
interface RecentState extends State {
  readonly facts: { readonly items: number };
  readonly arrays: { readonly first: Float64Array };
}

/**
 * The newest items first: by when the catalogue says that they were added, else by their first event in training. Those
 * of which neither is known, or that are still to come, are not given. O(events + items) to fit, O(items) to score.
 *
 * Scores are days before the answer, below 0; before the newest item where it is not known when the answer is.
 */
export const recentlyAdded: Retriever<ParamsOf<typeof params>, RecentState> = {
  room: 'retrievers',
  name: 'recently-added',
  version: 1,
  about: 'The newest items first, whoever asks.',
  params,
  traits: { tier: 'baseline', needs: ['time'], coldUsers: true, coldItems: true },
  fit({ events: { items, item, at }, catalogue }, _params, run) {
    run.checkCancelled();
    const first = new Float64Array(items).fill(Number.NaN);
    item.forEach((it, e) => {
      if (!(first[it]! <= at[e]!)) first[it] = Number.isNaN(at[e]!) ? first[it]! : at[e]!;
    });
    catalogue.addedAt.forEach((added, it) => {
      if (!Number.isNaN(added)) first[it] = added;
    });
    return { facts: { items }, arrays: { first } };
  },
  open({ facts: { items }, arrays: { first } }) {
    return {
      items,
      score({ now }, { size, addedAt }, out) {
        const added = (i: number): number =>
          Number.isNaN(addedAt[i]!) && i < items ? first[i]! : addedAt[i]!;
        let until = now;
        if (Number.isNaN(now)) {
          until = -Infinity;
          for (let i = 0; i < size; i++) if (added(i) > until) until = added(i);
        }
        for (let i = 0; i < size; i++) out[i] = added(i) <= until ? (added(i) - until) / DAY : NEVER;
      },
    };
  },
};

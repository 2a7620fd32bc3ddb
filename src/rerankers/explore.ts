import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import type { Reranker } from '../contracts/reranker.ts';
import type { Catalogue } from '../table/catalogue.ts';
import { arranged } from './arrange.ts';
import { valuesOf } from './attribute.ts';

const params = {
  chance: {
    type: 'number',
    default: 0.1,
    min: 0,
    max: 1,
    about:
      'Epsilon: how often a place that explores shows a drawn item instead of the one that was ranked there.',
  },
  every: {
    type: 'integer',
    default: 5,
    min: 1,
    max: 1000,
    about: 'Every how many places one explores: 5 = the 5th, 10th, 15th.',
  },
  pool: {
    type: 'integer',
    default: 100,
    min: 1,
    max: 10_000,
    about: 'Items behind the first k that can be drawn.',
  },
  favour: {
    type: 'choice',
    choices: ['untried', 'any'],
    default: 'untried',
    about: 'Draw items the more often the less is known of them, by 1 / sqrt(1 + events), or all alike.',
  },
  below: {
    type: 'integer',
    default: 0,
    min: 0,
    max: 1_000_000_000,
    about: 'Draw only items of which fewer events are known: new ones; 0 = all.',
  },
  by: {
    type: 'text',
    default: '',
    about:
      'Go by the events of all items with the same value of this attribute, such as an author: places for who is new; "" = by those of the item.',
  },
} as const satisfies ParamSpecs;

/**
 * Some places show, by chance, an item from behind the first k, which changes places with the one that was ranked
 * there; all other places are as they were. Each exploring place draws from items of its own (of the pool every s-th,
 * with s such places), so that draws are independent and the chance with which each item stands where it does is exact:
 * it is logged, and off-policy estimates rest on it. "untried" draws by the width of what is known of an item, as
 * Thompson sampling would: the standard error of a rate falls with the root of its events.
 *
 * O(n), with an attribute O(items). Source: Sutton and Barto 2018, "Reinforcement learning", section 2.2 (epsilon-greedy); Bottou et al. 2013.
 */
export const explore: Reranker<ParamsOf<typeof params>> = {
  room: 'rerankers',
  name: 'explore',
  version: 1,
  about: 'Show, in some places and by chance, items of which little is known, and log the chance.',
  params,
  rerank(
    list,
    { catalogue, k, popularity, chance: draw }, // Versions that are older than these two do not name them.
    { chance, every, pool, favour, below = 0, by = '' },
  ) {
    const n = list.item.length;
    const known = by === '' ? (item: number) => popularity[item] ?? 0 : eventsBy(catalogue, popularity, by);
    const end = Math.min(n, k + pool);
    const slots: number[] = [];
    for (let place = every - 1; place < Math.min(k, n); place += every) slots.push(place);
    const places = Array.from({ length: n }, (_, i) => i);
    const propensity = new Float64Array(n).fill(1);
    const drawable: number[] = [];
    for (let i = k; i < end; i++) if (below === 0 || known(list.item[i]!) < below) drawable.push(i);
    slots.forEach((slot, s) => {
      const own = drawable.filter((_, i) => i % slots.length === s);
      if (own.length === 0) return;
      const weights = own.map((i) => (favour === 'any' ? 1 : 1 / Math.sqrt(1 + known(list.item[i]!))));
      const total = weights.reduce((a, b) => a + b);
      // The chance that the place shows each of them, and that each was left where it stands.
      const shown = weights.map((weight) => (chance * weight) / total);
      own.forEach((i, j) => {
        propensity[i] = 1 - shown[j]!;
      });
      propensity[slot] = 1 - chance;
      if (draw(2 * s) >= chance) return;
      const j = drawn(shown, chance * draw(2 * s + 1));
      const from = own[j]!;
      places[slot] = from;
      places[from] = slot;
      propensity[slot] = shown[j]!;
      propensity[from] = shown[j]!;
    });
    return { ...arranged(list, places), propensity };
  },
};

/** Events of all items that share the value of an attribute with one; where it has none, its own. */
function eventsBy(
  catalogue: Catalogue,
  popularity: Float32Array,
  attribute: string,
): (item: number) => number {
  const of = valuesOf(catalogue, attribute, '');
  const events = new Map<string, number>();
  for (let i = 0; i < catalogue.size; i++)
    for (const value of of(i)) events.set(value, (events.get(value) ?? 0) + (popularity[i] ?? 0));
  return (item) => events.get(of(item)[0] ?? '') ?? popularity[item] ?? 0;
}

/** The first place at which the running sum of `chances` is above `at`. */
function drawn(chances: readonly number[], at: number): number {
  let sum = 0;
  for (let j = 0; j < chances.length - 1; j++) {
    sum += chances[j]!;
    if (at < sum) return j;
  }
  return chances.length - 1;
}

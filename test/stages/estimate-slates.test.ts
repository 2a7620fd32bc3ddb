import { describe, expect, test } from 'vitest';
import { offPolicy } from '../../src/experiments/off-policy.ts';
import { random, shuffle } from '../../src/kernels/random.ts';
import { slateDecisions } from '../../src/stages/estimate/slate-decisions.ts';
import type { SlateRow } from '../../src/stages/monitor/slate-rows.ts';

const ITEMS = ['a', 'b', 'c', 'd', 'e', 'f'];
const PLACES = 3;
const relevance = (item: string): number => 0.05 + 0.1 * ITEMS.indexOf(item);
const examined = (place: number): number => 1 / (1 + place);

/** Slates drawn evenly, two or three a user, and what users took: an item by its relevance and its place. */
function log(count: number, seed: number) {
  const r = random(seed);
  const slates: SlateRow[] = [];
  const taken: Uint8Array[] = [];
  for (let s = 0; s < count; s++) {
    const order = shuffle(Int32Array.from(ITEMS.keys()), r).subarray(0, PLACES);
    const items = Array.from(order, (i) => ITEMS[i]!);
    const propensities = items.map(() => 1 / ITEMS.length);
    slates.push({ id: `s${s}`, user: `u${s % 800}`, items, propensities } as unknown as SlateRow);
    taken.push(Uint8Array.from(items, (item, place) => (r() < relevance(item) * examined(place) ? 1 : 0)));
  }
  return { slates, taken };
}
const options = { samples: 400, level: 0.95, seed: 1, leastEffective: 100 };

describe('what another policy would have earned, from slates', () => {
  const BEST = ['f', 'e', 'd'];
  const truth = BEST.reduce((sum, item, place) => sum + relevance(item) * examined(place), 0) / PLACES;

  test('lies within its interval, and users count once', () => {
    let held = 0;
    for (let seed = 1; seed <= 10; seed++) {
      const { slates, taken } = log(2000, seed);
      const made = slates.map(() => [BEST]);
      const told = offPolicy(slateDecisions(slates, taken, made, 'place'), options);
      expect(told.decisions).toBe(3 * 2000);
      expect(told.effective).toBeLessThan(800);
      const { ips, snips, dr, gain } = told.estimates!;
      if ([ips, snips, dr!].every(({ low, high }) => low <= truth && truth <= high)) held++;
      expect(gain.low).toBeGreaterThan(0);
      // A model of the reward takes variance away.
      expect(dr!.high - dr!.low).toBeLessThan(ips.high - ips.low);
      expect(told.meanWeight.value).toBeCloseTo(1, 0);
    }
    expect(held).toBeGreaterThanOrEqual(8);
  });

  test('of one that draws, by the shares of its draws', () => {
    const { slates, taken } = log(1, 1);
    const [one] = slates;
    const [x, y, z] = one!.items as [string, string, string];
    const { target } = slateDecisions(
      slates,
      taken,
      [
        [
          [x, y],
          [x, z],
          [y, x],
          [z, y, x],
        ],
      ],
      'place',
    );
    expect([...target]).toEqual([0.5, 0.5, 0]);
    const anywhere = slateDecisions(
      slates,
      taken,
      [
        [
          [x, y],
          [x, z],
          [y, x],
          [z, y, x],
        ],
      ],
      'item',
    );
    expect([...anywhere.target]).toEqual([1, 0.75, 0.5]);
  });
});

test('decisions of a group are drawn together: each twice tells no more than each once', () => {
  const r = random(5);
  const n = 400;
  const once = {
    reward: Float64Array.from({ length: n }, () => (r() < 0.3 ? 1 : 0)),
    propensity: new Float64Array(n).fill(0.5),
    target: Float64Array.from({ length: n }, () => (r() < 0.5 ? 1 : 0)),
    expected: null,
  };
  const twice = (values: Float64Array): Float64Array => Float64Array.from([...values, ...values]);
  const group = Int32Array.from({ length: 2 * n }, (_, i) => i % n);
  const doubled = {
    reward: twice(once.reward),
    propensity: twice(once.propensity),
    target: twice(once.target),
    expected: null,
    group,
  };
  const a = offPolicy(once, options);
  const b = offPolicy(doubled, options);
  expect(b.effective).toBeCloseTo(a.effective, 8);
  for (const name of ['ips', 'snips', 'gain'] as const)
    for (const end of ['value', 'low', 'high'] as const)
      expect(b.estimates![name][end]).toBeCloseTo(a.estimates![name][end], 10);
});

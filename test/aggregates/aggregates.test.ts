import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aggregates } from '../../src/aggregates/index.ts';
import { resolveParams } from '../../src/contracts/params.ts';

const MINUTE = 60_000;

interface Happened {
  readonly at: number;
  readonly value: number;
}

/** What each aggregate means, computed from the whole list of events: the reference. */
const MEANING: Record<
  string,
  { params: Record<string, unknown>; of: (events: readonly Happened[], at: number) => number }
> = {
  count: { params: {}, of: (events) => events.length },
  sum: { params: {}, of: (events) => events.reduce((s, e) => s + e.value, 0) },
  mean: { params: {}, of: (events) => events.reduce((s, e) => s + e.value, 0) / events.length },
  'since-last': {
    params: {},
    of: (events, at) =>
      events.length === 0 ? Number.NaN : (at - Math.max(...events.map((e) => e.at))) / 1000,
  },
  'window-sum': {
    params: { windowMinutes: 10, buckets: 5 },
    of: (events, at) => {
      const bucket = (t: number) => Math.floor(t / (2 * MINUTE));
      const inside = events.filter((e) => bucket(e.at) > bucket(at) - 5);
      return inside.reduce((s, e) => s + e.value, 0);
    },
  },
  'decayed-sum': {
    params: { halfLifeHours: 0.5 },
    of: (events, at) => events.reduce((s, e) => s + e.value * 0.5 ** ((at - e.at) / (30 * MINUTE)), 0),
  },
};

const events = fc.array(
  fc.record({
    at: fc.integer({ min: -40 * MINUTE, max: 60 * MINUTE }),
    value: fc.integer({ min: -3, max: 9 }),
  }),
  { maxLength: 40 },
);
const later = fc.integer({ min: 0, max: 30 * MINUTE });

describe.each(aggregates.map((a) => [a.name, a] as const))('%s', (name, aggregate) => {
  const { params, failures } = resolveParams(name, aggregate.params, MEANING[name]!.params);
  const open = aggregate.open(params);
  const run = (happened: readonly Happened[]): Float64Array => {
    // Among other cells, which must stay as they are.
    const cells = new Float64Array(open.width + 4).fill(-7);
    open.start(cells, 2);
    for (const { at, value } of happened) open.update(cells, 2, at, value);
    expect([...cells.subarray(0, 2), ...cells.subarray(open.width + 2)]).toEqual([-7, -7, -7, -7]);
    return cells;
  };

  test('is what its meaning says, in any order of events', () => {
    expect(failures).toEqual([]);
    fc.assert(
      fc.property(events, later, fc.boolean(), (happened, wait, inOrder) => {
        const list = inOrder ? [...happened].sort((a, b) => a.at - b.at) : happened;
        const at = Math.max(0, ...list.map((e) => e.at)) + wait;
        const cells = run(list);
        const told = open.value(cells, 2, at);
        const meant = MEANING[name]!.of(list, at);
        if (Number.isNaN(meant)) expect(told).toBeNaN();
        else expect(told).toBeCloseTo(meant, 8);
        // Asking changes nothing.
        const copy = cells.slice();
        open.value(cells, 2, at + wait);
        expect(cells).toEqual(copy);
      }),
    );
  });

  test('tells of nothing what it means, and forgets what it says', () => {
    expect(open.value(run([]), 2, 5 * MINUTE)).toBe(MEANING[name]!.of([], 5 * MINUTE));
    const forgets = aggregate.forgets?.(params);
    if (forgets === undefined) return;
    const late: Happened[] = [
      { at: 100 * MINUTE, value: 1 },
      { at: 100 * MINUTE - forgets, value: 50 },
    ];
    expect(open.value(run(late), 2, 100 * MINUTE)).toBe(1);
  });
});

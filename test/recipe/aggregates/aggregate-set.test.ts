import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AggregateEvent } from '../../../src/contracts/declared-aggregate.ts';
import { packTensors, unpackTensors } from '../../../src/contracts/pack.ts';
import { type AggregateDeclarations, AggregateSet } from '../../../src/recipe/aggregates/aggregate-set.ts';

const HOUR = 3_600_000;
const declared: AggregateDeclarations = {
  entities: ['post', 'author', 'reader'],
  types: ['impression', 'open', 'dwell'],
  aggregates: [
    {
      name: 'post.opens',
      by: ['post'],
      counts: { open: 1 },
      aggregate: { name: 'window-sum', params: { windowMinutes: 60, buckets: 6 } },
    },
    {
      name: 'post.impressions',
      by: ['post'],
      counts: { impression: 1 },
      aggregate: { name: 'window-sum', params: { windowMinutes: 60, buckets: 6 } },
    },
    {
      name: 'author.dwell',
      by: ['author'],
      counts: { dwell: 'value' },
      aggregate: { name: 'mean', params: {} },
    },
    {
      name: 'affinity',
      by: ['reader', 'author'],
      counts: { open: 1, dwell: 0.1 },
      aggregate: { name: 'decayed-sum', params: { halfLifeHours: 2 } },
    },
    { name: 'reader.last', by: ['reader'], counts: null, aggregate: { name: 'since-last', params: {} } },
  ],
  ratios: [{ name: 'post.openRate', of: 'post.opens', per: 'post.impressions', prior: 0.1, strength: 10 }],
};

const event = (
  type: string,
  at: number,
  keys: readonly number[],
  value = 1,
  seenAt = at,
): AggregateEvent => ({
  type,
  at,
  seenAt,
  value,
  keys: Int32Array.from(keys),
});
const read = (set: AggregateSet, keys: readonly number[], at: number): Record<string, number> => {
  const out = new Float64Array(set.names.length);
  set.read(Int32Array.from(keys), at, out);
  return Object.fromEntries(set.names.map((name, f) => [name, out[f]!]));
};

describe('an aggregate set', () => {
  const set = new AggregateSet(declared);
  set.update(event('impression', 0, [3, 1, 7]));
  set.update(event('impression', 0, [3, 1, 8]));
  set.update(event('open', HOUR / 2, [3, 1, 7]));
  set.update(event('dwell', HOUR / 2, [3, 1, 7], 40));
  set.update(event('like', HOUR / 2, [3, 1, 7]));
  set.update(event('open', HOUR / 2, [5, -1, 8]));

  test('tells each feature of its keys, ratios drawn to their prior', () => {
    expect(read(set, [3, 1, 7], HOUR / 2)).toEqual({
      'post.opens': 1,
      'post.impressions': 2,
      'author.dwell': 40,
      affinity: 1.1,
      'reader.last': 0,
      'post.openRate': (1 + 1) / (2 + 10),
    });
    // An hour later the impressions are out of the window, and the affinity has faded.
    const later = read(set, [3, 1, 7], 1.5 * HOUR);
    expect(later['post.impressions']).toBe(0);
    expect(later.affinity).toBeCloseTo(1.1 / Math.SQRT2, 12);
    expect(later['reader.last']).toBe(3600);
  });

  test('knows nothing of keys that it has not met, or that an event does not have', () => {
    expect(read(set, [5, -1, 99], HOUR)).toEqual({
      'post.opens': 1,
      'post.impressions': 0,
      'author.dwell': Number.NaN,
      affinity: 0,
      'reader.last': Number.NaN,
      'post.openRate': (1 + 1) / 10,
    });
    expect(read(set, [4, 0, 0], HOUR)['post.opens']).toBe(0);
  });

  test('reads many keys as it reads each, to the last bit', () => {
    const keys = [3, 1, 7, 3, 1, 8, 5, -1, 8, 5, -1, 8, 4, 0, 0, 3, 1, 7];
    const out = new Float64Array(set.names.length * 10);
    set.readAll(Int32Array.from(keys), 0.7 * HOUR, out, 10);
    for (let i = 0; i < keys.length / 3; i++)
      expect(set.names.map((_, f) => out[f * 10 + i])).toEqual(
        Object.values(read(set, keys.slice(3 * i, 3 * i + 3), 0.7 * HOUR)),
      );
  });

  test('leaves alone what is ahead of the clock, and counts it', () => {
    const before = set.state();
    expect(set.update(event('open', HOUR + 301_000, [3, 1, 7], 1, HOUR))).toBe(false);
    expect(set.late).toBe(1);
    expect(set.state().arrays).toEqual(before.arrays);
  });

  test('leaves alone what every window has forgotten', () => {
    const windows = new AggregateSet({ ...declared, aggregates: declared.aggregates.slice(0, 2) });
    expect(windows.update(event('open', 0, [1, 1, 1], 1, HOUR))).toBe(false);
    expect(windows.update(event('open', 1, [1, 1, 1], 1, HOUR))).toBe(true);
    expect(windows.late).toBe(1);
  });

  test('refuses a state of other declarations', () => {
    const other = new AggregateSet({ ...declared, ratios: [] });
    expect(() => other.restore(set.state())).toThrow('stored aggregates');
    const { facts, arrays } = set.state();
    expect(() =>
      new AggregateSet(declared).restore({ facts, arrays: { ...arrays, '0/cells': new Float64Array(3) } }),
    ).toThrow('cells a key');
  });
});

test('killed and restarted anywhere, it tells what the replay of all events tells, to the last bit', () => {
  const happened = fc.array(
    fc.record({
      type: fc.constantFrom('impression', 'open', 'dwell'),
      step: fc.integer({ min: -HOUR / 4, max: HOUR }),
      keys: fc.tuple(
        fc.integer({ min: -1, max: 6 }),
        fc.integer({ min: -1, max: 3 }),
        fc.integer({ min: -1, max: 9 }),
      ),
      value: fc.double({ min: 0, max: 100, noNaN: true }),
      restart: fc.boolean(),
    }),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(happened, (steps) => {
      const replay = new AggregateSet(declared);
      let live = new AggregateSet(declared);
      let clock = 0;
      for (const { type, step, keys, value, restart } of steps) {
        clock += Math.max(0, step);
        const next = event(type, clock + Math.min(0, step), keys, value, clock);
        replay.update(next);
        live.update(next);
        if (restart) {
          const { facts, arrays } = live.state();
          live = new AggregateSet(declared);
          live.restore({
            facts: JSON.parse(JSON.stringify(facts)),
            arrays: unpackTensors(packTensors(arrays)),
          });
        }
        expect(read(live, keys, clock)).toEqual(read(replay, keys, clock));
      }
      expect(live.state()).toEqual(replay.state());
    }),
    { numRuns: 60 },
  );
});

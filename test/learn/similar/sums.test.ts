import fc from 'fast-check';
import { expect, test } from 'vitest';
import { netWeights } from '../../../src/learn/similar/net-weights.ts';
import { SparseSums } from '../../../src/learn/similar/sparse-sums.ts';
import { asked } from '../../retrievers/retrieve.ts';

const SIZE = 6;
const place = fc.integer({ min: 0, max: SIZE - 1 });
const entries = fc.array(fc.tuple(place, fc.integer({ min: -3, max: 3 })), { maxLength: 20 });

test('sparse sums are those of a map, round after round', () => {
  const sums = new SparseSums(SIZE);
  fc.assert(
    fc.property(entries, (added) => {
      sums.clear();
      const expected = new Map<number, number>();
      for (const [to, value] of added) {
        sums.add(to, value);
        expected.set(to, (expected.get(to) ?? 0) + value);
      }
      const found = Array.from(sums.places.subarray(0, sums.count), (to) => [to, sums.at(to)]);
      expect(found).toEqual([...expected]);
    }),
  );
});

test('a history counts the sum of the events of each item, at the last of them', () => {
  const weigh = { true: netWeights(SIZE - 1, true), false: netWeights(SIZE - 1, false) };
  fc.assert(
    fc.property(entries, fc.boolean(), (events, once) => {
      const item = events.map(([of]) => of);
      const query = asked(item, { weight: Float32Array.from(events, ([, weight]) => weight) });
      const out = new Float64Array(events.length);
      weigh[`${once}`](query, out);
      out.forEach((got, e) => {
        const of = item[e]!;
        const sum = events.reduce((total, [other, weight]) => total + (other === of ? weight : 0), 0);
        const counts = of < SIZE - 1 && item.lastIndexOf(of) === e;
        expect(got + 0).toBe((counts ? (once ? Math.sign(sum) : sum) : 0) + 0);
      });
    }),
  );
});

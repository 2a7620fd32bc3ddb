import fc from 'fast-check';
import { expect, test } from 'vitest';
import { roomForBest, topK, topKOf } from '../../src/kernels/top-k.ts';

const scores = fc.array(fc.constantFrom(-Infinity, Number.NaN, -1.5, 0, 1, 2, 2.5, 7), { maxLength: 60 });

/** By sorting everything. */
function sorted(values: readonly number[], out: readonly number[], k: number): number[] {
  return values
    .map((score, item) => ({ score, item }))
    .filter(({ score, item }) => score > -Infinity && out[item] === 0)
    .sort((a, b) => b.score - a.score || a.item - b.item)
    .slice(0, k)
    .map(({ item }) => item);
}

test('the best are those of a full sort, equals by item, without what is excluded', () => {
  fc.assert(
    fc.property(
      scores,
      fc.integer({ min: 0, max: 20 }),
      fc.infiniteStream(fc.constantFrom(0, 0, 1)),
      (values, k, s) => {
        const out = values.map(() => s.next().value as number);
        const expected = sorted(values, out, k);
        const best = roomForBest(k);
        topK(Float32Array.from(values), values.length, Uint8Array.from(out), best);
        expect([...best.item.subarray(0, best.length)]).toEqual(expected);
        expect([...best.score.subarray(0, best.length)]).toEqual(expected.map((i) => values[i]));

        // The same from a list in another order.
        const items = Int32Array.from(values.keys()).reverse();
        const given = Float32Array.from(items, (i) => values[i]!);
        topKOf(items, given, items.length, Uint8Array.from(out), best);
        expect([...best.item.subarray(0, best.length)]).toEqual(expected);
      },
    ),
  );
});

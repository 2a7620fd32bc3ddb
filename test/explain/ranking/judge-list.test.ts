import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NEVER } from '../../../src/contracts/retriever.ts';
import { judgeList } from '../../../src/explain/ranking/judge-list.ts';
import { roomForBest } from '../../../src/kernels/top-k.ts';

const score = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constant(NEVER));

test('what stands before a wanted item is counted as by looking at every candidate', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ score, out: fc.boolean(), wanted: fc.boolean() }), {
        minLength: 1,
        maxLength: 20,
      }),
      fc.integer({ min: 1, max: 6 }),
      (items, k) => {
        const scores = Float32Array.from(items, (i) => i.score);
        const excluded = Uint8Array.from(items, (i) => Number(i.out && !i.wanted));
        const item = Int32Array.from(items.keys()).filter((i) => items[i]!.wanted);
        const gain = Float64Array.from(item, () => 1);
        const got = judgeList(scores, excluded, roomForBest(k), { item, gain }, new Int32Array());
        const candidates = [...items.keys()].filter((i) => excluded[i] === 0);
        expect(got.candidates).toBe(candidates.length);
        item.forEach((w, at) => {
          const above = candidates.filter((i) => scores[i]! > scores[w]!).length;
          const equal = candidates.filter((i) => scores[i] === scores[w]).length - 1;
          expect(got.before[at]).toBe(above + equal / 2);
        });
        const shown = candidates
          .filter((i) => scores[i]! > NEVER)
          .sort((a, b) => scores[b]! - scores[a]! || a - b)
          .slice(0, k);
        expect([...got.items]).toEqual(shown);
        expect([...got.gains]).toEqual(shown.map((i) => Number(items[i]!.wanted)));
      },
    ),
  );
});

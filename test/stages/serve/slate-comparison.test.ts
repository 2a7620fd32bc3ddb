import { expect, test } from 'vitest';
import type { SlateLine } from '../../../src/contracts/slate-line.ts';
import { slateComparison } from '../../../src/stages/serve/slate-comparison.ts';

const slate = (items: readonly string[], shadow?: SlateLine['shadow'], version = 1) =>
  ({ version, items, micros: 100, ...(shadow && { shadow }) }) as unknown as SlateLine;

test('slates of both are compared by items, first places and moves; those that were dropped are counted', () => {
  const found = slateComparison(
    [
      slate(['a', 'b', 'c'], { version: 2, items: ['a', 'c', 'd'], micros: 300 }),
      slate(['a', 'b'], { version: 2, items: ['a', 'b'], micros: 200 }),
      slate([], { version: 2, items: [], micros: 200 }),
      slate(['a'], { version: 2, dropped: true }),
      slate(['x'], { version: 3, items: ['y'], micros: 1 }),
      slate(['x'], { version: 2, items: ['y'], micros: 1 }, 7),
      slate(['x']),
    ],
    1,
    2,
  );
  expect(found).toMatchObject({ champion: 1, challenger: 2, slates: 3, dropped: 1 });
  expect(found.overlap).toBeCloseTo((2 / 3 + 1 + 1) / 3, 12);
  expect(found.sameFirst).toBe(1);
  expect(found.equal).toBeCloseTo(2 / 3, 12);
  expect(found.moved).toMatchObject({ min: -1, max: 0 });
  expect(found.challengerMicros).toMatchObject({ min: 200, max: 300 });
});

test('without slates of both there is nothing to say', () => {
  const found = slateComparison([slate(['a'])], 1, 2);
  expect(found).toMatchObject({ slates: 0, overlap: null, sameFirst: null, moved: null });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PairSlots } from '../../src/table/pair-slots.ts';

const part = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 2 ** 26 - 1 }));

test('each pair has one slot, in the order in which they came, and a table made again has the same', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(part, part), { maxLength: 300 }), (pairs) => {
      const slots = new PairSlots();
      const expected = new Map<string, number>();
      for (const [a, b] of pairs) {
        const key = `${a} ${b}`;
        expect(slots.find(a, b)).toBe(expected.get(key) ?? -1);
        if (!expected.has(key)) expected.set(key, expected.size);
        expect(slots.add(a, b)).toBe(expected.get(key));
      }
      const again = PairSlots.from(slots.pairs());
      for (const table of [slots, again]) {
        expect(table.size).toBe(expected.size);
        for (const [key, slot] of expected) {
          const [a, b] = key.split(' ').map(Number);
          expect(table.find(a!, b!)).toBe(slot);
        }
      }
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IdSlots } from '../../src/table/id-slots.ts';

test('ids have slots as a map would give them, whatever they are made of, come and go', () => {
  const id = fc.oneof(
    fc.string({ maxLength: 3 }),
    fc.string({ unit: 'binary', maxLength: 4 }),
    fc.constant('\ud800'),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(id, fc.boolean()), { maxLength: 80 }), (steps) => {
      const slots = new IdSlots();
      const map = new Map<string, number>();
      let next = 0;
      for (const [name, comes] of steps) {
        if (comes) {
          if (!map.has(name)) map.set(name, next++);
          expect(slots.add(name)).toBe(map.get(name));
        } else {
          map.delete(name);
          slots.remove(name);
          expect(slots.find(name)).toBe(-1);
        }
      }
      expect([slots.size, [...slots.ids()]]).toEqual([map.size, [...map.keys()]]);
      for (const [name, slot] of map) expect(slots.find(name)).toBe(slot);
    }),
    { numRuns: 60 },
  );
});

test('many ids, and one longer than a chunk', () => {
  const slots = new IdSlots();
  const long = 'é'.repeat(70_000);
  for (let i = 0; i < 5000; i++) slots.add(`user-${i}`);
  expect(slots.add(long)).toBe(5000);
  expect([slots.add('next'), slots.find('user-4999'), slots.find(long), slots.find('user-5000')]).toEqual([
    5001, 4999, 5000, -1,
  ]);
});

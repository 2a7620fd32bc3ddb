import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Rooms } from '../../src/table/rooms.ts';
import { RowChunks } from '../../src/table/row-chunks.ts';

test('lists keep their entries, whatever others grow, shrink and give back', () => {
  const steps = fc.array(fc.tuple(fc.nat(5), fc.nat(70)), { maxLength: 60 });
  fc.assert(
    fc.property(steps, (told) => {
      const rooms = new Rooms(70, (places) => ({ a: new Int32Array(places), b: new Float64Array(places) }));
      const lists = new Map<number, number[]>();
      told.forEach(([key, length], step) => {
        const before = lists.get(key) ?? [];
        rooms.resize(key, length);
        const list = Array.from({ length }, (_, i) => before[i] ?? 1000 * step + i);
        lists.set(key, list);
        if (length === 0) return;
        const [{ a, b }, from] = [rooms.chunkOf(key), rooms.fromOf(key)];
        // Nothing of others, and nothing of what was cut off, stands in the new places.
        for (let i = before.length; i < length; i++) expect([a[from + i], b[from + i]]).toEqual([0, 0]);
        a.set(list, from);
        b.set(list, from);
      });
      for (const [key, list] of lists) {
        expect(rooms.lengthOf(key)).toBe(list.length);
        if (list.length === 0) continue;
        const [{ a, b }, from] = [rooms.chunkOf(key), rooms.fromOf(key)];
        expect([...a.subarray(from, from + list.length)]).toEqual(list);
        expect([...b.subarray(from, from + list.length)]).toEqual(list);
      }
    }),
    { numRuns: 30 },
  );
});

test('rows stay where they are while others come, and are joined and taken up in their order', () => {
  const rows = new RowChunks(3, (length) => new Float64Array(length));
  rows.reach(1);
  const first = rows.chunkOf(0);
  rows.reach(9000);
  expect(rows.chunkOf(0)).toBe(first);
  for (const row of [0, 2729, 2730, 2731, 8999]) rows.chunkOf(row)[rows.fromOf(row) + 2] = row + 1;
  const all = rows.joined();
  expect([all.length, all[2], all[3 * 2730 + 2], all[3 * 2731 + 2], all.at(-1)]).toEqual([
    27_000, 1, 2731, 2732, 9000,
  ]);
  const others = new RowChunks(3, (length) => new Float64Array(length));
  others.reach(20_000);
  others.take(all);
  expect([others.size, others.joined()]).toEqual([9000, all]);
});

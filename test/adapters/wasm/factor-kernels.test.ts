import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wasmKernels } from '../../../src/adapters/wasm/wasm-kernels.ts';
import { type Kernels, plainKernels } from '../../../src/contracts/kernels.ts';
import { TILE } from '../../../src/kernels/gram-strip.ts';
import { random, randomInt } from '../../../src/kernels/random.ts';
import { placed } from '../../../src/learn/factors/gram-tiles.ts';
import { preferencesOf, transposed } from '../../../src/table/preferences.ts';
import { madeEvents } from '../../learn/factors/made-events.ts';

const wasm = wasmKernels(1);

/** What the work writes, by the kernels in TypeScript and by those in WebAssembly. */
const both = (work: (kernels: Kernels) => Float32Array): Float32Array => {
  const written = (kernels: Kernels) => kernels.scope(() => Float32Array.from(work(kernels)));
  const plain = written(plainKernels);
  expect(written(wasm)).toEqual(plain);
  return plain;
};

test('a strip of X’X is equal by both, and is what it says', () => {
  const x = preferencesOf(madeEvents(50, 300, 9, 1));
  for (const strip of [0, 1, 2]) {
    const first = strip * TILE;
    const last = Math.min(300, first + TILE);
    const out = both((kernels) => {
      const [rows, columns] = [placed(x, kernels), placed(transposed(x), kernels)];
      const tiles = kernels.f32((strip + 1) * TILE * TILE);
      const { start, item, strength } = columns;
      kernels.call.gramStrip(first, last, start, item, strength, rows.start, rows.item, rows.strength, tiles);
      return tiles;
    });
    const dense = Array.from({ length: 50 }, (_, u) => {
      const row = new Float64Array(300);
      for (let p = x.start[u]!; p < x.start[u + 1]!; p++) row[x.item[p]!] = x.strength[p]!;
      return row;
    });
    const r = random(2);
    for (let k = 0; k < 300; k++) {
      const i = first + randomInt(r, last - first);
      const j = randomInt(r, last);
      const want = dense.reduce((sum, row) => sum + row[i]! * row[j]!, 0);
      expect(out[Math.floor(j / TILE) * TILE * TILE + (i - first) * TILE + (j % TILE)]).toBe(want);
    }
  }
});

const size = fc.integer({ min: 1, max: 6 }).map((n) => 4 * n);
const seeds = fc.integer({ min: 0, max: 1e6 });

test('products of rows with a point are equal by both, whatever row they begin at', () => {
  fc.assert(
    fc.property(
      size,
      fc.integer({ min: 0, max: 5 }),
      fc.integer({ min: 0, max: 13 }),
      seeds,
      (n, first, count, seed) => {
        const out = both((kernels) => {
          const r = random(seed);
          const [point, table] = [kernels.f32(n), kernels.f32((first + count) * n)];
          for (const values of [point, table])
            for (let i = 0; i < values.length; i++) values[i] = 2 * r() - 1;
          const products = kernels.f32(first + count);
          kernels.call.rowProducts(point, n, table, first, first + count, products);
          return products;
        });
        expect(out.subarray(0, first).every((v) => v === 0)).toBe(true);
      },
    ),
  );
});

test('rows in bytes are equal by both, and come as near as they say', () => {
  fc.assert(
    fc.property(size, fc.integer({ min: 1, max: 9 }), seeds, (n, rows, seed) => {
      const r = random(seed);
      const table = Float32Array.from({ length: rows * n }, (_, i) =>
        Math.floor(i / n) % 4 === 3 ? 0 : 10 ** (4 * r() - 2) * (2 * r() - 1),
      );
      const wide = 16 * Math.ceil(n / 16);
      const out = both((kernels) => {
        const laid = kernels.f32(table.length);
        laid.set(table);
        const bytes = kernels.i8(rows * wide);
        const [scale, lost, length] = [kernels.f32(rows), kernels.f32(rows), kernels.f32(rows)];
        kernels.call.coarseRows(laid, n, 0, rows, bytes, wide, scale, lost, length);
        return Float32Array.from([...bytes, ...scale, ...lost, ...length]);
      });
      const facts = out.subarray(rows * wide);
      for (let i = 0; i < rows; i++) {
        const off = Array.from({ length: n }, (_, j) => table[i * n + j]! - out[i * wide + j]! * facts[i]!);
        expect(facts[rows + i]).toBeCloseTo(Math.hypot(...off), 5);
        expect(facts[2 * rows + i]).toBeCloseTo(Math.hypot(...table.subarray(i * n, (i + 1) * n)), 4);
        expect(Math.max(...off.map(Math.abs))).toBeLessThanOrEqual(facts[i]! * 0.5001);
      }
    }),
    { numRuns: 40 },
  );
});

test('rows that may reach a bar are found alike by both, whatever row they begin at', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(16, 32, 64),
      fc.integer({ min: 0, max: 5 }),
      fc.integer({ min: 1, max: 23 }),
      fc.double({ min: -2, max: 2, noNaN: true }),
      seeds,
      (n, first, count, least, seed) => {
        const last = first + count;
        both((kernels) => {
          const r = random(seed);
          const [point, rows] = [kernels.i16(n), kernels.i8(last * n)];
          for (let j = 0; j < n; j++) point[j] = randomInt(r, 2 ** 16) - 2 ** 15;
          for (let i = 0; i < rows.length; i++) rows[i] = randomInt(r, 255) - 127;
          const [scale, slack] = [kernels.f32(last), kernels.f32(last)];
          for (let i = 0; i < last; i++) [scale[i], slack[i]] = [r() * 2 ** -24, r()];
          const [found, upper, several] = [kernels.i32(count), kernels.f32(count), kernels.i32(1)];
          kernels.call.rowsAbove(
            ...([point, n, rows, first, last, scale, slack, 0.7, least, found, upper, several] as const),
          );
          const there = several[0]!;
          return Float32Array.from([there, ...found.subarray(0, there), ...upper.subarray(0, there)]);
        });
      },
    ),
  );
});

test('least squares by conjugate gradients are equal by both, and solve what they say', () => {
  const lengths = fc.array(fc.integer({ min: 0, max: 11 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(size, lengths, fc.constantFrom(1, 3, 60), seeds, (half, counts, steps, seed) => {
      const n = 2 * half;
      const rows = 12;
      const r = random(seed);
      const draw = (length: number): Float32Array => Float32Array.from({ length }, () => 2 * r() - 1);
      const pairs = counts.reduce((a, b) => a + b, 0);
      const start = Int32Array.from([
        0,
        ...counts.map((_, i) => counts.slice(0, i + 1).reduce((a, b) => a + b, 0)),
      ]);
      const item = Int32Array.from({ length: pairs }, () => randomInt(r, rows));
      const [strength, spectrum, penalty] = [pairs, n, counts.length].map((k) =>
        draw(k).map((v) => 0.2 + Math.abs(v)),
      );
      const [table, x] = [draw(rows * n), draw(counts.length * n)];
      const solved = both((kernels) => {
        const lay = (values: Float32Array): Float32Array => {
          const out = kernels.f32(values.length);
          out.set(values);
          return out;
        };
        const [starts, items, to] = [kernels.i32(start.length), kernels.i32(pairs), lay(x)];
        starts.set(start);
        items.set(item);
        const [weights, rowsOfTable, squares, ridge] = [strength!, table, spectrum!, penalty!].map(lay);
        kernels.call.solveFactors(
          ...([0, counts.length, starts, items, weights!, rowsOfTable!, n] as const),
          ...([squares!, ridge!, to, steps, 1e-13, kernels.f32(3 * n)] as const),
        );
        return to;
      });
      if (steps < 60) return;
      counts.forEach((_, row) => {
        const w = solved.subarray(row * n, (row + 1) * n);
        const left = w.map((v, j) => -(spectrum![j]! + penalty![row]!) * v);
        for (let p = start[row]!; p < start[row + 1]!; p++) {
          const h = table.subarray(item[p]! * n, (item[p]! + 1) * n);
          const miss = strength![p]! * (1 - h.reduce((sum, v, j) => sum + v * w[j]!, 0));
          for (let j = 0; j < n; j++) left[j]! += miss * h[j]!;
        }
        expect(Math.max(...left.map(Math.abs))).toBeLessThan(1e-4);
      });
    }),
  );
});

test('rows are swept out alike by both: minus the inverse, or nothing where there is none', () => {
  fc.assert(
    fc.property(size, fc.boolean(), seeds, (n, positive, seed) => {
      const r = random(seed);
      const draw = Float32Array.from({ length: n * n }, () => 2 * r() - 1);
      const a = Float32Array.from({ length: n * n }, (_, at) => {
        const [i, j] = [Math.floor(at / n), at % n];
        if (j > i) return Number.NaN; // Nobody reads it.
        let sum = i === j ? 1 : 0;
        for (let k = 0; k < n; k++) sum += draw[i * n + k]! * draw[j * n + k]!;
        return i === j && i === n - 1 && !positive ? -1 : sum;
      });
      const out = both((kernels) => {
        const [laid, inverse] = [kernels.f32(n * n), kernels.f32(n * n)];
        laid.set(a);
        expect(kernels.call.sweepOut(n, laid, inverse, kernels.f64(n * (n + 2)))).toBe(Number(positive));
        return inverse;
      });
      let worst = 0;
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++) {
          let off = positive && i === j ? 1 : 0;
          for (let k = 0; k < n; k++) off += a[k <= i ? i * n + k : k * n + i]! * out[k * n + j]!;
          worst = Math.max(worst, Math.abs(off), Math.abs(out[i * n + j]! - out[j * n + i]!));
        }
      expect(worst).toBeLessThan(positive ? 1e-4 : 1e-30);
    }),
    { numRuns: 40 },
  );
});

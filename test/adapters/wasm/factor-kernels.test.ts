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

import type { Kernels } from '../../contracts/kernels.ts';
import type { Run } from '../../contracts/run.ts';
import { TILE } from '../../kernels/gram-strip.ts';
import { type Preferences, transposed } from '../../table/preferences.ts';
import { stripOf, type Tiles, tileAt, tilesOf } from './tiles.ts';

/** Strips that are worked on at once, between two looks at whether to stop. */
const TOGETHER = 8;

/**
 * X' X + ridge I of a sparse X, users x items: how much items are met by the same users. Rows that fill the last tile up
 * are those of the identity. The tiles live in the scope of the caller. O(sum of squared entries of the users).
 */
export function gramTiles(x: Preferences, ridge: number, run: Run): Tiles {
  const { kernels } = run;
  const tiles = tilesOf(x.items, kernels);
  kernels.scope(() => {
    const [rows, columns] = [placed(x, kernels), placed(transposed(x), kernels)];
    for (let from = 0; from < tiles.side; from += TOGETHER) {
      run.checkCancelled();
      const some = Array.from({ length: Math.min(TOGETHER, tiles.side - from) }, (_, k) => from + k);
      kernels.calls(
        'gramStrip',
        some.map(
          (i) =>
            [
              i * TILE,
              Math.min(x.items, (i + 1) * TILE),
              ...[columns.start, columns.item, columns.strength, rows.start, rows.item, rows.strength],
              stripOf(tiles, i),
            ] as Parameters<Kernels['call']['gramStrip']>,
        ),
      );
    }
  });
  for (let i = 0; i < tiles.padded; i++) {
    const tile = tileAt(tiles, Math.floor(i / TILE), Math.floor(i / TILE));
    tile[(i % TILE) * (TILE + 1)]! += i < x.items ? ridge : 1;
  }
  return tiles;
}

/** The same matrix where kernels can see it. */
export function placed({ start, item, strength, ...size }: Preferences, kernels: Kernels): Preferences {
  const out = {
    ...size,
    start: kernels.i32(start.length),
    item: kernels.i32(item.length),
    strength: kernels.f32(strength.length),
  };
  out.start.set(start);
  out.item.set(item);
  out.strength.set(strength);
  return out;
}

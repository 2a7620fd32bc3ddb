import { partOfRun, type Run } from '../../contracts/run.ts';
import type { State } from '../../contracts/state.ts';
import { fail } from '../../errors/fail.ts';
import { TILE } from '../../kernels/gram-strip.ts';
import { roomForBest, topK } from '../../kernels/top-k.ts';
import { type Preferences, transposed } from '../../table/preferences.ts';
import { gramTiles } from './gram-tiles.ts';
import { invertTiles } from './invert-tiles.ts';
import { readColumns, type Tiles, tileAt } from './tiles.ts';

export type RegressionSettings = {
  /** Penalty of squared weights. */
  readonly regularisation: number;
  readonly strengthPower: number;
  /** Weights that are kept of an item, where there are more than twice as many items. */
  readonly kept: number;
};

/**
 * Weights B [items x items] with zeros on the diagonal, such that x B comes near every user's x: as one of
 *
 * all    weight [items x items]: row i tells what item i of a past speaks for
 * kept   the largest of each row, by size: start [items + 1], item, weight
 * users  of fewer users than half the items, where B is (X' K^-1 X) / (1 - leverage) off its diagonal, and its parts are
 *        smaller: start [items + 1], user, value (X, item after item), inverse [users x users] K^-1 = (X X' + penalty)^-1,
 *        leverage [items] the diagonal of X' K^-1 X
 */
export type RegressionState = State & {
  readonly facts: { readonly items: number; readonly strengthPower: number };
} & (
    | { readonly facts: { readonly form: 'all' }; readonly arrays: { readonly weight: Float32Array } }
    | {
        readonly facts: { readonly form: 'kept' };
        readonly arrays: {
          readonly start: Int32Array;
          readonly item: Int32Array;
          readonly weight: Float32Array;
        };
      }
    | {
        readonly facts: { readonly form: 'users' };
        readonly arrays: {
          readonly start: Int32Array;
          readonly user: Int32Array;
          readonly value: Float32Array;
          readonly inverse: Float32Array;
          readonly leverage: Float32Array;
        };
      }
  );

/**
 * Regress every item on all others, with a penalty on squares: in closed form, by one inverse of the smaller side.
 *
 * x [users x items]. All in float32 except blocks on the diagonal: orders of items come out as in float64. Memory:
 * 2 x items^2 bytes while fitting (users^2 in the form of users). O(min(users, items)^3). Throws 'train/not-positive' and
 * 'train/cancelled'. Source: Steck 2019, "Embarrassingly shallow autoencoders for sparse data"; the form of users follows
 * from the identity of Woodbury.
 */
export function fitRegression(x: Preferences, settings: RegressionSettings, run: Run): RegressionState {
  const { users, items } = x;
  return run.kernels.scope(() =>
    2 * users < items ? overUsers(x, settings, run) : overItems(x, settings, run),
  );
}

function inverted(x: Preferences, { regularisation }: RegressionSettings, run: Run): Tiles {
  const tiles = gramTiles(x, regularisation, run);
  if (!invertTiles(tiles, partOfRun(run, 0.1, 0.8)))
    throw fail('train/not-positive', { param: 'regularisation', value: regularisation });
  return tiles;
}

function overItems(x: Preferences, settings: RegressionSettings, run: Run): RegressionState {
  const { items } = x;
  const { kept, strengthPower } = settings;
  const minus = inverted(x, settings, run);
  if (items <= 2 * kept) {
    const weight = new Float32Array(items * items);
    eachRow(minus, run, (i, row) => weight.set(row, i * items));
    return { facts: { form: 'all', items, strengthPower }, arrays: { weight } };
  }
  const start = Int32Array.from({ length: items + 1 }, (_, i) => i * kept);
  const [item, weight] = [new Int32Array(items * kept), new Float32Array(items * kept)];
  const best = roomForBest(kept);
  const size = new Float32Array(items);
  const none = new Uint8Array(items);
  eachRow(minus, run, (i, row) => {
    for (let j = 0; j < items; j++) size[j] = Math.abs(row[j]!);
    topK(size, items, none, best);
    item.set(best.item.sort(), i * kept);
    for (let k = 0; k < kept; k++) weight[i * kept + k] = row[best.item[k]!]!;
  });
  return { facts: { form: 'kept', items, strengthPower }, arrays: { start, item, weight } };
}

/** Hand over B row after row: B_ij = -P_ij / P_jj, and the signs of P, of which minus is given, cancel out. */
function eachRow(minus: Tiles, run: Run, take: (i: number, row: Float32Array) => void): void {
  const { n, padded, side } = minus;
  const by = Float64Array.from({ length: n }, (_, i) => {
    const block = Math.floor(i / TILE);
    return -1 / tileAt(minus, block, block)[(i % TILE) * (TILE + 1)]!;
  });
  const lines = new Float32Array(TILE * padded);
  for (let block = 0; block < side; block++) {
    run.checkCancelled();
    readColumns(minus, block, lines);
    for (let i = block * TILE; i < Math.min(n, (block + 1) * TILE); i++) {
      const row = lines.subarray((i % TILE) * padded, (i % TILE) * padded + n);
      for (let j = 0; j < n; j++) row[j]! *= by[j]!;
      row[i] = 0;
      take(i, row);
    }
  }
}

function overUsers(x: Preferences, settings: RegressionSettings, run: Run): RegressionState {
  const { users, items } = x;
  const byItem = transposed(x);
  const minus = inverted(byItem, settings, run);
  const inverse = new Float32Array(users * users);
  const lines = new Float32Array(TILE * minus.padded);
  for (let block = 0; block < minus.side; block++) {
    readColumns(minus, block, lines);
    for (let u = block * TILE; u < Math.min(users, (block + 1) * TILE); u++)
      for (let v = 0; v < users; v++) inverse[u * users + v] = -lines[(u % TILE) * minus.padded + v]!;
  }
  const { start, item: user, strength: value } = byItem;
  const leverage = Float32Array.from({ length: items }, (_, i) => {
    let sum = 0;
    for (let p = start[i]!; p < start[i + 1]!; p++)
      for (let q = start[i]!; q < start[i + 1]!; q++)
        sum += value[p]! * value[q]! * inverse[user[p]! * users + user[q]!]!;
    return sum;
  });
  const { strengthPower } = settings;
  return {
    facts: { form: 'users', items, strengthPower },
    arrays: { start, user, value, inverse, leverage },
  };
}

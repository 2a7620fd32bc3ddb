import type { Kernels } from '../../contracts/kernels.ts';
import type { Run } from '../../contracts/run.ts';
import { type Preferences, transposed } from '../../table/preferences.ts';
import { type Table, tableOf, turnToGramBasis } from './gram-basis.ts';
import { placed } from './gram-tiles.ts';

export type AlsSettings = {
  /** Weight of the squared score of every pair, met or not; a pair that was met has its strength besides. */
  readonly unobservedWeight: number;
  readonly regularisation: number;
  readonly regularisationExponent: number;
  readonly iterations: number;
  /** Steps of conjugate gradients a vector and iteration. */
  readonly steps: number;
};

/** What is learned: item factors in the basis in which their squares are diagonal, and that diagonal. */
export interface ItemFactors {
  readonly size: number;
  /** [items x size] */
  readonly factors: Float32Array;
  /** [size] diagonal of factors' factors. */
  readonly spectrum: Float32Array;
}

/** Work of a part, in pairs: a few milliseconds. */
const PART = 50_000;
/** Parts that are handed out at once, between two looks at whether to stop. */
const TOGETHER = 16;

/**
 * Factors of users W and items H that make strength (w h - 1)^2 over the pairs that were met, plus unobservedWeight (w h)^2
 * over all pairs, plus penalties, as small as alternating least squares do: users by items, items by users, in turn.
 *
 * x [users x items]; start [items x size] the items' factors to begin with, size a multiple of 8. The penalty of a user's
 * squares is regularisation (items he met + unobservedWeight items)^exponent, of an item's alike.
 *
 * Each half turns both tables to the basis in which H'H is diagonal, so that what all pairs have to do with a user costs no
 * more than its diagonal, and preconditions a few steps of conjugate gradients on the items that he met. O(pairs size) an
 * iteration, besides (users + items) size^2 for the turning, at the speed of `gemm`. Float32, the Gramian's eigenvectors in
 * float64. Throws 'train/cancelled'. Sources: Hu, Koren and Volinsky 2008; Takacs, Pilaszy and Tikk 2011 (conjugate
 * gradients); Rendle, Krichene, Zhang and Koren 2022, "Revisiting the performance of iALS on item recommendation
 * benchmarks" (penalties).
 */
export function fitItemFactors(
  x: Preferences,
  start: Float32Array,
  size: number,
  settings: AlsSettings,
  run: Run,
): ItemFactors {
  const { kernels } = run;
  return kernels.scope(() => {
    const users = tableOf(x.users, size, kernels);
    const items = tableOf(x.items, size, kernels);
    items.data.set(start);
    const byUser = sideOf(x, users, settings, kernels);
    const byItem = sideOf(transposed(x), items, settings, kernels);
    for (let iteration = 0; iteration < settings.iterations; iteration++) {
      run.progress(iteration / settings.iterations, `iteration ${iteration + 1} of ${settings.iterations}`);
      solveAll(byUser, items, settings, run);
      solveAll(byItem, users, settings, run);
    }
    const spectrum = Float32Array.from(turnToGramBasis(items, [], kernels));
    return { size, factors: items.data.slice(), spectrum };
  });
}

/** Penalty of the squares of a vector that answers for `met` of `all`. */
export const penaltyOf = (
  met: number,
  all: number,
  settings: Pick<AlsSettings, 'unobservedWeight' | 'regularisation' | 'regularisationExponent'>,
): number =>
  settings.regularisation * (met + settings.unobservedWeight * all) ** settings.regularisationExponent;

/** One side of the pairs, laid out to be solved for. */
interface Side {
  readonly pairs: Preferences;
  readonly table: Table;
  /** [rows] */
  readonly penalty: Float32Array;
  /** [parts + 1] rows at which parts begin. */
  readonly parts: readonly number[];
  readonly scratch: readonly Float32Array[];
  readonly spectrum: Float32Array;
}

function sideOf(x: Preferences, table: Table, settings: AlsSettings, kernels: Kernels): Side {
  const pairs = placed(x, kernels);
  const penalty = kernels.f32(x.users);
  for (let r = 0; r < x.users; r++) penalty[r] = penaltyOf(x.start[r + 1]! - x.start[r]!, x.items, settings);
  const parts = equalParts(x.start);
  const scratch = Array.from({ length: TOGETHER }, () => kernels.f32(3 * table.size));
  return { pairs, table, penalty, parts, scratch, spectrum: kernels.f32(table.size) };
}

/** Where parts of about as many pairs begin, a row counting as a few pairs. */
function equalParts(start: Int32Array): readonly number[] {
  const rows = start.length - 1;
  const workUpTo = (row: number): number => start[row]! + 4 * row;
  const parts = [0];
  for (let row = 1; row <= rows; row++)
    if (row === rows || workUpTo(row) - workUpTo(parts.at(-1)!) >= PART) parts.push(row);
  return parts;
}

/** Solve for every vector of one side, the other one given. */
function solveAll(side: Side, other: Table, { unobservedWeight, steps }: AlsSettings, run: Run): void {
  const { kernels } = run;
  const { pairs, table, penalty, parts, scratch, spectrum } = side;
  run.checkCancelled();
  const squares = turnToGramBasis(other, [table], kernels);
  for (let j = 0; j < squares.length; j++) spectrum[j] = unobservedWeight * squares[j]!;
  const { start, item, strength } = pairs;
  for (let from = 0; from + 1 < parts.length; from += TOGETHER) {
    run.checkCancelled();
    kernels.calls(
      'solveFactors',
      parts
        .slice(from + 1, from + 1 + TOGETHER)
        .map((end, k) => [
          ...([parts[from + k]!, end, start, item, strength, other.data, table.size] as const),
          ...([spectrum, penalty, table.data, steps, 0, scratch[k]!] as const),
        ]),
    );
  }
}

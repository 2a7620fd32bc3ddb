import type { MatrixColumn, TrainingSet } from '../../src/contracts/model.ts';
import { type Random, random, randomInt } from '../../src/kernels/random.ts';
import { type Matrix, matrix } from '../../src/table/matrix.ts';

/** Made tables of the shapes that training is timed on. */
export interface World {
  readonly rows: number;
  readonly cols: number;
  /** The last columns are categories, of so many values. */
  readonly categories: readonly number[];
  readonly missing: number;
  readonly weighted: boolean;
  readonly classes: number;
}

const plain = { categories: [], missing: 0, weighted: false, classes: 2 };

export const worlds: Readonly<Record<string, World>> = {
  small: { ...plain, rows: 200_000, cols: 28 },
  dense: { ...plain, rows: 1_000_000, cols: 28 },
  mixed: {
    rows: 500_000,
    cols: 40,
    categories: [2, 3, 5, 8, 12, 20, 40, 80, 120, 200],
    missing: 0.2,
    weighted: true,
    classes: 2,
  },
  wide: { ...plain, rows: 200_000, cols: 200 },
  classes: { ...plain, rows: 200_000, cols: 28, classes: 7 },
};

/** Rows of a world: columns of noise, of which five carry the signal, with products between them; categories add theirs. */
export function madeRows(world: World, rows: number, seed: number): TrainingSet {
  const { cols, categories, missing, weighted, classes } = world;
  const r = random(seed);
  const x = matrix(rows, cols);
  const numbers = cols - categories.length;
  for (let i = 0; i < numbers * rows; i++) x.data[i] = r() + r() + r() - 1.5;
  categories.forEach((size, c) => {
    for (let i = 0; i < rows; i++) x.data[(numbers + c) * rows + i] = randomInt(r, size);
  });
  const y = new Float64Array(rows);
  for (let i = 0; i < rows; i++) y[i] = classOf(scoreOf(x, i, numbers, categories), classes, r);
  if (missing > 0) for (let i = 0; i < x.data.length; i++) if (r() < missing) x.data[i] = Number.NaN;
  const columns: MatrixColumn[] = Array.from({ length: cols }, (_, c) => ({
    name: `x${c}`,
    source: `x${c}`,
    ...(c < numbers ? {} : { cardinality: categories[c - numbers]! }),
  }));
  const names = Array.from({ length: classes }, (_, k) => String(k));
  return {
    task:
      classes === 2
        ? { category: 'binary', classes: ['0', '1'] }
        : { category: 'multiclass', classes: names },
    x,
    y,
    columns,
    weights: weighted ? Float64Array.from({ length: rows }, () => 0.5 + r()) : null,
  };
}

function scoreOf({ rows, data }: Matrix, i: number, numbers: number, categories: readonly number[]): number {
  const at = (c: number): number => data[c * rows + i]!;
  const score = 2 * at(0) + 4 * at(1) * at(2) + Math.sin(6 * at(3)) - Math.abs(at(4));
  // A category's share of the signal jumps about with its code.
  return categories.reduce((s, _, c) => s + 0.5 * Math.sin(7 * at(numbers + c)), score);
}

/** Two classes by the log-odds `score`; more by where the noisy score falls. */
function classOf(score: number, classes: number, r: Random): number {
  if (classes === 2) return r() < 1 / (1 + Math.exp(-score)) ? 1 : 0;
  const noisy = score + Math.log(1 / (r() + 1e-12) - 1);
  return Math.min(classes - 1, Math.max(0, Math.floor(noisy + classes / 2)));
}

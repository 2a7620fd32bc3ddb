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

/**
 * Rows of a world: normal columns, some of which are skewed, whole, or made of others; the answer follows from products,
 * waves and steps of about twenty of them, and of every category.
 */
export function madeRows(world: World, rows: number, seed: number): TrainingSet {
  const { cols, categories, missing, weighted, classes } = world;
  const r = random(seed);
  const x = matrix(rows, cols);
  const numbers = cols - categories.length;
  for (let c = 0; c < numbers; c++) fillNormal(x.data.subarray(c * rows, (c + 1) * rows), r);
  categories.forEach((size, c) => {
    for (let i = 0; i < rows; i++) x.data[(numbers + c) * rows + i] = randomInt(r, size);
  });
  const y = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    shape(x, i);
    y[i] = classOf(1.1 * scoreOf(x, i, numbers, categories), classes, r);
  }
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

/** Normal values by Box and Muller 1958. */
function fillNormal(values: Float64Array, r: Random): void {
  for (let i = 0; i < values.length; i += 2) {
    const length = Math.sqrt(-2 * Math.log(1 - r()));
    const angle = 2 * Math.PI * r();
    values[i] = length * Math.cos(angle);
    if (i + 1 < values.length) values[i + 1] = length * Math.sin(angle);
  }
}

/** Make some columns of a row skewed, whole, or dependent on others. */
function shape({ rows, data }: Matrix, i: number): void {
  const at = (c: number): number => data[c * rows + i]!;
  const set = (c: number, v: number): void => {
    data[c * rows + i] = v;
  };
  set(7, Math.exp(0.5 * at(7) + 0.3 * at(0)));
  set(8, Math.round(1.2 * at(8)));
  set(12, at(12) > 0.4 ? 1 : 0);
  set(16, Math.round(at(16)));
  set(20, Math.abs(at(20)) + at(3) ** 2);
  set(25, Math.hypot(at(1), at(2), 0.2 * at(25)));
  set(26, at(4) * at(5) + 0.5 * at(26));
}

function scoreOf({ rows, data }: Matrix, i: number, numbers: number, categories: readonly number[]): number {
  const at = (c: number): number => data[c * rows + i]!;
  const score =
    0.9 * Math.sin(1.7 * at(0)) +
    0.8 * at(1) * at(2) -
    (at(25) > 1.3 ? 0.7 * at(3) : 0) +
    0.5 * Math.abs(at(4) - at(5)) -
    0.6 * at(26) +
    0.4 * Math.log1p(at(7)) * at(6) +
    0.5 * at(12) * at(9) -
    0.3 * at(20) +
    0.35 * at(10) * at(11) +
    0.2 * at(13) +
    0.3 * at(16) * Math.cos(at(14)) -
    0.2;
  // A category's share of the signal jumps about with its code.
  return categories.reduce((s, _, c) => s + 0.3 * Math.sin(7 * at(numbers + c)), score);
}

/** Two classes by the log-odds `score`; more by where the noisy score falls. */
function classOf(score: number, classes: number, r: Random): number {
  if (classes === 2) return r() < 1 / (1 + Math.exp(-score)) ? 1 : 0;
  const noisy = score + Math.log(1 / (r() + 1e-12) - 1);
  return Math.min(classes - 1, Math.max(0, Math.floor(noisy + classes / 2)));
}

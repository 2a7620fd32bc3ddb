import type { MatrixColumn, ModelTraits } from '../../src/contracts/model.ts';
import type { Task } from '../../src/contracts/task.ts';
import { outputsOf } from '../../src/contracts/task.ts';
import { type Random, random } from '../../src/kernels/random.ts';
import { type Matrix, matrix } from '../../src/table/matrix.ts';

/** Rows drawn from a rule that is known. */
export interface Sample {
  readonly task: Task;
  readonly x: Matrix;
  readonly columns: readonly MatrixColumn[];
  readonly y: Float64Array;
  /** [rows x outputs] what the rule itself would predict: no model can do better but by luck. */
  readonly ideal: Float64Array;
}

/** Made data whose right answer is known by construction. */
export interface World {
  readonly name: string;
  readonly task: Task;
  /** Models of these tiers must come close to the rule. */
  readonly foundBy: readonly ModelTraits['tier'][];
  /** What the data asks of a model besides. */
  readonly needs?: { readonly missing?: 'native'; readonly categorical?: 'native' };
  /** Columns are counts, never below 0: for models that take nothing else. */
  readonly counts?: true;
  /** Columns of the matrix; cardinality where a column holds codes. */
  readonly columns: readonly { readonly name: string; readonly cardinality?: number }[];
  /** One row: writes the columns, and what the rule predicts. */
  draw(r: Random, row: Float64Array, ideal: Float64Array): void;
  /** Regression: deviation of the truth from the rule. */
  readonly noise?: number;
}

const NO_YES: Task = { category: 'binary', classes: ['no', 'yes'] };
const HILLS: Task = { category: 'multiclass', classes: ['north', 'east', 'west'] };
const VALUE: Task = { category: 'regression' };
const THREE = [{ name: 'a' }, { name: 'b' }, { name: 'noise' }];

/** The log-odds are a plane. */
export const slope: World = {
  name: 'slope',
  task: NO_YES,
  foundBy: ['simple', 'complex'],
  columns: THREE,
  draw(r, row, ideal) {
    normals(r, row);
    ideal[0] = sigmoid(2.5 * row[0]! - 1.5 * row[1]! + 0.5);
  },
};

/** Three classes, each likelier the further one goes its way. */
export const hills: World = {
  name: 'hills',
  task: HILLS,
  foundBy: ['simple', 'complex'],
  columns: THREE,
  draw(r, row, ideal) {
    normals(r, row);
    const [a, b] = row as unknown as [number, number];
    const weights = [Math.exp(3 * a), Math.exp(3 * b), Math.exp(-2 * (a + b))];
    const total = weights.reduce((sum, w) => sum + w);
    ideal.set(weights.map((w) => w / total));
  },
};

/** The value is a plane, far from 0. */
export const plane: World = {
  name: 'plane',
  task: VALUE,
  foundBy: ['simple', 'complex'],
  columns: THREE,
  noise: 1,
  draw(r, row, ideal) {
    normals(r, row);
    ideal[0] = 1000 + 4 * row[0]! - 3 * row[1]!;
  },
};

/** Yes on the black squares: each column alone, and any plane, tells nothing. */
const checkerboard: World = {
  name: 'checkerboard',
  task: NO_YES,
  foundBy: ['complex'],
  columns: THREE,
  draw(r, row, ideal) {
    // The squares differ in size, or no first cut of a tree would show a gain.
    for (let c = 0; c < row.length; c++) row[c] = r() - 0.35;
    ideal[0] = row[0]! * row[1]! > 0 ? 0.95 : 0.05;
  },
};

/** A valley: no plane fits it. */
const valley: World = {
  name: 'valley',
  task: VALUE,
  foundBy: ['complex'],
  columns: THREE,
  noise: 0.3,
  draw(r, row, ideal) {
    normals(r, row);
    ideal[0] = 3 * Math.abs(row[0]!) + row[1]!;
  },
};

/** That a value is missing is the best sign there is. */
const gaps: World = {
  name: 'gaps',
  task: NO_YES,
  foundBy: ['complex'],
  needs: { missing: 'native' },
  columns: THREE,
  draw(r, row, ideal) {
    normals(r, row);
    const gap = r() < 0.4;
    if (gap) row[0] = Number.NaN;
    ideal[0] = gap ? 0.9 : 0.1;
  },
};

/** Twelve shops, some good and some bad, in no order of their codes. */
const shops: World = {
  name: 'shops',
  task: VALUE,
  foundBy: ['complex'],
  needs: { categorical: 'native' },
  columns: [{ name: 'shop', cardinality: 12 }, { name: 'noise' }],
  noise: 0.5,
  draw(r, row, ideal) {
    const shop = Math.floor(r() * 12);
    row[0] = shop;
    row[1] = normal(r);
    ideal[0] = (shop * 5) % 12 < 6 ? 2 : -2;
  },
};

/** Letters of 12 words: each class has its own shares of three words, the third the same in all. */
const letters = (task: Task, shares: readonly (readonly number[])[]): World => ({
  name: `letters, ${task.category}`,
  task,
  foundBy: ['simple'],
  counts: true,
  columns: THREE,
  draw(r, row, ideal) {
    const own = shares[Math.floor(r() * shares.length)]!;
    row.fill(0);
    for (let word = 0; word < 12; word++) row[drawClass(Float64Array.from(own), r)]! += 1;
    const chances = shares.map((of) => of.reduce((product, share, c) => product * share ** row[c]!, 1));
    const total = chances.reduce((sum, chance) => sum + chance);
    for (let k = 0; k < ideal.length; k++) ideal[k] = chances[ideal.length === 1 ? 1 : k]! / total;
  },
});

export const twoLetters = letters(NO_YES, [
  [0.5, 0.2, 0.3],
  [0.2, 0.5, 0.3],
]);

export const threeLetters = letters(HILLS, [
  [0.6, 0.1, 0.3],
  [0.1, 0.6, 0.3],
  [0.35, 0.35, 0.3],
]);

export const worlds: readonly World[] = [
  slope,
  hills,
  plane,
  checkerboard,
  valley,
  gaps,
  shops,
  twoLetters,
  threeLetters,
];

/** The same seed gives the same rows. */
export function sample(world: World, rows: number, seed: number): Sample {
  const r = random(seed);
  const cols = world.columns.length;
  const outputs = outputsOf(world.task);
  const x = matrix(rows, cols);
  const y = new Float64Array(rows);
  const ideal = new Float64Array(rows * outputs);
  const row = new Float64Array(cols);
  for (let i = 0; i < rows; i++) {
    const rule = ideal.subarray(i * outputs, (i + 1) * outputs);
    world.draw(r, row, rule);
    for (let c = 0; c < cols; c++) x.data[c * rows + i] = row[c]!;
    y[i] = world.noise === undefined ? drawClass(rule, r) : rule[0]! + world.noise * normal(r);
  }
  return { task: world.task, x, columns: world.columns.map((c) => ({ ...c, source: c.name })), y, ideal };
}

function drawClass(chances: Float64Array, r: Random): number {
  let left = r();
  if (chances.length === 1) return Number(left < chances[0]!);
  for (let k = 0; k < chances.length; k++) {
    left -= chances[k]!;
    if (left < 0) return k;
  }
  return chances.length - 1;
}

const sigmoid = (score: number): number => 1 / (1 + Math.exp(-score));

const normal = (r: Random): number => Math.sqrt(-2 * Math.log(1 - r())) * Math.cos(2 * Math.PI * r());

function normals(r: Random, row: Float64Array): void {
  for (let c = 0; c < row.length; c++) row[c] = normal(r);
}

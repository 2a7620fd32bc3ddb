import type { MatrixColumn } from '../../src/contracts/model.ts';
import type { TaskHead, TaskRows } from '../../src/contracts/multi-task.ts';
import { normal, random, randomInt } from '../../src/kernels/random.ts';
import { matrix } from '../../src/table/matrix.ts';

/** Readers in front of posts, by a rule that is known: what is opened follows taste, and what follows is told of openings. */
export const heads: readonly TaskHead[] = [
  { name: 'open', kind: 'binary' },
  { name: 'like', kind: 'binary' },
  { name: 'dwell', kind: 'amount' },
];

const AUTHORS = 12;

export const columns: readonly MatrixColumn[] = [
  { name: 'taste', source: 'taste' },
  { name: 'age', source: 'age' },
  { name: 'author', source: 'author', cardinality: AUTHORS },
];

/** Truths of rows that were not opened are NaN but for the opening; a tenth of the ages is missing. */
export function townRows(rows: number, seed: number): TaskRows {
  const r = random(seed);
  const x = matrix(rows, columns.length);
  const y = heads.map(() => new Float64Array(rows).fill(Number.NaN));
  for (let i = 0; i < rows; i++) {
    const [taste, age, author] = [normal(r), normal(r), randomInt(r, AUTHORS)];
    x.data[i] = taste;
    x.data[rows + i] = r() < 0.1 ? Number.NaN : age;
    x.data[2 * rows + i] = author;
    const pull = 1.5 * taste - 0.5 * age + (author % 3) - 1;
    const opened = r() < sigmoid(pull);
    y[0]![i] = Number(opened);
    if (!opened) continue;
    y[1]![i] = Number(r() < sigmoid(1.5 * pull - 1));
    y[2]![i] = 10 * Math.exp(0.6 * pull + 0.4 * normal(r));
  }
  return { x, y, weights: null };
}

/** Mean log loss, or mean squared error of logs, of the rows that have a truth. */
export function lossOf({ y }: TaskRows, said: Float64Array, h: number): number {
  let [sum, known] = [0, 0];
  y[h]!.forEach((truth, r) => {
    if (Number.isNaN(truth)) return;
    const s = said[r * heads.length + h]!;
    known += 1;
    if (heads[h]!.kind === 'amount') sum += (Math.log1p(Math.max(0, s)) - Math.log1p(truth)) ** 2;
    else sum -= Math.log(Math.max(1e-12, truth > 0 ? s : 1 - s));
  });
  return sum / known;
}

const sigmoid = (score: number): number => 1 / (1 + Math.exp(-score));

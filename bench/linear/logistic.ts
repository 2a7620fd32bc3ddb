/**
 * Logistic regression on numbers beside scikit-learn's lbfgs on the same rows:
 *
 *     node bench/linear/logistic.ts [rows=100000] [columns=30]      PYTHON=path/to/python
 *
 * The rows travel to Python as a file of float64; without scikit-learn there, only our own time is printed. CPU seconds, one
 * thread each, the least of 3 fits; both stop at the same slope of the mean loss.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveParams } from '../../src/contracts/params.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { random } from '../../src/kernels/random.ts';
import { chosenParams } from '../../src/learn/linear/linear-params.ts';
import { logistic } from '../../src/models/logistic.ts';
import { matrix } from '../../src/table/matrix.ts';

const ROWS = Number(process.argv[2] ?? 100_000);
const COLS = Number(process.argv[3] ?? 30);
const FITS = 3;
const TOLERANCE = 1e-5;

const { x, y } = rowsOf(1);
const { params } = resolveParams('logistic', chosenParams, { tolerance: TOLERANCE });
const train = {
  task: { category: 'binary', classes: ['no', 'yes'] },
  x,
  columns: Array.from({ length: COLS }, (_, c) => ({ name: `x${c}`, source: `x${c}` })),
  y,
  weights: null,
} as const;

let ours = Infinity;
let state = await logistic.fit(train, params, quietRun());
for (let k = 0; k < FITS; k++) {
  const before = process.cpuUsage();
  state = await logistic.fit(train, params, quietRun());
  const { user, system } = process.cpuUsage(before);
  ours = Math.min(ours, (user + system) / 1e6);
}
console.log(`millwright     ${ours.toFixed(2)} s, ${state.facts.iterations} iterations`);

const theirs = peer();
if (theirs === null) console.log('scikit-learn   not found: set PYTHON to an interpreter that has it');
else {
  const reached = [
    objective(state.arrays.weights, state.arrays.intercepts[0]!),
    objective(theirs.weights, theirs.intercept),
  ] as const;
  console.log(`${theirs.name.padEnd(14)} ${theirs.seconds.toFixed(2)} s, ${theirs.iterations} iterations`);
  console.log(
    `ratio ${(ours / theirs.seconds).toFixed(2)}; objectives ${reached.map((v) => v.toFixed(10)).join(' and ')}`,
  );
}

/** Mean log loss plus the charge on the weights. */
function objective(weights: ArrayLike<number>, intercept: number): number {
  const scores = new Float64Array(ROWS).fill(intercept);
  let sum = 0;
  for (let c = 0; c < COLS; c++) {
    for (let r = 0; r < ROWS; r++) scores[r]! += weights[c]! * x.data[c * ROWS + r]!;
    sum += weights[c]! ** 2 / 2;
  }
  for (let r = 0; r < ROWS; r++)
    sum += Math.log1p(Math.exp(-Math.abs(scores[r]!))) + Math.max(scores[r]!, 0) - y[r]! * scores[r]!;
  return sum / ROWS;
}

/** Columns that lean on each other, as real ones do; truth drawn from a logistic rule. */
function rowsOf(seed: number) {
  const r = random(seed);
  const x = matrix(ROWS, COLS);
  const y = new Float64Array(ROWS);
  for (let row = 0; row < ROWS; row++) {
    const shared = normal(r);
    let score = -1;
    for (let c = 0; c < COLS; c++) {
      const value = 0.5 * shared + normal(r);
      x.data[c * ROWS + row] = value;
      score += (c % 3 === 0 ? 0.4 : -0.1) * value;
    }
    y[row] = Number(r() < 1 / (1 + Math.exp(-score)));
  }
  return { x, y };
}

function normal(r: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - r())) * Math.cos(2 * Math.PI * r());
}

interface Peer {
  readonly name: string;
  readonly seconds: number;
  readonly iterations: number;
  readonly intercept: number;
  readonly weights: number[];
}

function peer(): Peer | null {
  const folder = mkdtempSync(join(tmpdir(), 'bench-linear-'));
  try {
    writeFileSync(join(folder, 'x'), x.data);
    writeFileSync(join(folder, 'y'), y);
    const script = join(import.meta.dirname, 'logistic.py');
    const args = [script, folder, String(ROWS), String(FITS), String(TOLERANCE)];
    const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
    const { status, stdout } = spawnSync(process.env.PYTHON ?? 'python3', args, { encoding: 'utf8', env });
    return status === 0 ? (JSON.parse(stdout) as Peer) : null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Logistic regression on categories, each a column of 0 and 1, beside scikit-learn's lbfgs on the same sparse matrix:
 *
 *     node bench/linear/sparse.ts [rows=1000000] [columns=30] [categories=3333]      PYTHON=path/to/python
 *
 * Codes follow a power law; 30 columns of 3,333 come to 100,000 weights. They travel to Python as a file of int32; without
 * scikit-learn there, only our own time is printed. CPU seconds of one fit, one thread each. Slopes are by other units here
 * and there: tolerances are such that both reach the same objective, which is printed.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quietRun } from '../../src/contracts/run.ts';
import { random } from '../../src/kernels/random.ts';
import { sparseLinear } from '../../src/models/sparse-linear.ts';
import { matrix } from '../../src/table/matrix.ts';

const ROWS = Number(process.argv[2] ?? 1_000_000);
const COLS = Number(process.argv[3] ?? 30);
const CATEGORIES = Number(process.argv[4] ?? 3333);
const TOLERANCE = { ours: 1e-5, theirs: 1e-7 };

const { codes, y } = made(1);
const x = matrix(ROWS, COLS, Float64Array.from(codes));
const columns = Array.from({ length: COLS }, (_, c) => ({
  name: `x${c}`,
  source: `x${c}`,
  cardinality: CATEGORIES,
}));
const task = { category: 'binary', classes: ['no', 'yes'] } as const;
const before = process.cpuUsage();
const state = await sparseLinear.fit(
  { task, x, columns, y, weights: null },
  { strength: 1, tolerance: TOLERANCE.ours, iterations: 1000 },
  quietRun(),
);
const used = process.cpuUsage(before);
const seconds = (used.user + used.system) / 1e6;
const ours = objective(
  state.arrays.intercepts[0]!,
  (c, code) => state.arrays.weights[c * (CATEGORIES + 1) + code]!,
);
console.log(
  `millwright ${seconds.toFixed(2)} s, ${state.facts.iterations} iterations, objective ${ours.toFixed(8)}`,
);

const theirs = peer();
if (theirs === null) console.log('scikit-learn   not found: set PYTHON to an interpreter that has it');
else {
  const reached = objective(theirs.intercept, (c, code) => theirs.weights[c * CATEGORIES + code]!);
  console.log(
    `${theirs.name} ${theirs.seconds.toFixed(2)} s, ${theirs.iterations} iterations, objective ${reached.toFixed(8)}`,
  );
  console.log(
    `ratio ${(seconds / theirs.seconds).toFixed(2)}; objective less theirs ${(ours - reached).toExponential(1)}`,
  );
}

/** Mean log loss plus the charge on the weights. */
function objective(intercept: number, weight: (column: number, code: number) => number): number {
  let sum = 0;
  for (let c = 0; c < COLS; c++)
    for (let code = 0; code < CATEGORIES; code++) sum += weight(c, code) ** 2 / 2;
  for (let r = 0; r < ROWS; r++) {
    let score = intercept;
    for (let c = 0; c < COLS; c++) score += weight(c, codes[c * ROWS + r]!);
    sum += Math.log1p(Math.exp(-Math.abs(score))) + Math.max(score, 0) - y[r]! * score;
  }
  return sum / ROWS;
}

function made(seed: number) {
  const r = random(seed);
  const effects = Float64Array.from({ length: COLS * CATEGORIES }, () => r() + r() + r() - 1.5);
  const codes = new Int32Array(COLS * ROWS);
  const y = new Float64Array(ROWS);
  for (let row = 0; row < ROWS; row++) {
    let score = 0;
    for (let c = 0; c < COLS; c++) {
      const code = Math.min(CATEGORIES - 1, Math.floor(20 / (1 - r()) - 20));
      codes[c * ROWS + row] = code;
      score += effects[c * CATEGORIES + code]! / 2;
    }
    y[row] = Number(r() < 1 / (1 + Math.exp(-score)));
  }
  return { codes, y };
}

interface Peer {
  readonly name: string;
  readonly seconds: number;
  readonly iterations: number;
  readonly intercept: number;
  readonly weights: number[];
}

function peer(): Peer | null {
  const folder = mkdtempSync(join(tmpdir(), 'bench-sparse-'));
  try {
    writeFileSync(join(folder, 'codes'), codes);
    writeFileSync(join(folder, 'y'), y);
    const script = join(import.meta.dirname, 'sparse.py');
    const { status, stdout } = spawnSync(
      process.env.PYTHON ?? 'python3',
      [script, folder, String(ROWS), String(CATEGORIES), String(TOLERANCE.theirs)],
      {
        encoding: 'utf8',
        maxBuffer: 1 << 28,
        env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
      },
    );
    return status === 0 ? (JSON.parse(stdout) as Peer) : null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Logistic regression, 100,000 rows x 30 columns, beside scikit-learn's lbfgs on the same rows: `node bench/linear/logistic.ts`.
 *
 * The rows travel to Python as a file of float64. PYTHON names the interpreter; without scikit-learn there, only our own
 * time is printed. Minimum of 5 fits each; both stop at the same slope of the mean loss.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveParams } from '../../src/contracts/params.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { random } from '../../src/kernels/random.ts';
import { linearParams } from '../../src/learn/linear/linear-params.ts';
import { logistic } from '../../src/models/logistic.ts';
import { matrix } from '../../src/table/matrix.ts';

const ROWS = 100_000;
const COLS = 30;
const FITS = 5;
const TOLERANCE = 1e-5;

const { x, y } = rowsOf(1);
const { params } = resolveParams('logistic', linearParams, { tolerance: TOLERANCE });
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
  const start = performance.now();
  state = await logistic.fit(train, params, quietRun());
  ours = Math.min(ours, performance.now() - start);
}
console.log(`millwright     ${ours.toFixed(0)} ms, ${state.facts.iterations} iterations`);

const theirs = peer();
if (theirs === null) console.log('scikit-learn   not found: set PYTHON to an interpreter that has it');
else {
  const apart = Math.max(...theirs.weights.map((w, c) => Math.abs(w - state.arrays.weights[c]!)));
  console.log(
    `${theirs.name.padEnd(14)} ${theirs.ms.toFixed(0)} ms, ${theirs.iterations} iterations, ${theirs.threads} threads`,
  );
  console.log(
    `ratio ${(ours / theirs.ms).toFixed(2)}; largest difference of a weight ${apart.toExponential(1)}`,
  );
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
  readonly ms: number;
  readonly iterations: number;
  readonly threads: number;
  readonly weights: number[];
}

function peer(): Peer | null {
  const folder = mkdtempSync(join(tmpdir(), 'bench-linear-'));
  try {
    writeFileSync(join(folder, 'x'), x.data);
    writeFileSync(join(folder, 'y'), y);
    const script = join(import.meta.dirname, 'logistic.py');
    const args = [script, folder, String(ROWS), String(FITS), String(TOLERANCE)];
    const { status, stdout } = spawnSync(process.env.PYTHON ?? 'python3', args, { encoding: 'utf8' });
    return status === 0 ? (JSON.parse(stdout) as Peer) : null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

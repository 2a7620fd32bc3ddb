/**
 * Elastic net and lasso beside scikit-learn's ElasticNet (coordinate descent) and LogisticRegression (saga), on the same rows:
 *
 *     node bench/linear/elastic.ts      PYTHON=path/to/python
 *
 * CPU seconds of one fit, one thread each, and the objectives that they reach, as sums over rows. Columns lean on each other:
 * one part in five of what varies is shared by all.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quietRun } from '../../src/contracts/run.ts';
import { random } from '../../src/kernels/random.ts';
import { fitLinear } from '../../src/learn/linear/fit-linear.ts';
import { logisticLoss, squaredLoss } from '../../src/learn/linear/losses.ts';
import { matrix } from '../../src/table/matrix.ts';

const CASES = [
  { loss: 'squared', rows: 100_000, cols: 50, strength: 200, mix: 0.5 },
  { loss: 'squared', rows: 2000, cols: 1000, strength: 20, mix: 0.9 },
  { loss: 'squared', rows: 200, cols: 5000, strength: 10, mix: 1 },
  { loss: 'logistic', rows: 100_000, cols: 50, strength: 100, mix: 0.5 },
  { loss: 'logistic', rows: 2000, cols: 1000, strength: 5, mix: 0.9 },
] as const;

for (const given of CASES) {
  const { loss, rows, cols, strength, mix } = given;
  const { x, y } = made(rows, cols, loss === 'squared');
  const before = process.cpuUsage();
  const fit = fitLinear(
    {
      train: { x, y, weights: null },
      outputs: 1,
      loss: loss === 'squared' ? squaredLoss : logisticLoss,
      penalty: { name: 'elastic', strength, mix },
      tolerance: 1e-5,
      iterations: 1000,
      start: new Float64Array(1),
    },
    quietRun(),
  );
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1e6;
  const kept = fit.weights.filter((w) => w !== 0).length;
  const reached = objective(fit.weights, fit.intercepts[0]!);
  const what = `${loss}, ${rows} x ${cols}, strength ${strength}, l1 share ${mix}`;
  console.log(
    `${what}\n  millwright ${seconds.toFixed(2)} s, ${kept} weights, objective ${reached.toFixed(6)}`,
  );
  const theirs = peer(x.data, y, given);
  if (theirs === null) continue;
  const other = objective(theirs.weights, theirs.intercept);
  const ratio = (seconds / theirs.seconds).toFixed(2);
  console.log(
    `  ${theirs.name} ${theirs.seconds.toFixed(2)} s, objective ${other.toFixed(6)}; ratio ${ratio}`,
  );

  function objective(weights: ArrayLike<number>, intercept: number): number {
    const scores = new Float64Array(rows).fill(intercept);
    let sum = 0;
    for (let c = 0; c < cols; c++) {
      const w = weights[c]!;
      sum += strength * (mix * Math.abs(w) + ((1 - mix) * w * w) / 2);
      for (let r = 0; r < rows; r++) scores[r]! += w * x.data[c * rows + r]!;
    }
    for (let r = 0; r < rows; r++) {
      const s = scores[r]!;
      sum +=
        loss === 'squared'
          ? (s - y[r]!) ** 2 / 2
          : Math.log1p(Math.exp(-Math.abs(s))) + Math.max(s, 0) - y[r]! * s;
    }
    return sum;
  }
}

function made(rows: number, cols: number, isValue: boolean) {
  const r = random(1);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - r())) * Math.cos(2 * Math.PI * r());
  const x = matrix(rows, cols);
  const y = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const shared = normal();
    let score = 0;
    for (let c = 0; c < cols; c++) {
      const value = 0.5 * shared + normal();
      x.data[c * rows + row] = value;
      if (c < 20) score += (c % 3 === 0 ? 0.4 : -0.2) * value;
    }
    y[row] = isValue ? score + 2 * normal() : Number(r() < 1 / (1 + Math.exp(-score)));
  }
  return { x, y };
}

interface Peer {
  readonly name: string;
  readonly seconds: number;
  readonly weights: number[];
  readonly intercept: number;
}

function peer(x: Float64Array, y: Float64Array, given: (typeof CASES)[number]): Peer | null {
  const folder = mkdtempSync(join(tmpdir(), 'bench-elastic-'));
  try {
    writeFileSync(join(folder, 'x'), x);
    writeFileSync(join(folder, 'y'), y);
    const { rows, cols, loss, strength, mix } = given;
    const args = [join(import.meta.dirname, 'elastic.py'), folder, rows, cols, loss, strength, mix].map(
      String,
    );
    const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
    const { status, stdout } = spawnSync(process.env.PYTHON ?? 'python3', args, { encoding: 'utf8', env });
    return status === 0 ? (JSON.parse(stdout) as Peer) : null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

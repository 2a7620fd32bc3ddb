import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { quietRun } from '../../../src/contracts/run.ts';
import { random } from '../../../src/kernels/random.ts';
import { maximise } from '../../../src/learn/cluster/expectation-maximisation.ts';
import { gaussianMixture } from '../../../src/learn/cluster/gaussian-mixture.ts';
import { freedomOf, logDensities, type Mixture, mixtureTerms } from '../../../src/learn/cluster/mixture.ts';
import { type Matrix, matrix } from '../../../src/table/matrix.ts';

interface Golden {
  readonly peer: string;
  readonly sets: Record<string, number[][]>;
  readonly mixtures: readonly {
    readonly data: string;
    readonly covariance: 'full' | 'diag';
    readonly tolerance: number;
    readonly iterations: number;
    readonly start: number[][];
    readonly weights: number[];
    readonly means: number[][];
    readonly covariances: number[];
    readonly steps: number;
    readonly logLikelihood: number;
    readonly bic: number;
    readonly responsibilities: number[][];
    readonly logDensities: number[];
  }[];
}

const golden: Golden = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../golden/cluster/cluster.json'), 'utf8'),
);

const scaled = (columns: number[][]): Matrix =>
  matrix(
    columns[0]!.length,
    columns.length,
    Float64Array.from(
      columns.flatMap((column) => {
        const mean = column.reduce((a, b) => a + b) / column.length;
        const sd = Math.sqrt(column.reduce((sum, v) => sum + (v - mean) ** 2, 0) / column.length);
        return column.map((v) => (v - mean) / sd);
      }),
    ),
  );

/** Components of variance 1 about these places. */
const startAt = (places: number[][], diagonal: boolean): Mixture => {
  const [k, cols] = [places.length, places[0]!.length];
  const size = diagonal ? cols : cols * cols;
  return {
    diagonal,
    cols,
    weights: new Float64Array(k).fill(1 / k),
    means: Float64Array.from(places.flat()),
    covariances: Float64Array.from({ length: k * size }, (_, i) =>
      Number(diagonal || (i % size) % (cols + 1) === 0),
    ),
  };
};

function densities(mixture: Mixture, x: Matrix): { logs: number[]; shares: number[][] } {
  const terms = mixtureTerms(mixture);
  const out = new Float64Array(mixture.weights.length);
  const rows = Array.from({ length: x.rows }, (_, r) => {
    const log = logDensities(terms, x, r, new Float64Array(x.cols), out);
    return { log, shares: [...out].map((v) => Math.exp(v - log)) };
  });
  return { logs: rows.map((r) => r.log), shares: rows.map((r) => r.shares) };
}

const expectClose = (got: Iterable<number>, expected: readonly number[], within: number): void => {
  [...got].forEach((v, i) => {
    expect(Math.abs(v - expected[i]!)).toBeLessThan(within * (1 + Math.abs(expected[i]!)));
  });
};

describe(`mixtures from a given start are those of ${golden.peer}`, () => {
  test.each(golden.mixtures.map((given) => ({ ...given, k: given.start.length })))(
    '$data, $k components, $covariance, tolerance $tolerance',
    (given) => {
      const x = scaled(golden.sets[given.data]!);
      const diagonal = given.covariance === 'diag';
      const settings = { diagonal, added: 1e-6, iterations: given.iterations, tolerance: given.tolerance };
      const { mixture, iterations } = maximise(x, null, startAt(given.start, diagonal), settings, quietRun());
      expect(iterations).toBe(given.steps);
      expectClose(mixture.weights, given.weights, 1e-9);
      expectClose(mixture.means, given.means.flat(), 1e-9);
      expectClose(mixture.covariances, given.covariances, 1e-9);
      const { logs, shares } = densities(mixture, x);
      expectClose(logs.slice(0, 20), given.logDensities, 1e-9);
      expectClose(shares.slice(0, 20).flat(), given.responsibilities.flat(), 1e-9);
      const mean = logs.reduce((a, b) => a + b) / logs.length;
      expectClose([mean], [given.logLikelihood], 1e-9);
      const bic = -2 * mean * x.rows + freedomOf(mixture) * Math.log(x.rows);
      expectClose([bic], [given.bic], 1e-9);
    },
  );
});

/** Two clouds, one three times as wide as the other and one time in four. */
function clouds(rows: number): Matrix {
  const r = random(3);
  const normal = () => Math.sqrt(-2 * Math.log(1 - r())) * Math.cos(2 * Math.PI * r());
  const x = matrix(rows, 2);
  for (let i = 0; i < rows; i++) {
    const far = r() < 0.25;
    for (const c of [0, 1]) x.data[c * rows + i] = far ? 10 + 3 * normal() : normal();
  }
  return x;
}

const usual = {
  components: 2,
  start: 'k-means++' as const,
  starts: 1,
  diagonal: false,
  added: 1e-6,
  iterations: 200,
  tolerance: 1e-9,
};

test.each([true, false])('finds the clouds that rows were drawn from, diagonal %s', (diagonal) => {
  const { mixture } = gaussianMixture(clouds(8000), null, { ...usual, diagonal }, quietRun());
  const far = mixture.means[0]! > 5 ? 0 : 1;
  expect(mixture.weights[far]).toBeCloseTo(0.25, 1);
  expect(mixture.means[2 * far]).toBeCloseTo(10, 0);
  const size = diagonal ? 2 : 4;
  expect(Math.sqrt(mixture.covariances[size * far]!)).toBeCloseTo(3, 0);
  expect(Math.sqrt(mixture.covariances[size * (1 - far)]!)).toBeCloseTo(1, 1);
});

test('the mean log density never falls', () => {
  const x = clouds(300);
  const start = startAt(
    [
      [0, 3],
      [4, 0],
      [9, 9],
    ],
    false,
  );
  const bounds = Array.from({ length: 25 }, (_, i) =>
    maximise(x, null, start, { ...usual, added: 0, iterations: i + 1, tolerance: 0 }, quietRun()),
  ).map((f) => f.bound);
  expect(bounds).toEqual(bounds.toSorted((a, b) => a - b));
  expect(bounds.at(-1)!).toBeGreaterThan(bounds[0]! + 0.1);
});

test('a row of weight 2 is that row twice', () => {
  const x = clouds(100);
  const twice = matrix(150, 2);
  const rows = Array.from({ length: 100 }, (_, r) => (r % 2 === 0 ? [r, r] : [r])).flat();
  for (const c of [0, 1])
    rows.forEach((r, i) => void twice.data.fill(x.data[c * 100 + r]!, c * 150 + i, c * 150 + i + 1));
  const weights = Float64Array.from({ length: 100 }, (_, r) => 2 - (r % 2));
  const start = startAt(
    [
      [0, 0],
      [9, 9],
    ],
    false,
  );
  const a = maximise(x, weights, start, usual, quietRun()).mixture;
  const b = maximise(twice, null, start, usual, quietRun()).mixture;
  expectClose(a.means, [...b.means], 1e-9);
  expectClose(a.covariances, [...b.covariances], 1e-9);
});

test('takes columns that repeat each other and columns that do not vary, with nothing added', () => {
  const x = clouds(50);
  x.data.copyWithin(50, 0, 50);
  const flat = matrix(9, 2, new Float64Array(18).fill(7));
  for (const rows of [x, flat])
    for (const diagonal of [true, false]) {
      const { mixture } = gaussianMixture(rows, null, { ...usual, diagonal, added: 0 }, quietRun());
      const { logs, shares } = densities(mixture, rows);
      expect(logs.every(Number.isFinite)).toBe(true);
      for (const of of shares) expect(of.reduce((a, b) => a + b)).toBeCloseTo(1, 9);
    }
});

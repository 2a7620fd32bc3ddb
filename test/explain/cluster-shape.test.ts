import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { clusterShape } from '../../src/explain/cluster-shape.ts';
import { matrix } from '../../src/table/matrix.ts';

const golden: {
  readonly peer: string;
  readonly sets: Record<string, number[][]>;
  readonly kMeans: readonly {
    readonly data: string;
    readonly labels: number[];
    readonly centres: number[][];
    readonly shape: Record<'silhouette' | 'daviesBouldin' | 'calinskiHarabasz', number>;
  }[];
} = JSON.parse(readFileSync(join(import.meta.dirname, '../golden/cluster/cluster.json'), 'utf8'));

const memberships = (labels: readonly number[], clusters: number): Float64Array =>
  Float64Array.from({ length: labels.length * clusters }, (_, i) =>
    Number(labels[Math.floor(i / clusters)] === i % clusters),
  );

describe(`the shape of clusters is that of ${golden.peer}`, () => {
  test.each(golden.kMeans.map((given) => ({ ...given, k: given.centres.length })))(
    '$data, $k clusters',
    ({ data, labels, k, shape }) => {
      const columns = golden.sets[data]!;
      const x = matrix(labels.length, columns.length, Float64Array.from(columns.flat()));
      const { sizes, ...found } = clusterShape(x, memberships(labels, k), k, 1);
      expect(sizes).toEqual(Array.from({ length: k }, (_, j) => labels.filter((l) => l === j).length));
      // scikit-learn goes through products, and loses digits.
      for (const name of ['silhouette', 'daviesBouldin', 'calinskiHarabasz'] as const)
        expect(Math.abs(found[name]! / shape[name] - 1)).toBeLessThan(1e-6);
    },
  );
});

test('is not told where there is nothing to hold rows against', () => {
  const x = matrix(4, 1, Float64Array.of(1, 2, 3, 4));
  const none = { silhouette: null, daviesBouldin: null, calinskiHarabasz: null };
  expect(clusterShape(x, memberships([0, 0, 0, 0], 3), 3, 1)).toEqual({ sizes: [4, 0, 0], ...none });
  expect(clusterShape(x, memberships([0, 1, 2, 3], 4), 4, 1)).toEqual({ sizes: [1, 1, 1, 1], ...none });
});

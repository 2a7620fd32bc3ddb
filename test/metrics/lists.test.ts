import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Metric } from '../../src/contracts/metric.ts';
import { intervals, pairedDifference } from '../../src/explain/intervals.ts';
import { metrics } from '../../src/metrics/index.ts';

interface Golden {
  readonly peer: string;
  readonly lists: readonly (Readonly<Record<string, number>> & {
    readonly truth: readonly number[];
    readonly score: readonly number[];
  })[];
}

const golden = JSON.parse(
  readFileSync(join(import.meta.dirname, '../golden/metrics/lists.json'), 'utf8'),
) as Golden;
const ofLists = metrics.filter((m) => m.traits.ofLists === true);
const context = { task: { category: 'ranking', group: 'query' }, threshold: 0.5 } as const;
const named = (name: string): Metric => ofLists.find((m) => m.name === name)!;

describe(`measures of lists, ties included, equal those of ${golden.peer}`, () => {
  test.each(golden.lists.map((list) => [list] as const))('list %#', (list) => {
    for (const metric of ofLists) {
      const acc = metric.start(context);
      list.truth.forEach((truth, i) => {
        metric.add(acc, truth, Float64Array.from(list.score), i, 1);
      });
      expect(metric.value(acc), metric.name).toBeCloseTo(list[metric.name]!, 12);
    }
  });
});

describe('over several lists', () => {
  // The first list is in order, the second the wrong way round, in the third nothing is relevant.
  const truth = Float64Array.of(1, 0, 0, 1, 0, 0);
  const said = Float64Array.of(2, 1, 2, 1, 5, 6);
  const groups = Int32Array.of(0, 0, 1, 1, 2, 2);
  const options = { samples: 200, level: 0.9, seed: 1 };

  test('the mean is told, with an interval over lists; a list with nothing relevant says nothing', () => {
    const { mrr } = intervals([named('mrr')], context, truth, said, 1, options, groups);
    expect(mrr).toEqual({ value: 0.75, low: 0.5, high: 1 });
  });

  test('two models are compared on the same lists', () => {
    const turned = said.map((s) => -s);
    const found = pairedDifference(named('mrr'), context, truth, said, turned, 1, options, groups);
    expect(found.value).toBe(0);
    expect([found.low, found.high]).toEqual([-0.5, 0.5]);
    const same = pairedDifference(named('ndcg'), context, truth, said, said, 1, options, groups);
    expect(same).toEqual({ value: 0, low: 0, high: 0 });
  });
});

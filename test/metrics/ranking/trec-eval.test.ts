import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { KnownItems } from '../../../src/contracts/ranking-metric.ts';
import { NEVER } from '../../../src/contracts/retriever.ts';
import { judgeList, type Wanted } from '../../../src/explain/ranking/judge-list.ts';
import { meanOf, nameOf, valuesOf } from '../../../src/explain/ranking/measure-lists.ts';
import { roomForBest } from '../../../src/kernels/top-k.ts';
import { rankingMetrics } from '../../../src/metrics/ranking/index.ts';

interface Golden {
  readonly cases: readonly {
    readonly name: string;
    readonly means: Readonly<Record<string, string>>;
    readonly queries: readonly {
      readonly scores: Readonly<Record<string, number>>;
      readonly gains: Readonly<Record<string, number>>;
      readonly values: Readonly<Record<string, number>>;
    }[];
  }[];
}
const golden = JSON.parse(
  readFileSync(new URL('../../golden/ranking/ranking.json', import.meta.url), 'utf8'),
) as Golden;

/** As trec_eval calls them: what we have, and to how many places. */
const NAMES: Readonly<Record<string, readonly [string, number]>> = {
  recip_rank: ['mrr', 1000],
  ...Object.fromEntries(
    [5, 10].flatMap((k) => [
      [`P_${k}`, ['precision', k]],
      [`recall_${k}`, ['recall', k]],
      [`success_${k}`, ['hitRate', k]],
      [`map_cut_${k}`, ['map', k]],
      [`ndcg_cut_${k}`, ['ndcg', k]],
    ]),
  ),
};
const nothing = {} as KnownItems;

/** Documents as items: numbered by name, descending, since the lower item stands first of equals. */
function judged({ scores, gains }: Golden['cases'][number]['queries'][number]) {
  const names = [...new Set([...Object.keys(scores), ...Object.keys(gains)])].sort().reverse();
  const wanted = names
    .map((name, item) => ({ item, gain: gains[name] ?? 0 }))
    .filter(({ gain }) => gain > 0)
    .sort((a, b) => b.gain - a.gain);
  const by: Wanted = {
    item: Int32Array.from(wanted, ({ item }) => item),
    gain: Float64Array.from(wanted, ({ gain }) => gain),
  };
  const all = Float32Array.from(names, (name) => scores[name] ?? NEVER);
  return judgeList(all, new Uint8Array(names.length), roomForBest(1000), by, new Int32Array());
}

for (const { name, queries, means } of golden.cases) {
  const lists = queries.map(judged);
  test.each(Object.keys(means))(`%s of ${name} judgements equals trec_eval`, (measure) => {
    const [ours, k] = NAMES[measure]!;
    const metric = rankingMetrics.find((m) => m.name === ours)!;
    const values = valuesOf(lists, { metric, k }, nothing);
    values.forEach((value, q) => {
      expect(value).toBeCloseTo(queries[q]!.values[measure]!, 9);
    });
    expect(meanOf(values).toFixed(4)).toBe(means[measure]);
    expect(nameOf({ metric, k })).toBe(`${ours}At${k}`);
  });
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf, runCli } from '../cli/run-cli.ts';
import { resultOf } from './refusal.ts';

const DATA = join(import.meta.dirname, '../../../shared/data/modeldata');
/** More than the noise of one split: the ensemble is chosen on training and validation rows, and judged on others. */
const SLACK = 0.015;

interface Run {
  readonly model: string;
  readonly models: readonly {
    readonly model: string;
    readonly metrics: { readonly rocAuc: { readonly value: number } };
  }[];
  readonly search: {
    readonly trials: readonly { readonly score: number | null }[];
    readonly stopped: string;
  };
}

const aucOf = ({ models }: Run, name: string): number =>
  models.find((m) => m.model === name)!.metrics.rocAuc.value;

describe.each([
  { set: 'attrition', target: 'Attrition' },
  { set: 'wa_churn', target: 'churn' },
])('ten seconds on $set', ({ set, target }) => {
  const file = join(DATA, `${set}.parquet`);
  if (!existsSync(file)) {
    it.skip(`left out: ${file} is absent`, () => {});
    return;
  }
  const cwd = folderOf({
    's.design.json': JSON.stringify({
      data: { sources: [{ file }] },
      framing: { target },
      evaluation: { metrics: ['rocAuc'], slices: [], interval: { samples: 50 } },
    }),
  });
  const run = async (...args: string[]): Promise<Run> =>
    resultOf<Run>(await runCli(['run', '--json', ...args], { cwd }));

  it('put forward a model that is no worse than any other of the run, and than a plain run has', async () => {
    const searched = await run('--budget', '10s');
    const best = aucOf(searched, searched.model);
    for (const { model } of searched.models) expect(best).toBeGreaterThan(aucOf(searched, model) - SLACK);
    const plain = await run();
    for (const { model } of plain.models) expect(best).toBeGreaterThan(aucOf(plain, model) - SLACK);
    expect(['time', 'not worth it']).toContain(searched.search.stopped);
  });

  it('are repeated by the number of their trials', async () => {
    const timed = await run('--budget', '10s');
    const again = await run('--trials', String(timed.search.trials.length));
    expect(again.search.trials.map((t) => t.score)).toEqual(timed.search.trials.map((t) => t.score));
    expect(again.models.map((m) => m.metrics)).toEqual(timed.models.map((m) => m.metrics));
  });
});

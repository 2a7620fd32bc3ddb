import { describe, expect, test } from 'vitest';
import { balancers } from '../../../src/balancers/index.ts';
import { resolveParams } from '../../../src/contracts/params.ts';
import { quietRun } from '../../../src/contracts/run.ts';
import { random } from '../../../src/kernels/random.ts';
import { balance } from '../../../src/stages/train/balance.ts';
import { fitModel } from '../../../src/stages/train/fit-model.ts';
import { labelledRows } from '../../../src/stages/train/labelled.ts';
import { takeRows } from '../../../src/table/column.ts';
import { matrix } from '../../../src/table/matrix.ts';
import { madeDesign, madeTable } from './made-system.ts';

const designWith = (name: string) => {
  const { params } = resolveParams(name, balancers.find((b) => b.name === name)!.params, {});
  const base = madeDesign('binary', { training: { imbalance: { name, params } } });
  return { ...base, models: base.models.filter((m) => m.name === 'logistic') };
};

test('without a balancer a training set stays what it is', () => {
  const train = { task: { category: 'binary', classes: ['no', 'yes'] } } as never;
  expect(balance(madeDesign('binary'), train, quietRun())).toEqual({ train, priors: null });
});

test('validation rows are weighed to the shares that are learned', () => {
  const y = Float64Array.from({ length: 100 }, (_, row) => Number(row % 10 === 0));
  const set = { x: matrix(100, 1), y, weights: null };
  const given = { ...set, task: madeDesign('binary').framing.task, columns: [], validation: set };
  const { train, priors } = balance(designWith('class-weights'), given, quietRun());
  expect(priors![0]).toBeCloseTo(0.9 / 0.5, 12);
  expect(priors![1]).toBeCloseTo(0.1 / 0.5, 12);
  const weights = train.validation!.weights!;
  const yes = weights.reduce((sum, weight, row) => sum + weight * y[row]!, 0);
  expect(yes / weights.reduce((a, b) => a + b)).toBeCloseTo(0.5, 12);
});

describe.each(balancers.map(({ name }) => ({ name })))('$name', ({ name }) => {
  test('moves no probability: what is said adds up to the rare class', async () => {
    const design = designWith(name);
    const all = labelledRows(design, madeTable(3000, 'binary'));
    const r = random(6);
    // One positive row in six.
    const rows = [...all.truth.keys()].filter((row) => all.truth[row] === 0 || r() < 0.2);
    const some = labelledRows(design, {
      ...all.frame,
      rows: rows.length,
      columns: new Map(
        [...all.frame.columns].map(([column, values]) => [column, takeRows(values, Int32Array.from(rows))]),
      ),
    });
    const { pipeline, adjustment } = await fitModel(design, design.models[0]!, some, null, quietRun());
    const said = pipeline.score(some.frame).reduce((a, b) => a + b);
    const came = some.truth.reduce((a, b) => a + b);
    expect(adjustment.priors![1]).toBeLessThan(0.6);
    expect(Math.abs(said / came - 1)).toBeLessThan(0.1);
  });
});

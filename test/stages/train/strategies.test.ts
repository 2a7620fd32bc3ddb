import { describe, expect, test } from 'vitest';
import { balancers } from '../../../src/balancers/index.ts';
import { calibrators } from '../../../src/calibrators/index.ts';
import type { Design } from '../../../src/contracts/design.ts';
import { resolveParams } from '../../../src/contracts/params.ts';
import { labelledRows } from '../../../src/stages/train/labelled.ts';
import { measureModels } from '../../../src/stages/train/measure-models.ts';
import { partsOf } from '../../../src/stages/train/parts.ts';
import { madeDesign, madeTable, quietPorts } from './made-system.ts';

const parts = partsOf(
  madeDesign('multiclass'),
  labelledRows(madeDesign('multiclass'), madeTable(2500, 'multiclass')),
);
const measured = async (training: Design['training']) => {
  const base = madeDesign('multiclass', training && { training });
  const design = { ...base, models: base.models.filter((m) => m.name === 'logistic') };
  return (await measureModels(design, parts, quietPorts))[0]!;
};

test('the model that is kept learns from validation rows too, unless rows were made up', async () => {
  const rows = async (name: string) => {
    const { params } = resolveParams(name, balancers.find((b) => b.name === name)!.params, {});
    return (await measured({ imbalance: { name, params } })).fitted.rows;
  };
  expect(await rows('class-weights')).toBe(parts.fitting.truth.length);
  expect(await rows('smote')).toBe(parts.train.truth.length);
});

describe('three classes', () => {
  test.each(calibrators.map(({ name }) => ({ name })))('calibrated by $name', async ({ name }) => {
    const plain = await measured(undefined);
    const { evaluation, parity, written, fitted } = await measured({
      imbalance: { name: 'over-sample', params: { ratio: 1 } },
      calibration: { name, params: {} },
    });
    expect(parity).toMatchObject({ reloaded: 0, singleRow: 0 });
    expect(written.manifest.adjustment).toMatchObject({ calibrator: { name, version: 1 } });
    expect(fitted.adjustment.priors).toHaveLength(3);
    const loss = (of: typeof evaluation) => of.metrics.logLoss!.value!;
    expect(Math.abs(loss(evaluation) - loss(plain.evaluation))).toBeLessThan(0.08);
    expect(evaluation.curves.uncalibrated!.length).toBeGreaterThan(3);
    expect(plain.evaluation.curves).not.toHaveProperty('uncalibrated');
    expect(plain.written.manifest).not.toHaveProperty('adjustment');
  });
});

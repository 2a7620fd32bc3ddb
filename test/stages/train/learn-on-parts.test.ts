import { expect, test } from 'vitest';
import { quietRun } from '../../../src/contracts/run.ts';
import { labelledRows } from '../../../src/stages/train/labelled.ts';
import { learnOnParts } from '../../../src/stages/train/learn-on-parts.ts';
import { partsOf } from '../../../src/stages/train/parts.ts';
import { madeDesign, madeTable } from './made-system.ts';

const design = madeDesign('binary');
const logistic = design.models.find((m) => m.name === 'logistic')!;
const partsFor = (rows: number) => partsOf(design, labelledRows(design, madeTable(rows, 'binary')));

test('parts grow, and what was learned on more of them is worth more on validation rows', async () => {
  const parts = partsFor(1500);
  const curve = await learnOnParts(design, logistic, parts, 0.5, quietRun());
  expect(curve.points.map((p) => p.rows)).toEqual([90, 90, 90, 90, 180, 180, 180, 315, 315, 540, 540, 900]);
  expect(curve.rows).toBe(900);
  const mean = (rows: number) => {
    const own = curve.points.filter((p) => p.rows === rows);
    return own.reduce((sum, p) => sum + p.validation!, 0) / own.length;
  };
  expect(mean(900)).toBeGreaterThan(mean(90));
  expect(new Set(curve.points.map((p) => p.training)).size).toBeGreaterThan(8);
  expect(await learnOnParts(design, logistic, parts, 0.5, quietRun())).toEqual(curve);
});

test('parts too small to learn from are left out, and said to be', async () => {
  const curve = await learnOnParts(design, logistic, partsFor(60), 0.5, quietRun());
  expect(Math.min(...curve.points.map((p) => p.rows))).toBeGreaterThanOrEqual(19);
  expect(curve.diagnosis).toContain('too few rows');
});

import { expect, test } from 'vitest';
import { paint } from '../../src/cli/paint.ts';
import { prequentialText } from '../../src/cli/prequential-text.ts';
import type { KeptUp, Prequential } from '../../src/contracts/prequential.ts';

const way = (upkeep: KeptUp['upkeep'], accuracy: number, gain: number | null): KeptUp => ({
  upkeep,
  fits: upkeep === 'update' ? 1999 : 0,
  seconds: 0.25,
  metrics: { accuracy },
  blocks: [accuracy],
  versusNever: gain === null ? null : { value: gain, low: gain - 0.1, high: gain + 0.1 },
});
const record: Prequential = {
  metric: 'accuracy',
  rows: 2000,
  batch: 1,
  delay: 48,
  refitEvery: 200,
  window: 500,
  ways: [way('never', 0.6, null), way('update', 0.75, 0.15), way('repeat', 0.85, 0.25)],
};

test('is nothing where no stream was gone through', () => {
  expect(prequentialText([{ model: 'majority' }], paint(false))).toBe('');
});

test('tells each model by how it is kept up, and once what needs none', () => {
  const lines = ['online-linear', 'logistic'].map((model) => ({ model, prequential: record }));
  expect(prequentialText(lines, paint(false)).split('\n')).toEqual([
    'test, then train: 2,000 test rows in order, 1 at a time, truths known 48 rows later; refits every 200 rows, windows of 500',
    'model          kept up                            accuracy             gain on never   fits     s',
    'online-linear  never retrained                      0.6000                         -      0  0.25',
    'online-linear  updated as rows come                 0.7500  +0.1500 [0.0500, 0.2500]  1,999  0.25',
    'logistic       never retrained                      0.6000                         -      0  0.25',
    'logistic       updated as rows come                 0.7500  +0.1500 [0.0500, 0.2500]  1,999  0.25',
    '-              no model: the last truth repeated    0.8500                         -      0  0.25',
  ]);
});

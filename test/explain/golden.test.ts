import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { confusion } from '../../src/explain/confusion.ts';
import { precisionRecallCurve } from '../../src/explain/precision-recall-curve.ts';
import { rocCurve } from '../../src/explain/roc-curve.ts';
import { sweep } from '../../src/explain/sweep.ts';
import { chooseThreshold } from '../../src/explain/threshold.ts';
import { thresholdTable } from '../../src/explain/threshold-table.ts';
import { wilson } from '../../src/explain/wilson.ts';

const golden = JSON.parse(readFileSync(new URL('../golden/curves/curves.json', import.meta.url), 'utf8'));
const truth = Float64Array.from(golden.truth);
const scores = Float64Array.from(golden.scores);

test('the ROC curve is that of scikit-learn', () => {
  const { x, y } = rocCurve(sweep(truth, scores))!;
  expect(x).toEqual(golden.roc.fpr.map((v: number) => expect.closeTo(v, 12)));
  expect(y).toEqual(golden.roc.tpr.map((v: number) => expect.closeTo(v, 12)));
});

test('the precision-recall curve is that of scikit-learn, up to full recall', () => {
  const { x, y } = precisionRecallCurve(sweep(truth, scores))!;
  const until = golden.pr.recall.indexOf(1) + 1;
  expect(x.slice(1)).toEqual(golden.pr.recall.slice(0, until).map((v: number) => expect.closeTo(v, 12)));
  expect(y.slice(1)).toEqual(golden.pr.precision.slice(0, until).map((v: number) => expect.closeTo(v, 12)));
});

test('the threshold for F1 reaches the best F1 of scikit-learn', () => {
  const threshold = chooseThreshold('f1', truth, scores, null);
  const row = thresholdTable(truth, scores, threshold, null).find((r) => r.threshold === threshold)!;
  expect(row.f1).toBeCloseTo(golden.bestF1, 12);
});

test('confusion counts are those of scikit-learn', () => {
  const task = { category: 'binary', classes: ['no', 'yes'] } as const;
  for (const [threshold, counts] of Object.entries(golden.confusion))
    expect(confusion(task, truth, scores, Number(threshold))).toEqual(counts);
});

test('the Wilson interval is that of scipy', () => {
  for (const { hits, rows, low, high } of golden.wilson) {
    expect(wilson(hits, rows).low).toBeCloseTo(low, 12);
    expect(wilson(hits, rows).high).toBeCloseTo(high, 12);
  }
});

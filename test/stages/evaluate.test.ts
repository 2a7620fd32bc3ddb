import { beforeAll, describe, expect, test } from 'vitest';
import type { Evaluation } from '../../src/contracts/evaluation.ts';
import type { Pipeline } from '../../src/contracts/pipeline.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { measure } from '../../src/explain/measure.ts';
import { random } from '../../src/kernels/random.ts';
import { metrics } from '../../src/metrics/index.ts';
import { compareModels, type EvaluateInput, evaluate } from '../../src/stages/evaluate.ts';
import { type Column, categoryColumn, numberColumn } from '../../src/table/column.ts';
import { columnOf, type Frame } from '../../src/table/frame.ts';
import { madeDesign } from '../adapters/report/made-design.ts';

const ROWS = 600;
const r = random(3);
const signal = new Float64Array(ROWS).map(() => r());
const rows: Frame = {
  rows: ROWS,
  schema: [
    { name: 'signal', type: 'continuous' },
    { name: 'noise', type: 'continuous' },
    { name: 'plan', type: 'nominal', dictionary: ['good', 'bad'] },
  ],
  columns: new Map<string, Column>([
    ['signal', numberColumn(signal)],
    ['noise', numberColumn(new Float64Array(ROWS).map(() => r()))],
    [
      'plan',
      categoryColumn(
        new Int32Array(ROWS).map((_, i) => Number(i >= ROWS / 2)),
        ['good', 'bad'],
      ),
    ],
  ]),
};
/** The signal tells the truth on plan "good" and nothing on plan "bad". */
const truth = signal.map((s, i) => Number(i < ROWS / 2 ? s > 0.6 : r() < 0.4));
const task = { category: 'binary', classes: ['no', 'yes'] } as const;

const pipeline: Pipeline = {
  task,
  inputs: rows.schema,
  columns: rows.schema.map(({ name }) => ({ name, source: name })),
  outputs: 1,
  score: (frame) => {
    const column = columnOf(frame, 'signal');
    return column.form === 'number' ? column.values.slice() : new Float64Array(0);
  },
  scoreRow: () => null,
};

const design = madeDesign({ task, target: 'y', slices: ['plan'], samples: 200 });
const input: EvaluateInput = {
  design,
  pipeline,
  test: rows,
  truth,
  predicted: signal,
  baseline: new Float64Array(ROWS).fill(0.4),
  threshold: 0.6,
  importances: null,
};

describe('evaluate', () => {
  let evaluation: Evaluation;
  beforeAll(() => {
    evaluation = evaluate(input, quietRun());
  });

  test('every metric is that of its component, within its interval', () => {
    expect(Object.keys(evaluation.metrics)).toEqual(design.evaluation.metrics);
    for (const [name, { value, low, high }] of Object.entries(evaluation.metrics)) {
      const metric = metrics.find((m) => m.name === name)!;
      expect(value).toBeCloseTo(measure(metric, { task, threshold: 0.6 }, truth, signal, 1), 10);
      expect(low! <= value! && value! <= high!).toBe(true);
    }
  });

  test('the difference to the baseline is positive and equals the difference of the values', () => {
    const { metric, difference } = evaluation.versusBaseline!;
    expect(metric).toBe('rocAuc');
    expect(difference.value).toBeCloseTo(evaluation.metrics.rocAuc!.value! - 0.5, 10);
    expect(difference.low).toBeGreaterThan(0);
  });

  test('the planted bad slice is found', () => {
    expect(evaluation.slices.map((s) => [s.value, s.rows])).toEqual([
      ['good', 300],
      ['bad', 300],
    ]);
    expect(evaluation.slices[0]!.metrics.rocAuc!.value).toBe(1);
    expect(evaluation.slices[evaluation.worstSlice!]!.value).toBe('bad');
    expect(evaluation.slices[1]!.metrics.accuracy).toEqual({
      value: expect.any(Number),
      low: null,
      high: null,
    });
  });

  test('without importances of its own, permutation finds the only column that matters', () => {
    expect(evaluation.importances![0]).toMatchObject({ column: 'signal', share: 1 });
  });

  test('the same input gives the same evaluation, which survives JSON', () => {
    expect(evaluate(input, quietRun())).toEqual(evaluation);
    expect(JSON.parse(JSON.stringify(evaluation))).toEqual(evaluation);
  });
});

test('a model compared with itself differs by nothing; the subject has no difference', () => {
  const context = { task, threshold: 0.5 };
  const { differences, subject } = compareModels(
    design,
    context,
    { truth },
    [signal, signal, input.baseline!],
    1,
  );
  expect(subject).toBe(1);
  expect(differences[0]).toEqual({ value: 0, low: 0, high: 0 });
  expect(differences[1]).toBeNull();
  expect(differences[2]!.low).toBeGreaterThan(0);
});

test('a user who cancels is heard', () => {
  const run = { progress: () => {}, checkCancelled: () => expect.fail('cancelled') };
  expect(() => evaluate(input, run)).toThrow('cancelled');
});

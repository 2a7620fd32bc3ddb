import { describe, expect, test } from 'vitest';
import type { Design } from '../../../src/contracts/design.ts';
import { labelledRows } from '../../../src/stages/train/labelled.ts';
import { partsOf } from '../../../src/stages/train/parts.ts';
import { ensembleOfTrials } from '../../../src/stages/train/search/ensemble-of-trials.ts';
import { judgingOf } from '../../../src/stages/train/search/judging.ts';
import { nextTrial } from '../../../src/stages/train/search/next-trial.ts';
import type { Trial } from '../../../src/stages/train/search/trial.ts';
import type { NumberColumn } from '../../../src/table/column.ts';
import type { Frame } from '../../../src/table/frame.ts';
import { candidates, choice } from './made-candidates.ts';
import { madeDesign, madeTable } from './made-system.ts';

describe('what is tried next', () => {
  const trial = (name: string, loss: number, given: object = {}): Trial => ({
    choice: choice(name, given),
    loss,
    firstLoss: loss,
    share: 1,
    said: new Float64Array(1),
    fitSeconds: 0,
    seconds: 0,
  });
  const three = candidates('binary').slice(0, 3);

  test('every model as it is, then variants: of the best simple one a few, of complex ones until nothing is gained', () => {
    const trials: Trial[] = [];
    let next = nextTrial(three, trials, 1);
    while ('choice' in next) {
      trials.push(
        trial(
          next.choice.name,
          { majority: 0.5, logistic: 0.3, 'decision-tree': 0.2 }[next.choice.name]!,
          next.choice.params,
        ),
      );
      next = nextTrial(three, trials, 1);
    }
    expect(next.over).toBe('not worth it');
    expect(trials.slice(0, 7).map((t) => t.choice.name)).toEqual([
      'majority',
      ...Array(5).fill('logistic'),
      'decision-tree',
    ]);
    expect(trials.length).toBeGreaterThan(25);
    expect(trials.length).toBeLessThan(40);
    const strengths = trials.slice(1, 6).map((t) => t.choice.params.strength);
    expect(strengths[0]).toBe(1);
    expect(new Set(strengths).size).toBe(5);
  });

  test('nothing after a model that makes no error', () => {
    expect(nextTrial(three, [trial('majority', -0.5), trial('logistic', -1)], 1)).toEqual({
      over: 'not worth it',
    });
    expect(nextTrial(three, [trial('majority', 4), trial('logistic', 1e-12)], 1)).toEqual({
      over: 'not worth it',
    });
  });
});

describe('the rows that judge', () => {
  const judged = (design: Design, frame: Frame) =>
    judgingOf(design, partsOf(design, labelledRows(design, frame)));
  const regression = madeDesign('regression');

  test('are all of training and validation, each once, by models that had not learned from it', () => {
    const frame = madeTable(300, 'regression');
    const { rounds, truth } = judged(regression, frame);
    const { fitting } = partsOf(regression, labelledRows(regression, frame));
    expect([...truth].sort()).toEqual([...fitting.truth].sort());
    for (const { learn, judged: rows } of rounds) {
      const learned = new Set(learn.truth);
      expect([...rows.truth].some((y) => learned.has(y))).toBe(false);
    }
  });

  test('of few rows, and of a large table, are the validation rows', () => {
    for (const rows of [80, 70_000]) {
      const frame = madeTable(rows, 'regression');
      const { rounds, truth } = judged(regression, frame);
      expect(rounds).toHaveLength(1);
      expect(truth).toEqual(partsOf(regression, labelledRows(regression, frame)).validation.truth);
    }
  });

  test('in order of time come after those that are learned from', () => {
    const { split, ...data } = regression.data;
    const design = { ...regression, data: { ...data, split: { ...split, name: 'time', column: 'noise' } } };
    for (const { learn, judged: rows } of judged(design, madeTable(300, 'regression')).rounds) {
      const times = ({ frame }: { frame: Frame }) => (frame.columns.get('noise') as NumberColumn).values;
      expect(Math.max(...times(learn))).toBeLessThan(Math.min(...times(rows)));
    }
  });
});

test('trials of several classes answer together by the mean of their logs, which can be explained', () => {
  const design = madeDesign('multiclass');
  const truth = Float64Array.of(0, 1, 2);
  const sure = [0.7, 0.2, 0.1, 0.1, 0.7, 0.2, 0.2, 0.1, 0.7];
  const trial = (name: string, said: number[]): Trial => ({
    choice: choice(name),
    said: Float64Array.from(said),
    loss: -Math.log(0.7),
    firstLoss: 0,
    share: 1,
    fitSeconds: 0,
    seconds: 0,
  });
  // Where one takes the wrong class for likelier the other does not: together they are surer of the right one.
  const other = [0.7, 0.1, 0.2, 0.2, 0.7, 0.1, 0.1, 0.2, 0.7];
  const together = ensembleOfTrials(design, [trial('logistic', sure), trial('decision-tree', other)], {
    rounds: [],
    truth,
  })!;
  expect(together.choice.params.average).toBe('log-odds');
  const expected = 0.7 / (0.7 + 2 * Math.sqrt(0.02));
  for (const i of [0, 4, 8]) expect(together.said[i]).toBeCloseTo(expected, 12);
  expect(together.loss).toBeCloseTo(-Math.log(expected), 12);
});

test('trials answer together only where that is better than the best alone', () => {
  const design = madeDesign('regression');
  const truth = Float64Array.of(1, 2, 3, 4);
  const judging = { rounds: [], truth };
  const said = (...off: number[]): Trial => ({
    choice: choice('linear'),
    said: truth.map((y, i) => y + off[i]!),
    loss: Math.sqrt(off.reduce((sum, o) => sum + o * o, 0) / 4),
    firstLoss: 0,
    share: 1,
    fitSeconds: 0,
    seconds: 0,
  });
  const together = ensembleOfTrials(
    design,
    [said(1, 1, -1, 1), said(-1, -1, 1, -1), said(5, 5, 5, 5)],
    judging,
  )!;
  expect(together.loss).toBeCloseTo(0, 12);
  expect(together.shares).toEqual([0.5, 0.5]);
  expect(ensembleOfTrials(design, [said(0, 0, 0, 0.1), said(0, 0, 0, 1)], judging)).toBeNull();
  expect(ensembleOfTrials(design, [said(1, 1, 1, 1)], judging)).toBeNull();
  // A baseline is no member: of a ranking it would change nothing but what the probabilities are worth.
  const baseline = { ...said(-1, -1, 1, -1), choice: choice('mean') };
  expect(ensembleOfTrials(design, [said(1, 1, -1, 1), baseline], judging)).toBeNull();
});

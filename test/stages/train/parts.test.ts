import { expect, test } from 'vitest';
import type { SampleChoice } from '../../../src/contracts/design.ts';
import { labelledRows } from '../../../src/stages/train/labelled.ts';
import { partsOf } from '../../../src/stages/train/parts.ts';
import { numbersOf } from '../../../src/table/forms.ts';
import { columnOf } from '../../../src/table/frame.ts';
import { madeDesign, madeTable } from './made-system.ts';

const table = madeTable(1000, 'binary');
const base = madeDesign('binary');
const partsWith = (sample?: Partial<SampleChoice>) => {
  const chosen = sample && { name: 'reservoir', rows: 300, column: null, link: null, params: {}, ...sample };
  const design = { ...base, data: { ...base.data, ...(chosen && { sample: chosen }) } };
  return partsOf(design, labelledRows(design, table));
};
const noise = ({ frame }: ReturnType<typeof partsWith>['train']) => [...numbersOf(columnOf(frame, 'noise'))];

test('a sample leaves rows out of what is learned from, and of nothing else', () => {
  const whole = partsWith();
  const some = partsWith({});
  expect(whole.sampled).toBeNull();
  expect(some.sampled).toEqual({ drawn: 300, of: 800 });
  expect(noise(some.validation)).toEqual(noise(whole.validation));
  expect(noise(some.test)).toEqual(noise(whole.test));
  const learned = noise(some.fitting);
  // A biased sample must not pass for the world that live rows are compared with.
  expect(numbersOf(columnOf(some.whole, 'noise'))).toEqual(Float64Array.from(noise(whole.fitting)));
  expect(whole.whole).toBe(whole.fitting.frame);
  expect(learned).toHaveLength(300);
  expect(new Set([...noise(whole.fitting), ...learned]).size).toBe(800);
  // What is learned from while choosing are the drawn rows of the training part.
  const inTraining = new Set(noise(whole.train));
  expect(noise(some.train)).toEqual(learned.filter((value) => inTraining.has(value)));
});

test('weights go with their rows', () => {
  const { fitting, train, validation } = partsWith({
    name: 'stratified',
    params: { allocation: 'equal', bins: 10 },
  });
  expect(fitting.weights!.reduce((a, b) => a + b)).toBeCloseTo(300, 9);
  const byRow = new Map(noise(fitting).map((value, i) => [value, fitting.weights![i]]));
  expect(noise(train).map((value) => byRow.get(value))).toEqual([...train.weights!]);
  expect(validation.weights).toBeUndefined();
});

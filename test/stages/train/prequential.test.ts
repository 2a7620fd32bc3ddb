import { expect, test } from 'vitest';
import type { Design } from '../../../src/contracts/design.ts';
import { resolveParams } from '../../../src/contracts/params.ts';
import type { KeptUp, Upkeep } from '../../../src/contracts/prequential.ts';
import { quietRun } from '../../../src/contracts/run.ts';
import { models } from '../../../src/models/index.ts';
import { fitModel } from '../../../src/stages/train/fit-model.ts';
import { type Labelled, labelledRows, takeLabelled } from '../../../src/stages/train/labelled.ts';
import { partsOf } from '../../../src/stages/train/parts.ts';
import { prequential } from '../../../src/stages/train/prequential.ts';
import { numbersOf } from '../../../src/table/forms.ts';
import { columnOf } from '../../../src/table/frame.ts';
import { madeDesign, madeTable } from './made-system.ts';

const clock = { now: () => 0, elapsed: () => 0 };
const ROWS = 1000;
const TEST = 800;

const chosen = (name: string, given = {}) => {
  const { params } = resolveParams(name, models.find((m) => m.name === name)!.params, given);
  return { name, params };
};
const online = chosen('online-linear', { optimiser: 'sgd', rate: 0.05 });

function designOf(
  given: Partial<NonNullable<Design['evaluation']['prequential']>> = {},
  over: Partial<Design> = {},
): Design {
  const plain = madeDesign('binary', over);
  return {
    ...plain,
    data: {
      ...plain.data,
      split: { name: 'table-order', column: null, params: {}, train: 0.2, validation: 0, test: 0.8 },
    },
    evaluation: {
      ...plain.evaluation,
      primary: 'accuracy',
      metrics: ['accuracy', 'rocAuc'],
      prequential: { batch: 1, delay: 0, refitEvery: 100, window: null, ...given },
    },
  };
}

const table = labelledRows(designOf(), madeTable(ROWS, 'binary'));
/** From row `at` on, what was yes is no. */
const turned = (at: number): Labelled => ({
  ...table,
  truth: table.truth.map((y, row) => (row < at ? y : 1 - y)),
});

async function streamed(design: Design, rows: Labelled, choice = online) {
  const parts = partsOf(design, rows);
  const fitted = await fitModel(design, choice, parts.fitting, null, quietRun());
  const record = await prequential(design, { fitted, threshold: 0.5 }, parts, quietRun(), clock);
  return { ...record, of: (upkeep: Upkeep): KeptUp => record.ways.find((w) => w.upkeep === upkeep)! };
}

test('a model is kept up in every way that it can be', async () => {
  const ways = async (choice: typeof online) =>
    (await streamed(designOf({ refitEvery: 400 }), table, choice)).ways.map((w) => `${w.upkeep} ${w.fits}`);
  expect(await ways(online)).toEqual(['never 0', 'update 799', 'warm 1', 'window 1', 'all 1', 'repeat 0']);
  expect(await ways(chosen('logistic'))).toEqual(['never 0', 'warm 1', 'window 1', 'all 1', 'repeat 0']);
  expect(await ways(chosen('decision-stump'))).toEqual(['never 0', 'window 1', 'all 1', 'repeat 0']);
});

test('where the rule turns round, who learns on comes to know it, and forgets what was', async () => {
  const { of } = await streamed(designOf(), turned(600));
  const last = (upkeep: Upkeep): number => of(upkeep).blocks.at(-1)!;
  expect(last('never')).toBeLessThan(0.25);
  for (const upkeep of ['update', 'warm', 'window'] as const) {
    expect(last(upkeep), upkeep).toBeGreaterThan(0.8);
    expect(of(upkeep).versusNever!.value, upkeep).toBeGreaterThan(0.1);
  }
  // Half of what it knows is of the old rule.
  expect(last('all')).toBeLessThan(0.7);
});

test.each([
  { batch: 1, delay: 0 },
  { batch: 30, delay: 0 },
  { batch: 1, delay: 100 },
])('no answer knows a truth of later: batches of $batch, $delay rows late', async ({ batch, delay }) => {
  const block = 50;
  const turn = 300;
  const design = designOf({ batch, delay, refitEvery: block, window: 150 });
  const [as, other] = [await streamed(design, table), await streamed(design, turned(ROWS - TEST + turn))];
  for (const { upkeep, blocks } of as.ways) {
    // Truths are turned from there on, and so is what an answer is worth that does not know of it.
    const worth = other.of(upkeep).blocks.map((v, i) => (i * block < turn ? v! : 1 - v!));
    const refits = upkeep === 'warm' || upkeep === 'window' || upkeep === 'all';
    const aware = blocks.findIndex((v, i) => Math.abs(v! - worth[i]!) > 1e-9);
    if (upkeep === 'never') expect(aware).toBe(-1);
    else {
      expect(aware, upkeep).toBeGreaterThanOrEqual((turn + delay) / block + Number(refits));
      expect(aware, upkeep).toBeLessThanOrEqual((turn + delay) / block + 2);
    }
  }
});

test('rows are taken in the order of time, however they stand', async () => {
  const { truth } = table;
  // The noise column as the clock: sorted by it, the table is in its own order again.
  const time = columnOf(table.frame, 'noise');
  numbersOf(time).forEach((_, row, values) => {
    values[row] = row;
  });
  const byTime = designOf({ refitEvery: 400 });
  const split = { ...byTime.data.split, name: 'time', column: 'noise', params: { gapDays: 0 } };
  const shuffled = takeLabelled(
    table,
    Int32Array.from({ length: ROWS }, (_, i) => (i * 37) % ROWS),
  );
  const design = { ...byTime, data: { ...byTime.data, split } };
  const [inOrder, mixed] = [await streamed(design, table), await streamed(design, shuffled)];
  expect(mixed.of('repeat').blocks).toEqual(inOrder.of('repeat').blocks);
  const repeated = truth.subarray(200).reduce((n, y, i) => n + Number(y === truth[199 + i]), 0) / TEST;
  expect(inOrder.of('repeat').metrics.accuracy).toBeCloseTo(repeated, 12);
});

test('where classes are balanced, updates keep to the balance that the fit had', async () => {
  const weights = { name: 'class-weights', params: { power: 1 } };
  const rare = { ...table, truth: table.truth.map((y, row) => (row % 5 === 0 ? y : 0)) };
  const { of } = await streamed(designOf({}, { training: { imbalance: weights } }), rare);
  const plain = await streamed(designOf(), rare);
  expect(of('update').metrics.rocAuc).toBeCloseTo(plain.of('update').metrics.rocAuc!, 1);
  expect(of('update').metrics.accuracy).toBeCloseTo(plain.of('update').metrics.accuracy!, 1);
});

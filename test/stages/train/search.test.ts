import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { fileArtifacts } from '../../../src/adapters/files/artifacts.ts';
import { systemClock } from '../../../src/adapters/system-clock.ts';
import type { Dataset } from '../../../src/contracts/dataset.ts';
import type { Design, ModelChoice } from '../../../src/contracts/design.ts';
import { plainKernels } from '../../../src/contracts/kernels.ts';
import { resolveParams } from '../../../src/contracts/params.ts';
import { fail } from '../../../src/errors/fail.ts';
import { models } from '../../../src/models/index.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import { labelledRows } from '../../../src/stages/train/labelled.ts';
import { partsOf } from '../../../src/stages/train/parts.ts';
import { ensembleOfTrials } from '../../../src/stages/train/search/ensemble-of-trials.ts';
import { judgingOf } from '../../../src/stages/train/search/judging.ts';
import { nextTrial } from '../../../src/stages/train/search/next-trial.ts';
import type { Trial } from '../../../src/stages/train/search/trial.ts';
import { type TrainedRun, type TrainPorts, train } from '../../../src/stages/train.ts';
import { type NumberColumn, numberColumn } from '../../../src/table/column.ts';
import type { Frame } from '../../../src/table/frame.ts';
import { madeDesign, madeTable } from './made-system.ts';

const folder = mkdtempSync(join(tmpdir(), 'millwright-search-'));
afterAll(() => rmSync(folder, { recursive: true }));

const dataset = { format: 1, sha256: 'd'.repeat(64), key: '', rows: 0, schema: [], sources: [] } as object;

const ports = async (over: Partial<TrainPorts> = {}): Promise<TrainPorts> => ({
  artifacts: await fileArtifacts(folder),
  clock: systemClock,
  kernels: plainKernels,
  progress: { begin: () => {}, at: () => {}, end: () => {} },
  checkCancelled: () => {},
  http: null,
  ...over,
});

const choice = (name: string, given: object = {}): ModelChoice => ({
  name,
  params: resolveParams(name, models.find((m) => m.name === name)!.params, { ...given }).params,
});

/** Quick ones: a search of a dozen trials is a matter of a second. */
const candidates = (category: string): readonly ModelChoice[] =>
  category === 'regression'
    ? [choice('mean'), choice('linear'), choice('decision-tree')]
    : [choice('majority'), choice('logistic'), choice('decision-tree'), choice('nearest-neighbours')];

const search = async (
  design: Design,
  frame: Frame,
  limits: { seconds?: number; trials?: number },
  over: Partial<TrainPorts> = {},
): Promise<TrainedRun> =>
  train(
    {
      design,
      dataset: dataset as Dataset,
      frame,
      program: 'test',
      search: {
        seconds: limits.seconds ?? null,
        trials: limits.trials ?? null,
        candidates: candidates(design.framing.task.category),
      },
    },
    await ports(over),
  );

/** A clock that runs by itself: a tenth of a second passes each time that somebody looks. */
const ticking = (): Clock => {
  let now = 0;
  return { now: () => 0, elapsed: () => (now += 100) };
};

const tried = (run: TrainedRun) => run.record.search!.trials.map(({ fitSeconds: _, ...trial }) => trial);

describe.each(['binary', 'multiclass', 'regression'] as const)('a search of a %s target', (category) => {
  const design = madeDesign(category);
  const frame = madeTable(300, category);

  test('goes through the tiers in order, and puts forward what did best on rows that it had not learned from', async () => {
    const run = await search(design, frame, { trials: 12 });
    const { trials, stopped, ensemble, rounds } = run.record.search!;
    expect(stopped).toBe('trials');
    expect(trials).toHaveLength(12);
    expect(rounds).toBe(5);
    const rank = { baseline: 0, simple: 1, complex: 2 };
    const tiers = trials.map((t) => rank[models.find((m) => m.name === t.model)!.traits.tier]);
    expect(tiers.slice(0, 7)).toEqual(tiers.slice(0, 7).toSorted());
    expect(run.models.slice(0, 3).map((m) => m.tier)).toEqual(['baseline', 'simple', 'complex']);
    expect(run.models).toHaveLength(ensemble === null ? 3 : 4);
    const sign = design.evaluation.primary === 'rocAuc' ? -1 : 1;
    const losses = run.models.map((m) => sign * m.validationScore!);
    expect(losses[run.best]).toBe(Math.min(...losses));
    if (ensemble !== null) {
      expect(ensemble.reduce((sum, m) => sum + m.share, 0)).toBeCloseTo(1, 12);
      expect(run.best).toBe(3);
      for (const { trial } of ensemble) expect(trials[trial]!.pruned).toBe(false);
    }
    for (const { parity, tradeOffs } of run.models) {
      expect(parity).toMatchObject({ reloaded: 0, singleRow: 0 });
      expect(tradeOffs).toMatchObject({ memoryBytes: null, updates: false, browser: true });
    }
    // A constant is not clearly worse on an eighth of the rows of a round, of which there are 192 of 240.
    expect(run.models[0]!.tradeOffs!.rowsNeeded).toBe(24);
  });

  test('stops when its time is up, and as many trials again give the same models', async () => {
    const timed = await search(design, frame, { seconds: 130 }, { clock: ticking() });
    expect(timed.record.search!.stopped).toBe('time');
    const trials = timed.record.search!.trials.length;
    expect(trials).toBeGreaterThan(3);
    const again = await search(design, frame, { trials });
    expect(tried(again)).toEqual(tried(timed));
    expect(again.record.search!.ensemble).toEqual(timed.record.search!.ensemble);
    expect(again.models.map((m) => m.manifest.tensors)).toEqual(timed.models.map((m) => m.manifest.tensors));
  });
});

test('no trial sees a test row: other truths there change what is reported, and nothing that is chosen', async () => {
  const design = madeDesign('regression');
  const frame = madeTable(300, 'regression');
  const parts = partsOf(design, labelledRows(design, frame));
  const held = new Set(parts.test.truth);
  const { values } = frame.columns.get('target') as NumberColumn;
  const otherwise: Frame = {
    ...frame,
    columns: new Map([
      ...frame.columns,
      ['target', numberColumn(values.map((v) => (held.has(v) ? 1000 - v : v)) as Float64Array<ArrayBuffer>)],
    ]),
  };
  const [a, b] = [await search(design, frame, { trials: 8 }), await search(design, otherwise, { trials: 8 })];
  expect(tried(b)).toEqual(tried(a));
  expect(b.models.map((m) => m.manifest.tensors)).toEqual(a.models.map((m) => m.manifest.tensors));
  expect(b.models[b.best]!.evaluation.metrics).not.toEqual(a.models[a.best]!.evaluation.metrics);
});

test('how much memory a model takes is what more is in use once it is opened', async () => {
  let held = 0;
  const run = await search(
    madeDesign('binary'),
    madeTable(300, 'binary'),
    { trials: 3 },
    { memory: () => (held += 1000) },
  );
  expect(run.models.map((m) => m.tradeOffs!.memoryBytes)).toEqual(run.models.map(() => 1000));
});

test('however little time there is, one model comes of it', async () => {
  const design = madeDesign('binary');
  const only = [choice('decision-tree')];
  const run = await train(
    {
      design,
      dataset: dataset as Dataset,
      frame: madeTable(300, 'binary'),
      program: 'test',
      search: { seconds: 0.001, trials: null, candidates: only },
    },
    await ports({ clock: ticking() }),
  );
  expect(run.models.map((m) => m.manifest.model.name)).toEqual(['decision-tree']);
  expect(run.record.search).toMatchObject({ stopped: 'time', ensemble: null });
  expect(run.models[0]!.tradeOffs!.rowsNeeded).toBeNull();
});

test('a search of what has no truth to judge by is refused', () => {
  const design = madeDesign('regression');
  const parts = partsOf(design, labelledRows(design, madeTable(50, 'regression')));
  const task = { category: 'cluster', classes: ['0', '1'] } as const;
  const asked = { ...design, framing: { ...design.framing, task } } as Design;
  expect(() => judgingOf(asked, parts)).toThrow(/a cluster system has none/);
});

test('a search can be cancelled', async () => {
  let calls = 0;
  const checkCancelled = (): void => {
    if (++calls > 20) throw fail('train/cancelled', { what: 'the run' });
  };
  const run = search(madeDesign('binary'), madeTable(300, 'binary'), { trials: 50 }, { checkCancelled });
  await expect(run).rejects.toMatchObject({ code: 'train/cancelled' });
});

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

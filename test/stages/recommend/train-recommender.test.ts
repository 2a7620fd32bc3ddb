import { beforeAll, describe, expect, test } from 'vitest';
import { plainKernels } from '../../../src/contracts/kernels.ts';
import { askedUsers } from '../../../src/explain/ranking/asked-users.ts';
import { judgeUsers } from '../../../src/explain/ranking/judge-users.ts';
import { knownItems } from '../../../src/explain/ranking/known-items.ts';
import { meanOf, valuesOf } from '../../../src/explain/ranking/measure-lists.ts';
import { splitEvents } from '../../../src/splitters/events/index.ts';
import { cutOf } from '../../../src/stages/recommend/cuts.ts';
import {
  evaluateRecommender,
  type RecommendJudging,
  recommenderScorer,
} from '../../../src/stages/recommend/evaluate-recommender.ts';
import type { RecommendPorts, RecommendTask } from '../../../src/stages/recommend/recommend-task.ts';
import {
  type TrainedRecommender,
  trainRecommender,
} from '../../../src/stages/recommend/train-recommender.ts';
import { taste, trainingSet } from '../../worlds/recommend-worlds.ts';

const { events, catalogue, users } = trainingSet(taste, 300, 1, false);
const primary = cutOf('ndcgAt10');
const task: RecommendTask = {
  system: 'taste',
  data: { itemIds: Array.from({ length: events.items }, (_, i) => `i${i}`), catalogue, users },
  split: splitEvents(events, { name: 'leave-last', validation: 0, test: 0, optOut: false }, 1),
  retrievers: ['trending', 'most-popular', 'item-knn', 'ease'].map((name) => ({
    name,
    params: {},
    search: name === 'most-popular',
  })),
  ranker: 'blend',
  rerankers: [],
  primary,
  repeats: false,
  graded: false,
  candidates: 50,
  history: 100,
  seed: 1,
  searchSeconds: null,
};

/** A clock that goes on by so many seconds whenever it is looked at. */
const ports = (secondsALook = 0): RecommendPorts => {
  let elapsed = 0;
  return {
    clock: { now: () => 0, elapsed: () => (elapsed += 1000 * secondsALook) },
    kernels: plainKernels,
    progress: { begin: () => {}, at: () => {}, end: () => {} },
    checkCancelled: () => {},
  };
};
const judging: RecommendJudging = {
  heldOut: task.split.test,
  fitting: task.split.fitting,
  users,
  primary,
  cuts: [primary, cutOf('recallAt20'), cutOf('auc'), cutOf('coverageAt10')],
  graded: false,
  negatives: null,
  samples: 200,
  level: 0.95,
  seed: 1,
  caution: 'mind this',
};

describe('four groups of taste', () => {
  let trained: TrainedRecommender;
  beforeAll(async () => {
    trained = await trainRecommender(task, ports());
  });

  test('are found by a personal retriever, and popularity stands by for the unknown', () => {
    const { choice, fitted } = trained;
    const popular = choice.trials.find((t) => t.retriever === 'most-popular')!.value!;
    expect(choice.best.value).toBeGreaterThan(1.5 * popular);
    expect(['ease', 'item-knn']).toContain(choice.best.retriever);
    expect(fitted.retrievers.map((r) => r.name)).toContain('most-popular');
    expect(choice.because).toContain(choice.best.retriever);
  });

  test('are no reason to spare the grid of a baseline, poor as it is alone', () => {
    const { trials } = trained.choice;
    const days = trials.filter((t) => t.retriever === 'most-popular').map((t) => t.params.days);
    expect(days).toEqual([0, 30]);
  });

  test('tell of each retriever why it was not tried, and what the mix would lose without it', () => {
    const { trials, sources } = trained.choice;
    expect(trials.find((t) => t.retriever === 'trending')).toMatchObject({
      value: null,
      skipped: 'it needs the times of events',
    });
    const best = sources.find((s) => s.retriever === trained.choice.best.retriever)!;
    expect(best.marginalValue).toBeGreaterThan(0);
    for (const { recall, marginalRecall } of sources) expect(marginalRecall).toBeLessThanOrEqual(recall);
  });

  test('are judged on test events as the recommender itself answers', () => {
    const {
      metrics,
      users: judged,
      retrievers,
      slices,
      caution,
    } = evaluateRecommender(trained.fitted, judging, ports());
    const asked = askedUsers(task.split.test, catalogue, users, {
      repeats: false,
      graded: false,
      history: 100,
      users: null,
      negatives: null,
      seed: 1,
    });
    const known = knownItems(task.split.fitting);
    const lists = judgeUsers(asked, recommenderScorer(trained.fitted, 10), catalogue, 10, false, () => {});
    expect(judged).toBe(asked.length);
    expect(metrics.ndcgAt10!.value).toBeCloseTo(meanOf(valuesOf(lists, primary, known)), 12);
    expect(metrics.ndcgAt10!.low).toBeLessThan(metrics.ndcgAt10!.value!);
    expect(metrics.auc).toBeUndefined();
    const popular = retrievers.find((r) => r.retriever === 'most-popular')!;
    expect(popular.metrics.auc!.value).toBeGreaterThan(0.5);
    expect(popular.behind.low).toBeGreaterThan(0);
    expect(popular.behind.value).toBeCloseTo(metrics.ndcgAt10!.value! - popular.metrics.ndcgAt10!.value!, 10);
    expect(slices.map((s) => s.value)).toEqual(
      expect.arrayContaining(['5 to 19', 'head items', 'tail items']),
    );
    expect(caution).toBe('mind this');
  });

  test('come out the same by the same seed', async () => {
    expect(await trainRecommender(task, ports())).toEqual(trained);
  });
});

test('figures among drawn items have names of their own', async () => {
  const only = { ...task, retrievers: [{ name: 'most-popular', params: {}, search: false }] };
  const { fitted, choice } = await trainRecommender(only, ports());
  expect(choice.because).toMatch(/nothing to combine it with/);
  const sampled = evaluateRecommender(fitted, { ...judging, negatives: 20 }, ports());
  const full = evaluateRecommender(fitted, judging, ports());
  expect(sampled.primary).toBe('sampledNdcgAt10');
  expect(Object.keys(sampled.metrics)).toEqual([
    'sampledNdcgAt10',
    'sampledRecallAt20',
    'sampledCoverageAt10',
  ]);
  expect(sampled.metrics.sampledNdcgAt10!.value).toBeGreaterThan(full.metrics.ndcgAt10!.value!);
});

test('what there was no time for is told, and what was found is used', async () => {
  const { choice, fitted } = await trainRecommender({ ...task, searchSeconds: 10 }, ports(1));
  expect(choice.trials.filter((t) => t.value !== null).length).toBeGreaterThan(0);
  expect(choice.trials.map((t) => t.skipped)).toContain('there was no time left');
  expect(fitted.retrievers.length).toBeGreaterThan(0);
});

test('a grid is tried besides the defaults, and the best of it is kept', async () => {
  const searched = { ...task, retrievers: [{ name: 'ease', params: { strengthPower: 0.5 }, search: true }] };
  const { choice, fitted } = await trainRecommender(searched, ports());
  expect(choice.trials.length).toBeGreaterThan(3);
  for (const { params } of choice.trials) expect(params.strengthPower).toBe(0.5);
  const best = choice.trials.reduce((a, b) => (b.value! > a.value! ? b : a));
  expect(fitted.retrievers[0]!.params).toEqual(best.params);
});

test('with nobody to judge by, or no retriever that can learn, it says so', async () => {
  const nobody = { ...task.split.validation, wanted: task.split.train, past: task.split.train };
  const unjudged = { ...task, split: { ...task.split, validation: nobody } };
  await expect(trainRecommender(unjudged, ports())).rejects.toThrow(
    /Nobody can be judged by the validation events/,
  );
  const untimed = { ...task, retrievers: [{ name: 'trending', params: {}, search: false }] };
  await expect(trainRecommender(untimed, ports())).rejects.toThrow(
    /No retriever could be fitted.*needs the times/,
  );
});

import { describe, expect, test } from 'vitest';
import { plainKernels } from '../../src/contracts/kernels.ts';
import type { RankerChoice } from '../../src/contracts/recommend-design.ts';
import { openRecommender } from '../../src/recipe/recommender/open-recommender.ts';
import { splitEvents } from '../../src/splitters/events/index.ts';
import { cutOf } from '../../src/stages/recommend/cuts.ts';
import type { RecommendTask } from '../../src/stages/recommend/recommend-task.ts';
import { trainRecommender } from '../../src/stages/recommend/train-recommender.ts';
import { bareCatalogue } from '../../src/table/catalogue.ts';
import { asking } from '../recipe/recommender/made-recommender.ts';
import { askers, taste, trainingSet } from '../worlds/recommend-worlds.ts';

const ports = {
  clock: { now: () => 0, elapsed: () => 0 },
  kernels: plainKernels,
  progress: { begin: () => {}, at: () => {}, end: () => {} },
  checkCancelled: () => {},
};
const { events, catalogue } = trainingSet(taste, 140, 3);

/** The world of tastes, where only what is popular is retrieved: who likes what, attributes tell. */
const taskOf = (ranker: RankerChoice, known = catalogue): RecommendTask => ({
  system: 'made',
  data: { itemIds: Array.from({ length: 80 }, (_, i) => String(i)), catalogue: known, users: null },
  split: splitEvents(events, { name: 'leave-last', validation: 0, test: 0, optOut: false }, 1),
  retrievers: [{ name: 'most-popular', params: {}, search: false }],
  ranker,
  rerankers: [],
  primary: cutOf('ndcgAt10'),
  repeats: false,
  graded: false,
  candidates: 80,
  history: 50,
  seed: 1,
  searchSeconds: null,
});
/** Rounds of a named ranker: few, for it is not judged. */
const QUICK = { loss: 'lambda-rank', rounds: 3, minHessian: 0.001 };
const ofGroup = (items: readonly number[], group: number): number =>
  items.filter((i) => i % 4 === group).length;

describe('a ranker', () => {
  test('is learned and kept where it is surely better, and told of', async () => {
    const { fitted, choice } = await trainRecommender(taskOf('auto'), ports);
    expect(fitted.ranker.kind).toBe('model');
    expect(choice.kind).toBe('model');
    expect(choice.ranker!.gain.low).toBeGreaterThan(0);
    expect(choice.ranker!.value).toBeGreaterThan(1.5 * choice.value);
    expect(choice.because).toContain('A ranker (boosted-trees) that learned from');

    // Others of that world get what is of their group.
    const open = openRecommender(fitted);
    const found = askers(taste, 30, 77).map(({ query, wants }) => {
      const slate = open.recommend({ ...asking([...query.item], 80), query }, catalogue);
      return ofGroup(
        slate.entries.map((e) => e.item),
        wants.indexOf(Math.max(...wants)) % 4,
      );
    });
    expect(found.reduce((a, b) => a + b) / found.length).toBeGreaterThan(8);
  });

  test('is not kept where it knows no more than the retriever', async () => {
    const { fitted, choice } = await trainRecommender(taskOf('auto', bareCatalogue(80)), ports);
    expect(fitted.ranker.kind).toBe('blend');
    expect(choice.ranker).toBeUndefined();
    expect(choice.because).toContain('No ranker was surely better: boosted-trees ');
  });

  test('stays away where a design says blend, and comes in any case where it names one', async () => {
    expect((await trainRecommender(taskOf('blend'), ports)).fitted.ranker.kind).toBe('blend');
    const named = { name: 'boosted-trees', params: QUICK };
    const { fitted } = await trainRecommender(taskOf(named), ports);
    expect(fitted.ranker).toMatchObject({ kind: 'model', part: { params: QUICK } });
    expect((await trainRecommender(taskOf(named), ports)).fitted.ranker).toEqual(fitted.ranker);
  });

  test('that a design names is refused where hardly anybody can be learned from', async () => {
    const few = trainingSet(taste, 20, 3).events;
    const split = splitEvents(few, { name: 'leave-last', validation: 0, test: 0, optOut: false }, 1);
    const named = { ...taskOf({ name: 'boosted-trees', params: {} }), split };
    await expect(trainRecommender(named, ports)).rejects.toThrow('too little to learn from');
  });
});

test('of several rankers each is learned and told, and none is kept that is not surely better', async () => {
  const trees = { name: 'boosted-trees', params: { rounds: 20, minRowsPerLeaf: 20 } };
  const { choice } = await trainRecommender(
    { ...taskOf([trees, { name: 'mean', params: {} }]), negatives: 'popularity' },
    ports,
  );
  expect(choice.ranker!.model).toBe('boosted-trees');
  expect(choice.rankers!.map(({ model }) => model)).toEqual(['boosted-trees', 'mean']);
  expect(choice.because).toContain('Learned, and not kept, were also: mean ');
});

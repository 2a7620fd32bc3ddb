import { beforeAll, describe, expect, test } from 'vitest';
import { plainKernels } from '../../../src/contracts/kernels.ts';
import type { ImpressionChoice } from '../../../src/contracts/recommend-design.ts';
import type { FittedRecommender } from '../../../src/contracts/recommender.ts';
import { spearman } from '../../../src/kernels/correlation.ts';
import { openRecommender } from '../../../src/recipe/recommender/open-recommender.ts';
import { recommenderData, recommenderFrom } from '../../../src/recipe/recommender/store-recommender.ts';
import { splitEvents } from '../../../src/splitters/events/index.ts';
import { cutOf } from '../../../src/stages/recommend/cuts.ts';
import { evaluateShown } from '../../../src/stages/recommend/evaluate-shown.ts';
import type { RecommendTask } from '../../../src/stages/recommend/recommend-task.ts';
import { trainRecommender } from '../../../src/stages/recommend/train-recommender.ts';
import { asking } from '../../recipe/recommender/made-recommender.ts';
import { shownWorld } from '../../worlds/shown-world.ts';

const ports = {
  clock: { now: () => 0, elapsed: () => 0 },
  kernels: plainKernels,
  progress: { begin: () => {}, at: () => {}, end: () => {} },
  checkCancelled: () => {},
};
const world = shownWorld(700, 5);
const ITEMS = world.appeal.length;
const taskOf = (correction: ImpressionChoice['correction']): RecommendTask => ({
  system: 'shop',
  data: {
    itemIds: Array.from({ length: ITEMS }, (_, i) => String(i)),
    catalogue: world.catalogue,
    users: null,
  },
  split: splitEvents(world.events, { name: 'leave-last', validation: 0, test: 0, optOut: false }, 1),
  retrievers: [{ name: 'most-popular', params: {}, search: false }],
  ranker: { name: 'boosted-trees', params: { rounds: 25, learningRate: 0.1, maxLeaves: 8 } },
  negatives: 'impressed',
  shown: { correction, validation: world.slates.slice(0, 500), test: world.slates.slice(500) },
  rerankers: [],
  primary: cutOf('ndcgAt10'),
  repeats: true,
  graded: false,
  candidates: ITEMS,
  history: 10,
  seed: 1,
  searchSeconds: null,
});
/** How well the order of all items agrees with their true appeal. */
function agreement(fitted: FittedRecommender): number {
  const { entries } = openRecommender(fitted).recommend({ ...asking([], ITEMS), k: ITEMS }, world.catalogue);
  const place = new Map(entries.map(({ item }, i) => [item, ITEMS - i]));
  return spearman(
    Float64Array.from(world.appeal.keys(), (i) => place.get(i)!),
    world.appeal,
  );
}

describe('where what is promoted stands first, and what stands first is looked at', () => {
  const fitted = new Map<ImpressionChoice['correction'], FittedRecommender>();
  beforeAll(async () => {
    for (const correction of ['none', 'position', 'propensity'] as const)
      fitted.set(correction, (await trainRecommender(taskOf(correction), ports)).fitted);
  });

  test.each(['position', 'propensity'] as const)(
    'a ranker corrected by %s orders by true appeal, better than one that is not',
    (by) => {
      const plain = agreement(fitted.get('none')!);
      const corrected = agreement(fitted.get(by)!);
      expect(corrected).toBeGreaterThan(plain + 0.1);
      expect(corrected).toBeGreaterThan(0.8);
    },
  );

  test('calibrated chances tell more than the share of clicks, and are those of the place', () => {
    const task = taskOf('position');
    const options = { samples: 100, level: 0.95 };
    const found = evaluateShown(fitted.get('position')!, task, options, ports)!;
    expect(found).toMatchObject({ slates: 200, impressions: 1600, correction: 'position' });
    expect(found.nce!.high).toBeLessThan(1);
    expect(found.nce!.value).toBeLessThan(found.uncalibrated!.value! + 0.005);
    expect(found.auc.low).toBeGreaterThan(0.5);
    // Without the places it cannot know which of them were looked at.
    const blind = evaluateShown(fitted.get('none')!, taskOf('none'), options, ports)!;
    expect(blind.nce!.value).toBeGreaterThan(found.nce!.value!);
    expect(
      evaluateShown(fitted.get('none')!, { ...task, shown: undefined as never }, options, ports),
    ).toBeNull();
  });

  test('answers chances, the same after it is read back', () => {
    const made = fitted.get('position')!;
    const { manifest, tensors } = recommenderData(made);
    const [slate, again] = [made, recommenderFrom(manifest, tensors)].map((of) =>
      openRecommender(of).recommend(asking([], ITEMS), world.catalogue),
    );
    expect(again).toEqual(slate);
    for (const { score } of slate!.entries) {
      expect(score).toBeGreaterThan(0);
      expect(score).toBeLessThan(1);
    }
  });
});

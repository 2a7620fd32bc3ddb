import { describe, expect, test } from 'vitest';
import type { EventFacts } from '../../../src/contracts/event-facts.ts';
import type { RecommendInput } from '../../../src/design/recommend/input.ts';
import { resolveRecommender } from '../../../src/design/recommend/resolve.ts';
import type { InferredTables } from '../../../src/design/recommend/resolve-tables.ts';
import { column, complaints } from '../made.ts';
import { fileOf, MOVIES, YEAR } from './made-tables.ts';

const SHOP: InferredTables = {
  interactions: [
    column('user', 'discrete'),
    column('item', 'discrete'),
    column('ts', 'continuous'),
    column('action', 'nominal', { values: ['impression', 'click', 'like', 'watch', 'buy'] }),
    column('watched', 'continuous'),
    column('position', 'discrete'),
    column('requestId', 'identifier'),
    column('propensity_score', 'continuous'),
  ],
  items: null,
  users: null,
  friends: null,
};
const WATCHED: Partial<EventFacts> = { value: { min: 0, max: 1, distinct: 1000 } };
const shop = (input: Partial<RecommendInput>, tables = SHOP) =>
  resolveRecommender(fileOf({ data: { interactions: 'shop.csv' }, ...input }), tables, {
    ...YEAR,
    ...WATCHED,
  });
const movies = (input: Partial<RecommendInput>, facts: Partial<EventFacts> = {}) =>
  resolveRecommender(fileOf(input), MOVIES, { ...YEAR, ...facts });

describe('objectives', () => {
  const objectives = {
    watch: { actions: { like: 1, watch: 1 }, atLeast: 0.5 },
    purchase: { actions: { buy: 1 }, after: ['impression', 'click'], withinMinutes: 60 },
  };

  test('each have a label rule; the first answers, and by its rule all are compared', () => {
    const { design, inferences } = shop({ framing: { objectives } });
    expect(design.framing.objective).toBe('watch');
    expect(design.framing.label).toEqual(design.framing.objectives!.watch);
    expect(design.framing.label).toMatchObject({ actions: { like: 1, watch: 1 }, atLeast: 0.5 });
    expect(design.framing.objectives!.purchase).toMatchObject({
      after: ['impression', 'click'],
      withinMinutes: 60,
    });
    expect(design.framing.objectives!.purchase!.says).toContain(
      'within 60 minutes after impression or click',
    );
    expect(design.framing.business).toEqual({ label: design.framing.label, metric: 'worthAt10' });
    expect(inferences.map((i) => i.path)).toContain('framing.objectives.purchase.atLeast');
  });

  test('are held to the columns, the metrics and each other', () => {
    const of = (framing: NonNullable<RecommendInput['framing']>) => complaints(() => shop({ framing }));
    expect(of({ objectives, objective: 'sale' })).toEqual([expect.stringContaining('framing/objective: ')]);
    expect(of({ objectives, label: {} })).toEqual([expect.stringContaining('framing/label: ')]);
    expect(of({ business: { metric: 'worthAt10' } })).toEqual([
      expect.stringContaining('framing/business: '),
    ]);
    expect(of({ objectives, business: { metric: 'worthAt' } })).toEqual([
      expect.stringContaining('design/component-unknown framing/business/metric: '),
    ]);
    expect(of({ objectives, business: { metric: 'coverageAt10' } })).toEqual([
      expect.stringContaining('design/field-invalid framing/business/metric: '),
    ]);
    expect(of({ objectives: { sale: { after: ['shown'] } } })).toEqual([
      expect.stringContaining('design/action-unknown framing/objectives/sale/after/0: '),
    ]);
  });
});

describe('impressions', () => {
  const data = { interactions: 'shop.csv', impressions: 'impression' };

  test('are told by an action; columns of their place, slate and chance are found by name', () => {
    const { design } = shop({ data });
    expect(design.data.impressions).toEqual({
      action: 'impression',
      windowMinutes: 1440,
      correction: 'propensity',
    });
    expect(design.data.interactions).toMatchObject({
      position: 'position',
      request: 'requestId',
      propensity: 'propensity_score',
    });
    expect(design.negatives).toBe('impressed');
    expect(shop({}).design.data.interactions).not.toHaveProperty('position');
  });

  test('need an action, a split by time, and columns for what is corrected', () => {
    const of = (input: Partial<RecommendInput>, tables?: InferredTables) =>
      complaints(() => shop(input, tables));
    expect(of({ data: { ...data, impressions: 'shown' } })).toEqual([
      expect.stringContaining('design/action-unknown data/impressions: '),
    ]);
    expect(of({ data: { ...data, split: 'leave-last' } })).toEqual([
      expect.stringContaining('data/impressions: '),
    ]);
    expect(of({ negatives: 'impressed' })).toEqual([expect.stringContaining('negatives: ')]);
    const bare = { ...SHOP, interactions: SHOP.interactions.slice(0, 5) };
    const corrected = { ...data, impressions: { action: 'impression', correction: 'position' as const } };
    expect(of({ data: corrected }, bare)).toEqual([expect.stringContaining('data/impressions/correction: ')]);
    expect(shop({ data }, bare).design.data.impressions!.correction).toBe('none');
    // What a server will note need be in no source, and has its places.
    const served = { ...data, impressions: { action: 'shown', served: true } };
    expect(shop({ data: served }, bare).design.data.impressions).toMatchObject({
      action: 'shown',
      served: true,
      correction: 'position',
    });
  });
});

describe('ratings', () => {
  test('are read from weights, and lists are then judged by them', () => {
    const { design } = movies({ framing: { ratings: 'weighted' } });
    expect(design.framing.ratings).toBe('weighted');
    expect(design.framing.label).toMatchObject({ atLeast: 2, weighted: true, rated: true });
    expect(movies({}).design.framing).not.toHaveProperty('ratings');
  });

  test('are refused where weights could not hold them', () => {
    const of = (framing: NonNullable<RecommendInput['framing']>, facts?: Partial<EventFacts>) =>
      complaints(() => movies({ framing }, facts));
    const refused = [expect.stringContaining('framing/ratings: ')];
    expect(of({ ratings: 'all', label: { weighted: false } })).toEqual(refused);
    expect(
      of({ ratings: 'all', label: { atLeast: 3 } }, { value: { min: -10, max: 10, distinct: 40 } }),
    ).toEqual(refused);
    expect(complaints(() => shop({ framing: { ratings: 'all' } }))).toEqual(refused);
  });
});

test('rankers may be several models, and each is looked up', () => {
  const ranker = ['boosted-trees', { name: 'deep-cross-network', crosses: 1 }];
  const { design } = movies({ ranker });
  expect(design.ranker).toMatchObject([
    { name: 'boosted-trees' },
    { name: 'deep-cross-network', params: { crosses: 1 } },
  ]);
  expect(complaints(() => movies({ ranker: ['boosted-tree'] }))).toEqual([
    expect.stringContaining('design/component-unknown ranker/0: '),
  ]);
});

import { describe, expect, test } from 'vitest';
import type { FittedRecommender } from '../../../src/contracts/recommender.ts';
import { NEVER } from '../../../src/contracts/retriever.ts';
import { openRecommender, openRetriever } from '../../../src/recipe/recommender/open-recommender.ts';
import { recommenderData, recommenderFrom } from '../../../src/recipe/recommender/store-recommender.ts';
import { askers, catalogueOf, newItems, taste, trainingSet } from '../../worlds/recommend-worlds.ts';
import { asking, fitted, madeRecommender, modelRanker, step } from './made-recommender.ts';

const PAST = [1, 5, 9, 13];
const items = (slate: { entries: readonly { item: number }[] }): number[] => slate.entries.map((e) => e.item);

describe('a recommender of one retriever', async () => {
  const made = await madeRecommender();
  const one: FittedRecommender = {
    ...made,
    retrievers: made.retrievers.slice(0, 1),
    ranker: { kind: 'blend', weights: Float64Array.of(1) },
  };
  const open = openRecommender(one);

  test('gives its best items in its order, without what is excluded or gone', () => {
    const live = made.catalogue.live.slice();
    live[17] = 0;
    const catalogue = { ...made.catalogue, live };
    const scores = new Float32Array(80);
    openRetriever(one.retrievers[0]!).score(asking(PAST, 80).query, catalogue, scores);
    const expected = [...scores.keys()]
      .filter((i) => scores[i]! > NEVER && !PAST.includes(i) && i !== 17)
      .sort((a, b) => scores[b]! - scores[a]! || a - b)
      .slice(0, 10);
    const slate = open.recommend(asking(PAST, 80), catalogue);
    expect(items(slate)).toEqual(expected);
    expect(slate.entries.every((e) => e.source === 'item-knn' && e.propensity === 1)).toBe(true);
    expect(open.recommend(asking(PAST, 80), catalogue)).toEqual(slate);
  });

  test('has nothing for somebody of whom it knows nothing, and says so with an empty slate', () => {
    expect(open.recommend(asking([], 80), made.catalogue).entries).toEqual([]);
  });
});

describe('a blend', async () => {
  const made = await madeRecommender();
  const open = openRecommender(made);

  test('serves somebody new by what is popular, and finds tastes of others', () => {
    const cold = open.recommend(asking([], 80), made.catalogue);
    expect(cold.entries.every((e) => e.source === 'most-popular')).toBe(true);
    expect(cold.entries).toHaveLength(10);
    const ofGroup = askers(taste, 40, 77).map(({ query, wants }) => {
      const past = [...query.item];
      const group = wants.indexOf(Math.max(...wants)) % 4;
      return items(open.recommend(asking(past, 80), made.catalogue)).filter((i) => i % 4 === group).length;
    });
    // Two and a half of ten by chance.
    expect(ofGroup.reduce((a, b) => a + b) / ofGroup.length).toBeGreaterThan(7);
  });

  test('lets one retriever go first for somebody new, and changes nothing for others; stored and read back too', async () => {
    const set = trainingSet(taste, 120, 3);
    const two = {
      ...made,
      retrievers: [await fitted('trending', set, { halfLife: 1 }), await fitted('most-popular', set)],
      ranker: { kind: 'blend', weights: Float64Array.of(1, 0.01) } as const,
    };
    const first: FittedRecommender = { ...two, ranker: { ...two.ranker, newcomers: 1 } };
    const { manifest, tensors } = recommenderData(first);
    const alone: FittedRecommender = {
      ...made,
      retrievers: two.retrievers.slice(1),
      ranker: { kind: 'blend', weights: Float64Array.of(1) },
    };
    // Of equals the other retriever decides: so lists are compared by how popular each place is.
    const popularity = (recommender: FittedRecommender): number[] =>
      items(openRecommender(recommender).recommend(asking([], 80), made.catalogue)).map(
        (i) => made.popularity[i]!,
      );
    expect(popularity(two)).not.toEqual(popularity(alone));
    for (const recommender of [first, recommenderFrom(manifest, tensors)]) {
      expect(popularity(recommender)).toEqual(popularity(alone));
      const warm = asking(PAST, 80);
      expect(openRecommender(recommender).recommend(warm, made.catalogue)).toEqual(
        openRecommender(two).recommend(warm, made.catalogue),
      );
    }
  });

  test('explains each item: its sources, contributions that make its score, its places, and what it is because of', () => {
    const steps = [
      step('exclude', { attribute: 'genre', is: ['musical'] }),
      step('cap', { attribute: 'genre', most: 2 }),
    ];
    const ruled = openRecommender({ ...made, rerankers: steps });
    const slate = ruled.recommend(asking(PAST, 80, { explain: true }), made.catalogue);
    expect(slate.entries).toHaveLength(10);
    slate.entries.forEach((entry, place) => {
      const { sources, contributions, steps: moved, because } = entry.explanation!;
      expect(sources[0]!.retriever).toBe(entry.source);
      expect(contributions.reduce((sum, c) => sum + c.value, 0)).toBeCloseTo(entry.score, 10);
      expect(moved.map((s) => s.step)).toEqual(['rank', 'exclude', 'cap']);
      expect(moved[0]!.before).toBe(-1);
      expect(moved[1]!.before).toBe(moved[0]!.after);
      expect(moved[2]!.before).toBe(moved[1]!.after);
      expect(moved[2]!.after).toBe(place);
      for (const { event, share } of because) {
        expect(PAST[event]).toBeDefined();
        expect(share).toBeGreaterThan(0);
      }
    });
  });

  test('says of each item that was asked about why it is not shown', () => {
    const live = made.catalogue.live.slice();
    live[21] = 0;
    const addedAt = made.catalogue.addedAt.slice();
    addedAt[25] = asking([], 80).query.now + 1;
    const musical = 3;
    const ruled = openRecommender({
      ...made,
      candidates: 12,
      rerankers: [step('exclude', { attribute: 'genre', is: ['musical'] })],
    });
    const request = asking(PAST, 80, { k: 3, excluded: asking([1, 5], 80).excluded });
    const all = Array.from({ length: 80 }, (_, i) => i);
    const slate = ruled.recommend({ ...request, why: all }, { ...made.catalogue, live, addedAt });
    const because = new Map(slate.missing!.map((m) => [m.item, m]));
    for (const item of items(slate)) expect(because.has(item)).toBe(false);
    expect(because.size).toBe(80 - 3);
    expect(because.get(1)!.because).toBe('excluded');
    expect(because.get(21)!.because).toBe('gone');
    expect(because.get(25)!.because).toBe('not-yet');
    const reasons = [...because.values()];
    const left = reasons.filter((m) => m.because === 'left-out');
    expect(left.length).toBeGreaterThan(0);
    expect(left.every((m) => m.step === 'exclude' && m.item % 4 === musical)).toBe(true);
    const low = reasons.filter((m) => m.because === 'too-low').map((m) => m.place);
    expect(low.sort((a, b) => a! - b!)).toEqual(low.map((_, i) => 3 + i));
    expect(reasons.some((m) => m.because === 'not-retrieved')).toBe(true);
  });

  test('looks at the newest events of a long past alone', () => {
    const short = openRecommender({ ...made, history: 2 });
    const excluded = asking([3, 7, 1, 5], 80).excluded;
    const long = short.recommend({ ...asking([3, 7, 1, 5], 80), excluded }, made.catalogue);
    const last = { ...asking([1, 5], 80), excluded };
    last.query.at.set(asking([3, 7, 1, 5], 80).query.at.subarray(2));
    expect(long).toEqual(short.recommend(last, made.catalogue));
  });

  test('tells items like one, and never the item itself', () => {
    const like = open.similar(4, made.catalogue, 5, new Uint8Array(80));
    expect(like).toHaveLength(5);
    expect(like.filter(({ item }) => item % 4 === 0 && item !== 4).length).toBeGreaterThanOrEqual(4);
    expect(open.similar(200, catalogueOf(newItems, 201), 5, new Uint8Array(201))).toEqual([]);
  });

  test('serves a catalogue that has grown', () => {
    const grown = catalogueOf(newItems, 100);
    expect(items(open.recommend(asking(PAST, 100), grown))).toEqual(
      items(open.recommend(asking(PAST, 80), made.catalogue)),
    );
  });
});

test('items that came after training are found, and rerankers and rankers bear them', async () => {
  const made = await madeRecommender({}, newItems);
  const set = trainingSet(newItems, 120, 3);
  const withNew: FittedRecommender = {
    ...made,
    retrievers: [await fitted('item-knn', set), await fitted('recently-added', set)],
    rerankers: [step('mmr', {}), step('cap', { attribute: 'genre', most: 4 })],
  };
  const ranker = await modelRanker(withNew, newItems);
  const grown = catalogueOf(newItems, 100);
  for (const recommender of [withNew, { ...withNew, ranker }]) {
    const slate = openRecommender(recommender).recommend(asking(PAST, 100, { explain: true }), grown);
    expect(items(slate).some((i) => i >= 80)).toBe(true);
    expect(slate.entries.every((e) => Number.isFinite(e.score))).toBe(true);
  }
});

describe('a ranker that is a model', async () => {
  const blend = await madeRecommender();
  const made = { ...blend, ranker: await modelRanker(blend, taste) };
  const open = openRecommender(made);

  test('orders by its score, and its contributions differ by as much as scores do', () => {
    const { entries } = open.recommend(asking(PAST, 80, { explain: true, k: 30 }), made.catalogue);
    const scores = entries.map((e) => e.score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(scores[0]).toBeGreaterThan(scores.at(-1)!);
    // At most eight contributions are told: those left out are the smallest.
    const [first, last] = [entries[0]!, entries.at(-1)!].map((e) =>
      e.explanation!.contributions.reduce((sum, c) => sum + c.value, 0),
    );
    expect(first! - last!).toBeCloseTo(scores[0]! - scores.at(-1)!, 1);
  });

  test.each([blend, made])('as data and back it gives the same slates, to the last bit', (recommender) => {
    const { manifest, tensors } = recommenderData(recommender);
    const again = recommenderFrom(JSON.parse(JSON.stringify(manifest)), tensors);
    expect(recommenderData(again)).toEqual({ manifest, tensors });
    const [a, b] = [openRecommender(recommender), openRecommender(again)];
    for (const { query } of askers(taste, 3, 5)) {
      const request = { ...asking([...query.item], 80, { explain: true }), query };
      expect(b.recommend(request, again.catalogue)).toEqual(a.recommend(request, recommender.catalogue));
    }
  });
});

describe('data that is not whole', async () => {
  const { manifest, tensors } = recommenderData(await madeRecommender());
  test.each([
    ['items', { ...manifest, items: 81 }, '80 ids of 81'],
    [
      'an attribute',
      { ...manifest, attributes: [...manifest.attributes, { name: 'x', type: 'continuous' }] },
      '"x"',
    ],
    ['weights', { ...manifest, retrievers: manifest.retrievers.slice(1) }, 'each of 1 retrievers'],
    ['its kind', { ...manifest, kind: 'predict' }, 'expected recommend'],
  ])('is refused: %s', (_, wrong, says) => {
    expect(() => recommenderFrom(wrong as typeof manifest, tensors)).toThrow(says);
  });

  test('is refused when a component is of another version', async () => {
    const made = await madeRecommender();
    const [knn, popular] = made.retrievers;
    const other = { ...made, retrievers: [{ ...knn!, version: 99 }, popular!] };
    expect(() => openRecommender(other)).toThrow('version 99 of the retriever "item-knn"');
  });
});

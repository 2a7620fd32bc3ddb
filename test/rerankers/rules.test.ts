import { expect, test } from 'vitest';
import { resolveParams } from '../../src/contracts/params.ts';
import type { RerankContext, Reranker } from '../../src/contracts/reranker.ts';
import { boost } from '../../src/rerankers/boost.ts';
import { bury } from '../../src/rerankers/bury.ts';
import { cap } from '../../src/rerankers/cap.ts';
import { decay } from '../../src/rerankers/decay.ts';
import { eligibility } from '../../src/rerankers/eligibility.ts';
import { exclude } from '../../src/rerankers/exclude.ts';
import { explore } from '../../src/rerankers/explore.ts';
import { freshFloor } from '../../src/rerankers/fresh-floor.ts';
import { pin } from '../../src/rerankers/pin.ts';
import { providerFloor } from '../../src/rerankers/provider-floor.ts';
import { tire } from '../../src/rerankers/tire.ts';
import { categoryColumn, MISSING, numberColumn, textColumn } from '../../src/table/column.ts';
import { catalogueOf, contextOf, emptyQuery, ranked } from './made-context.ts';

const catalogue = catalogueOf(6, {
  brand: categoryColumn(Int32Array.of(0, 0, 0, 1, 1, MISSING), ['acme', 'small']),
  price: numberColumn(Float64Array.of(5, 10, 15, 20, Number.NaN, 30)),
  genre: textColumn(['a|b', 'b', 'b|c', 'c', null, 'a']),
});
const list = ranked(0, 1, 2, 3, 4, 5);

function order(reranker: Reranker<never>, given: object, over: Partial<RerankContext> = {}): number[] {
  const { params, failures } = resolveParams(reranker.name, reranker.params, { ...given });
  expect(failures).toEqual([]);
  return [...reranker.rerank(list, contextOf(catalogue, over), params as never).item];
}

test('boost lifts by a share of the range of scores, bury lowers by it', () => {
  // Scores are 1, .8, .6, .4, .2, 0: two steps are .4, and a half more decides.
  expect(order(boost, { attribute: 'brand', is: ['small'], strength: 0.5 })).toEqual([0, 3, 1, 4, 2, 5]);
  expect(order(bury, { attribute: 'brand', is: ['acme'], strength: 0.5 })).toEqual([0, 3, 1, 4, 2, 5]);
  expect(order(boost, { attribute: 'price', from: 30, strength: 2 })).toEqual([5, 0, 1, 2, 3, 4]);
});

test('exclude leaves out what has any of the values, or lies in the range; missing values are neither', () => {
  expect(order(exclude, { attribute: 'genre', is: ['b', 'nothing'] })).toEqual([3, 4, 5]);
  expect(order(exclude, { attribute: 'price', from: 10, to: 20 })).toEqual([0, 4, 5]);
  expect(order(exclude, { attribute: 'genre', is: ['b'], separator: '' })).toEqual([0, 2, 3, 4, 5]);
});

test('a rule without a condition is about nothing, and one with its ends exchanged is refused', () => {
  expect(order(exclude, { attribute: 'price' })).toEqual([0, 1, 2, 3, 4, 5]);
  const { params } = resolveParams('exclude', exclude.params, { attribute: 'price', from: 3, to: 2 });
  expect(exclude.check!(params as never, catalogue.attributes).map((f) => f.message)).toEqual([
    'The "from" parameter of exclude must be a number not above "to" (2). Got 3 instead.',
  ]);
});

test('pin puts the best of those meant into its places, and no more', () => {
  expect(order(pin, { attribute: 'brand', is: ['small'], place: 2 })).toEqual([0, 3, 1, 2, 4, 5]);
  expect(order(pin, { attribute: 'brand', is: ['small'], place: 1, most: 5 })).toEqual([3, 4, 0, 1, 2, 5]);
  expect(order(pin, { attribute: 'brand', is: ['small'], place: 99 })).toEqual([0, 1, 2, 4, 5, 3]);
});

test('cap counts an item for each of its values, and leaves out or puts back what is too much', () => {
  expect(order(cap, { attribute: 'brand', most: 1 })).toEqual([0, 3, 5, 1, 2, 4]);
  expect(order(cap, { attribute: 'brand', most: 1, others: 'out' })).toEqual([0, 3, 5]);
  // Item 2 is of b and c: b is full, so it does not count for c.
  expect(order(cap, { attribute: 'genre', most: 1, others: 'out' })).toEqual([0, 3, 4]);
});

test('provider-floor gives every beginning of the list its share, and takes the best of both groups', () => {
  const given = { attribute: 'brand', is: ['small'] };
  expect(order(providerFloor, { ...given, share: 0.5 })).toEqual([0, 3, 1, 4, 2, 5]);
  expect(order(providerFloor, { ...given, share: 0.34 }, { k: 3 })).toEqual([0, 1, 3, 2, 4, 5]);
  expect(order(providerFloor, { ...given, share: 1 })).toEqual([3, 4, 0, 1, 2, 5]);
  expect(order(providerFloor, { ...given, share: 0 })).toEqual([0, 1, 2, 3, 4, 5]);
});

test('eligibility: each condition alone rules out, what is unknown does not', () => {
  const shop = catalogueOf(6, {
    land: textColumn(['DE|FR', 'FR', null, 'DE', 'DE', 'DE']),
    left: numberColumn(Float64Array.of(1, 1, 1, 0, Number.NaN, 3)),
    ends: numberColumn(Float64Array.of(9, 9, 9, 9, 9, 5)),
    begins: numberColumn(Float64Array.of(0, 0, 0, 0, 6, 0)),
  });
  const at = (now: number, country: string | null, given: object) =>
    order(eligibility, given, { catalogue: shop, query: { ...emptyQuery, now, context: { country } } });
  expect(at(1, 'DE', { country: 'land' })).toEqual([0, 2, 3, 4, 5]);
  expect(at(1, null, { country: 'land' })).toEqual([0, 1, 2, 3, 4, 5]);
  expect(at(1, 'DE', { stock: 'left' })).toEqual([0, 1, 2, 4, 5]);
  expect(at(5, 'DE', { from: 'begins', until: 'ends' })).toEqual([0, 1, 2, 3]);
  expect(at(Number.NaN, 'DE', { from: 'begins', until: 'ends' })).toEqual([0, 1, 2, 3, 4, 5]);
  expect(at(5, 'DE', { country: 'land', stock: 'left', until: 'ends' })).toEqual([0, 2, 4]);
});

test('decay lets each next item of one value count less', () => {
  // Scores are 1, .8, .6, .4, .2, 0, of which the first three are of one brand: .8 halves to .4 behind 1, .6 to .15.
  expect(order(decay, { attribute: 'brand', factor: 0.5 })).toEqual([0, 1, 3, 2, 4, 5]);
  expect(order(decay, { attribute: 'brand', factor: 1 })).toEqual([0, 1, 2, 3, 4, 5]);
  expect(order(decay, { attribute: 'brand', factor: 0.1 }, { k: 2 })).toEqual([0, 3, 1, 2, 4, 5]);
});

test('tire builds the page from the top, over all attributes at once, in the unit of the scores', () => {
  // Scores are 6 to 1. Behind the first, the others of its brand are worth 2.5 and 2: the fourth, worth 3, goes before.
  const given = { attributes: ['brand'], factors: [0.5] };
  expect(order(tire, given)).toEqual([0, 3, 1, 2, 4, 5]);
  expect(order(tire, { ...given, factors: [1] })).toEqual([0, 1, 2, 3, 4, 5]);
  expect(order(tire, { ...given, factors: [0.1] }, { k: 2 })).toEqual([0, 3, 1, 2, 4, 5]);
  expect(order(tire, { attributes: ['brand', 'brand'], factors: [0.5, 0.5] })).toEqual([0, 3, 1, 5, 4, 2]);
  const { params } = resolveParams('tire', tire.params, given);
  const low = { item: Int32Array.of(0, 1, 3), score: Float64Array.of(1, -0.1, -0.2) };
  expect([...tire.rerank(low, contextOf(catalogue), params as never).item]).toEqual([0, 1, 3]);
});

test('a floor of what is new is kept in each beginning of the page', () => {
  const now = 1e12;
  const aged = { ...catalogue, addedAt: Float64Array.of(0, 0, 0, now - 1, now, Number.NaN) };
  const over = { catalogue: aged, query: { ...emptyQuery, now } };
  expect(order(freshFloor, { share: 0.5 }, over)).toEqual([0, 3, 1, 4, 2, 5]);
  expect(order(freshFloor, { share: 0 }, over)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(order(freshFloor, { share: 1 })).toEqual([0, 1, 2, 3, 4, 5]);
});

test('exploring draws only what is new: items of few events, or of makers of few', () => {
  const always = { chance: 1, every: 1, favour: 'any' };
  const popularity = Float32Array.of(9, 9, 9, 9, 0, 5);
  expect(order(explore, { ...always, below: 5 }, { k: 1, popularity })[0]).toBe(4);
  expect(order(explore, { ...always, below: 6, by: 'brand' }, { k: 1, popularity })[0]).toBe(5);
  // Nothing is new: nothing is drawn.
  expect(order(explore, { ...always, below: 1, by: 'brand' }, { k: 1, popularity })[0]).toBe(0);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packTensors, unpackTensors } from '../../../src/contracts/pack.ts';
import { packHistories, unpackHistories } from '../../../src/recipe/recommender/histories.ts';
import { packTexts, unpackTexts } from '../../../src/recipe/recommender/packed-texts.ts';
import { type Column, categoryColumn, numberColumn } from '../../../src/table/column.ts';
import { interactionsFrom } from '../../../src/table/interactions.ts';
import { rowValues } from '../../../src/table/row-values.ts';

/** Any code units, halves of pairs among them. */
const anyText = fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units));

describe('texts as arrays', () => {
  test('come back unchanged: empty, null, lone surrogates, long ones', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(anyText, fc.constant(null))), (texts) => {
        expect(unpackTexts('t', unpackTensors(packTensors(packTexts('t', texts))))).toEqual(texts);
      }),
    );
    const long = ['x'.repeat(10_000), '\ud800', null, ''];
    expect(unpackTexts('t', packTexts('t', long))).toEqual(long);
  });

  test('are refused when units are missing', () => {
    const arrays = packTexts('t', ['abc']);
    expect(() => unpackTexts('t', { ...arrays, 't.lengths': Int32Array.of(2) })).toThrow(
      '3 units, expected 2',
    );
    expect(() => unpackTexts('other', arrays)).toThrow('no texts');
  });
});

describe('histories', () => {
  const events = interactionsFrom(3, 4, {
    user: Int32Array.of(0, 0, 0, 2, 2),
    item: Int32Array.of(3, 1, 0, 2, 2),
    at: Float64Array.of(30, 10, 20, 5, 6),
    weight: Float32Array.of(1, 2, 3, -1, 0),
  });
  const ids = ['ann', 'b', 'ü'];

  test('come back with the newest events of each user', () => {
    const whole = unpackHistories(packHistories({ ids, events }, 10));
    expect(whole).toEqual({ ids, events });
    const cut = unpackHistories(packHistories({ ids, events }, 2));
    expect([...cut.events.start]).toEqual([0, 2, 2, 4]);
    expect([...cut.events.item]).toEqual([0, 3, 2, 2]);
  });

  test('bring along who names whom a friend, and are refused where he is nobody', () => {
    const friends = { start: Int32Array.of(0, 2, 2, 3), friend: Int32Array.of(1, 2, 0) };
    const packed = packHistories({ ids, events: { ...events, friends } }, 10);
    expect(unpackHistories(packed).events.friends).toEqual(friends);
    const strange = { start: Int32Array.of(0, 0, 0, 1), friend: Int32Array.of(3) };
    const broken = packHistories({ ids, events: { ...events, friends: strange } }, 10);
    expect(() => unpackHistories(broken)).toThrow('a friend is beyond 3 users');
  });

  test('bring along what is known of users', () => {
    const schema = [
      { name: 'country', type: 'nominal', dictionary: ['fr', 'it'] },
      { name: 'age', type: 'discrete' },
    ] as const;
    const columns = new Map<string, Column>([
      ['country', categoryColumn(Int32Array.of(1, -1, 0), ['fr', 'it'])],
      ['age', numberColumn(Float64Array.of(30, Number.NaN, 50))],
    ]);
    const attributes = { rows: 3, schema, columns };
    const { attributes: again } = unpackHistories(packHistories({ ids, events, attributes }, 10));
    expect(again).toEqual(attributes);
    expect(rowValues(again!, 0)).toEqual({ country: 'it', age: 30 });
    expect(rowValues(again!, 1)).toEqual({ country: null, age: null });
  });

  test('that do not fit together are refused', () => {
    const arrays = unpackTensors(packHistories({ ids, events }, 10));
    for (const wrong of [
      { counts: Int32Array.of(1, 1, 1) },
      { item: Int32Array.of(3, 1, 0, 2, 9) },
      { counts: Int32Array.of(4, -1, 2) },
      { weight: new Float64Array(5) },
    ])
      expect(() => unpackHistories(packTensors({ ...arrays, ...wrong }))).toThrow('histories of users');
  });
});

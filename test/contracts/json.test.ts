import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../src/contracts/json.ts';

describe('canonical JSON', () => {
  test('says what JSON says, and the same for any order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(reversed(value))).toBe(text);
      }),
    );
  });

  test('leaves out members that are undefined', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });

  test('sorts by UTF-16 code units', () => {
    expect(canonicalJson({ b: 1, a: [true, null], '€': 0, '\ud83d\ude00': 0, A: { z: 1, y: 2 } })).toBe(
      '{"A":{"y":2,"z":1},"a":[true,null],"b":1,"€":0,"\ud83d\ude00":0}',
    );
  });

  test.each([
    ['NaN', Number.NaN],
    ['infinity in a list', [Number.POSITIVE_INFINITY]],
    ['undefined in a list', [undefined]],
    ['a hole in a list', new Array(2)],
    ['a function', () => 1],
    ['a bigint', 1n],
  ])('refuses %s', (_says, value) => {
    expect(() => canonicalJson(value)).toThrow(/has no canonical JSON/);
  });
});

/** The same value, keys in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([k, v]) => [k, reversed(v)]),
  );
}

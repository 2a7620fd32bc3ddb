import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packTensors, unpackTensors } from '../../src/contracts/pack.ts';
import type { Tensor } from '../../src/contracts/state.ts';
import { Failure } from '../../src/errors/fail.ts';

const bytesOf = (t: Tensor): number[] => Array.from(new Uint8Array(t.buffer, t.byteOffset, t.byteLength));

const tensor: fc.Arbitrary<Tensor> = fc.oneof(
  fc.float64Array(),
  fc.float32Array(),
  fc.int32Array(),
  fc.uint32Array(),
  fc.uint16Array(),
  fc.uint8Array(),
);
const arrays = fc.dictionary(fc.string({ unit: 'binary' }), tensor, { maxKeys: 8 });

describe('safetensors', () => {
  test('come back to the last bit, of the same types', () => {
    fc.assert(
      fc.property(arrays, (given) => {
        const back = unpackTensors(packTensors(given));
        expect(Object.keys(back).sort()).toEqual(Object.keys(given).sort());
        for (const [name, array] of Object.entries(given)) {
          expect(back[name]!.constructor).toBe(array.constructor);
          expect(bytesOf(back[name]!)).toEqual(bytesOf(array));
        }
      }),
    );
  });

  test('keep NaN payloads and -0', () => {
    const odd = new Float64Array(new BigUint64Array([0x7ff8dead_beef0001n, 0x80000000_00000000n]).buffer);
    expect(bytesOf(unpackTensors(packTensors({ odd })).odd!)).toEqual(bytesOf(odd));
  });

  test('do not depend on the order of names, nor on where in a buffer an array lies', () => {
    const b = new Float64Array([9, 1, 2]).subarray(1);
    const one = packTensors({ a: Uint8Array.of(3), b });
    const other = packTensors({ b: Float64Array.of(1, 2), a: Uint8Array.of(3) });
    expect(one).toEqual(other);
  });

  test('are laid out as the format says', () => {
    const file = packTensors({ b: Uint8Array.of(7), a: Float64Array.of(1) });
    const length = Number(new DataView(file.buffer).getBigUint64(0, true));
    expect(length % 8).toBe(0);
    expect(JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length)))).toEqual({
      a: { dtype: 'F64', shape: [1], data_offsets: [0, 8] },
      b: { dtype: 'U8', shape: [1], data_offsets: [8, 9] },
    });
    expect(file.length).toBe(8 + length + 9);
  });

  test('read from an odd offset are aligned copies', () => {
    const packed = packTensors({ a: Float64Array.of(1, 2) });
    const shifted = new Uint8Array(packed.length + 3);
    shifted.set(packed, 3);
    const { a } = unpackTensors(shifted.subarray(3));
    expect(a).toEqual(Float64Array.of(1, 2));
    shifted.fill(0);
    expect(a).toEqual(Float64Array.of(1, 2));
  });

  test('cut short anywhere, or with a byte more, are refused', () => {
    const whole = packTensors({ a: Float64Array.of(1, 2), b: Int32Array.of(3) });
    for (let n = 0; n < whole.length; n++) expectMalformed(whole.subarray(0, n));
    expectMalformed(Uint8Array.of(...whole, 0));
  });

  test('with a changed byte are read or refused, never worse', () => {
    const whole = packTensors({ a: Float64Array.of(1, 2), b: Int32Array.of(3) });
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, value) => {
        const changed = whole.slice();
        changed[at] = value;
        try {
          unpackTensors(changed);
        } catch (error) {
          expect(error).toBeInstanceOf(Failure);
        }
      }),
      { numRuns: 500 },
    );
  });

  const two = { dtype: 'F64', shape: [1] };
  test.each([
    ['a list for a header', '[]'],
    ['no JSON', '{"a":'],
    ['an unknown type', '{"a":{"dtype":"F16","shape":[4],"data_offsets":[0,8]}}'],
    ['a type from the prototype', '{"a":{"dtype":"constructor","shape":[1],"data_offsets":[0,8]}}'],
    ['a size that is not its own', '{"a":{"dtype":"F64","shape":[2],"data_offsets":[0,8]}}'],
    ['a negative offset', '{"a":{"dtype":"F64","shape":[1],"data_offsets":[-8,0]}}'],
    ['two dimensions', '{"a":{"dtype":"F64","shape":[1,1],"data_offsets":[0,8]}}'],
    ['null for an array', '{"a":null}'],
    [
      'an overlap',
      JSON.stringify({ a: { ...two, data_offsets: [0, 8] }, b: { ...two, data_offsets: [0, 8] } }),
    ],
    ['a gap', JSON.stringify({ a: { ...two, data_offsets: [8, 16] } })],
  ])('with %s are refused', (_says, header) => {
    const file = new Uint8Array(8 + header.length + 8);
    new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
    file.set(new TextEncoder().encode(header), 8);
    expectMalformed(file);
  });
});

function expectMalformed(file: Uint8Array): void {
  let code: unknown = 'read without complaint';
  try {
    unpackTensors(file);
  } catch (error) {
    code = error instanceof Failure ? error.code : error;
  }
  expect(code).toBe('artifact/malformed');
}

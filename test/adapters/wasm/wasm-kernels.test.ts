import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wasmKernels } from '../../../src/adapters/wasm/wasm-kernels.ts';
import { kernelFunctions } from '../../../src/kernels/functions.ts';

const kernels = wasmKernels(3);

test('every kernel has a twin in WebAssembly', () => {
  expect(Object.keys(kernels.call)).toEqual(Object.keys(kernelFunctions));
});

describe('memory', () => {
  test('arrays are zeros, at first and when their room was used before', () => {
    const make = () => kernels.scope(() => kernels.f64(1000).fill(1).length);
    make();
    make();
    expect(kernels.scope(() => kernels.f64(1000).every((v) => v === 0))).toBe(true);
  });

  test('arrays made before the memory grew still see what kernels write', () => {
    kernels.scope(() => {
      const codes = kernels.u8(2);
      kernels.f64(1_000_000);
      const values = kernels.f64(2).fill(1);
      kernels.call.codeNumbers(values, 2, kernels.f64(1), 1, codes);
      expect([...codes]).toEqual([2, 2]);
    });
  });

  test('a scope gives its room back, also when its work throws', () => {
    const at = () => kernels.scope(() => kernels.u8(1).byteOffset);
    const before = at();
    expect(() =>
      kernels.scope(() => {
        kernels.u8(100_000);
        throw new Error('stop');
      }),
    ).toThrow('stop');
    expect(at()).toBe(before);
  });

  test('what does not fit is refused with its size', () => {
    expect(() => kernels.scope(() => kernels.f64(2 ** 30))).toThrow(/8192 MB/);
  });

  test('an array from elsewhere is refused', () => {
    const own = kernels.scope(() => kernels.u8(1));
    expect(() => kernels.call.codeNumbers(new Float64Array(1), 1, new Float64Array(1), 0, own)).toThrow(
      /did not make/,
    );
  });
});

describe('parts on several workers', () => {
  test('each is done once, over many pieces of work of any size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1500 }), (parts) => {
        kernels.scope(() => {
          const values = kernels.f64(parts).map((_, i) => i);
          const edges = kernels.f64(3);
          edges.set([100, 500, 900]);
          const shared = kernels.f64(parts);
          shared.set(values);
          const codes = kernels.u8(parts);
          const calls = Array.from(
            { length: parts },
            (_, i) => [shared.subarray(i, i + 1), 1, edges, 3, codes.subarray(i, i + 1)] as const,
          );
          kernels.calls(
            'codeNumbers',
            calls.map((c) => [...c]),
          );
          const expected = new Uint8Array(parts);
          kernelFunctions.codeNumbers(values, parts, Float64Array.of(100, 500, 900), 3, expected);
          expect([...codes]).toEqual([...expected]);
        });
      }),
      { numRuns: 200 },
    );
  });

  test('the calls of a part are done one after another', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1500 }), (parts) => {
        kernels.scope(() => {
          const [rows, copies, sums] = [kernels.f32(parts), kernels.f32(3 * parts), kernels.f32(parts)];
          rows.set(Float32Array.from({ length: parts }, (_, i) => i));
          kernels.chains(
            Array.from({ length: parts }, (_, i) => {
              const copy = copies.subarray(3 * i);
              return [
                ['repeatRow', [rows.subarray(i), copy, 3, 1]],
                ['addRows', [copy, sums.subarray(i), 3, 1]],
              ];
            }),
          );
          expect([...sums]).toEqual(Array.from(sums, (_, i) => 3 * i));
        });
      }),
      { numRuns: 30 },
    );
  });

  test('workers do not keep the process alive', () => {
    const program = `
      import { wasmKernels } from './src/adapters/wasm/wasm-kernels.ts';
      const kernels = wasmKernels(3);
      const a = kernels.f64(4);
      const codes = kernels.u8(4);
      kernels.calls('codeNumbers', [0, 1, 2, 3].map((i) => [a.subarray(i, i + 1), 1, a, 0, codes.subarray(i, i + 1)]));
      console.log(codes.join(''));
    `;
    const root = join(import.meta.dirname, '../../..');
    const said = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: root,
      encoding: 'utf8',
      timeout: 10_000,
    });
    expect(said.trim()).toBe('1111');
  });
});

test('numbers are put in bins like the reference does', () => {
  const number = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, 0, -0, 1, Infinity, -Infinity));
  fc.assert(
    fc.property(
      fc.array(number),
      fc.uniqueArray(fc.double({ noNaN: true }), { maxLength: 255 }),
      (values, some) => {
        const edges = Float64Array.from(some).sort();
        const expected = new Uint8Array(values.length);
        kernelFunctions.codeNumbers(Float64Array.from(values), values.length, edges, edges.length, expected);
        kernels.scope(() => {
          const [v, e, codes] = [
            kernels.f64(values.length),
            kernels.f64(edges.length),
            kernels.u8(values.length),
          ];
          v.set(values);
          e.set(edges);
          kernels.call.codeNumbers(v, values.length, e, edges.length, codes);
          expect([...codes]).toEqual([...expected]);
        });
      },
    ),
  );
});

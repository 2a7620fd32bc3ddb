import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wasmKernels } from '../../src/adapters/wasm/wasm-kernels.ts';
import { plainKernels } from '../../src/contracts/kernels.ts';
import { choosePacking, type DerivativeRange } from '../../src/kernels/pack-derivatives.ts';
import { SORT_SCRATCH } from '../../src/kernels/sort-numbers.ts';

const wasm = wasmKernels(1);
const both = [plainKernels, wasm] as const;

describe('logistic derivatives', () => {
  const scores = fc.array(
    fc.oneof(fc.double({ min: -60, max: 60, noNaN: true }), fc.constantFrom(0, -0, 800, -800)),
  );
  test('are those of the formula, and the same in both forms', () => {
    fc.assert(
      fc.property(scores, fc.boolean(), (given, weighted) => {
        const n = given.length;
        const [a, b] = both.map((kernels) =>
          kernels.scope(() => {
            const [y, w, s, grad, hess] = [n, n, n, n, n].map((length) =>
              kernels.f64(length),
            ) as Float64Array[];
            given.forEach((score, i) => {
              [y![i], w![i], s![i]] = [i % 2, 0.5 + i, score];
            });
            kernels.call.logisticDerivatives(y!, w!, weighted ? 1 : 0, s!, 0, n, grad!, hess!);
            return [[...grad!], [...hess!]];
          }),
        );
        expect(a).toEqual(b);
        given.forEach((score, i) => {
          const p = 1 / (1 + Math.exp(-score));
          const weight = weighted ? 0.5 + i : 1;
          expect(a![0]![i]! / weight).toBeCloseTo(p - (i % 2), 12);
          expect(a![1]![i]! / weight).toBeCloseTo(p * (1 - p), 12);
        });
      }),
    );
  });
});

describe('softmax derivatives', () => {
  const rows = fc.array(
    fc.array(fc.double({ min: -900, max: 900, noNaN: true }), { minLength: 3, maxLength: 3 }),
  );
  test('are those of the formula, and the same in both forms', () => {
    fc.assert(
      fc.property(rows, fc.boolean(), (given, weighted) => {
        const n = given.length;
        const [a, b] = both.map((kernels) =>
          kernels.scope(() => {
            const [y, w] = [kernels.f64(n), kernels.f64(n)];
            const [s, grad, hess] = [kernels.f64(3 * n), kernels.f64(3 * n), kernels.f64(3 * n)];
            given.forEach((scores, i) => {
              [y[i], w[i]] = [i % 3, 0.5 + i];
              scores.forEach((score, k) => {
                s[k * n + i] = score;
              });
            });
            kernels.call.softmaxDerivatives(y, w, weighted ? 1 : 0, 3, n, 1.5, s, 0, n, grad, hess);
            return [[...grad], [...hess]];
          }),
        );
        expect(a).toEqual(b);
        given.forEach((scores, i) => {
          const most = Math.max(...scores);
          const sum = scores.reduce((t, v) => t + Math.exp(v - most), 0);
          const weight = weighted ? 0.5 + i : 1;
          scores.forEach((score, k) => {
            const p = Math.exp(score - most) / sum;
            expect(a![0]![k * n + i]! / weight).toBeCloseTo(p - (i % 3 === k ? 1 : 0), 12);
            expect(a![1]![k * n + i]! / weight).toBeCloseTo(p * (1 - p) * 1.5, 12);
          });
        });
      }),
    );
  });
});

describe('packed derivatives', () => {
  const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });
  const rows = fc.array(
    fc.record({ g: finite, h: finite.map(Math.abs), w: fc.integer({ min: 1, max: 9 }) }),
    { minLength: 1 },
  );
  test('hold what they were given to one unit, in both forms alike, and no sum runs over', () => {
    fc.assert(
      fc.property(rows, fc.boolean(), (given, weighted) => {
        const n = given.length;
        const most = (of: (r: (typeof given)[number]) => number) => Math.max(...given.map(of));
        const sum = (of: (r: (typeof given)[number]) => number) => given.reduce((s, r) => s + of(r), 0);
        const range: DerivativeRange = {
          rows: n,
          mostGrad: most((r) => Math.abs(r.g)),
          mostHess: most((r) => r.h),
          sumHess: sum((r) => r.h),
          weights: weighted ? { most: most((r) => r.w), sum: sum((r) => r.w) } : null,
        };
        const p = choosePacking(range);
        const [a, b] = both.map((kernels) =>
          kernels.scope(() => {
            const [grad, hess, weight] = [kernels.f64(n), kernels.f64(n), kernels.f64(n)];
            given.forEach((r, i) => {
              [grad[i], hess[i], weight[i]] = [r.g, r.h, r.w];
            });
            const words = kernels.i32(2 * n);
            const scales = [1 / p.gradUnit, 1 / p.hessUnit, 1 / p.weightUnit] as const;
            kernels.call.packDerivatives(
              grad,
              hess,
              weight,
              weighted ? 1 : 0,
              0,
              n,
              ...scales,
              p.hessBits,
              words,
            );
            return [...words];
          }),
        );
        expect(a).toEqual(b);
        let [hessSum, weightSum] = [0n, 0n];
        given.forEach((r, i) => {
          const word = a![2 * i + 1]! >>> 0;
          const [h, w] = [word % 2 ** p.hessBits, Math.floor(word / 2 ** p.hessBits)];
          expect(Math.abs(a![2 * i]! * p.gradUnit - r.g)).toBeLessThanOrEqual(p.gradUnit);
          expect(Math.abs(h * p.hessUnit - r.h)).toBeLessThanOrEqual(p.hessUnit);
          expect(Math.abs(w * p.weightUnit - (weighted ? r.w : 1))).toBeLessThanOrEqual(p.weightUnit);
          hessSum += BigInt(h);
          weightSum += BigInt(w);
        });
        expect(hessSum < 2n ** BigInt(p.sumBits)).toBe(true);
        expect(weightSum < 2n ** BigInt(64 - p.sumBits)).toBe(true);
      }),
    );
  });
});

describe('numbers sorted', () => {
  const numbers = fc.array(
    fc.oneof(
      fc.double({ noNaN: true }),
      fc.integer({ min: -3, max: 3 }),
      fc.constantFrom(0, -0, Infinity, -Infinity, 5e-324, -5e-324, Number.MAX_VALUE),
    ),
  );
  test('stand in order, the same in both forms, and nothing behind them moves', () => {
    fc.assert(
      fc.property(numbers, (given) => {
        const n = given.length;
        const [a, b] = both.map((kernels) =>
          kernels.scope(() => {
            const [values, scratch] = [kernels.f64(n + 1), kernels.f64(n + SORT_SCRATCH)];
            values.set([...given, -7]);
            kernels.call.sortNumbers(values, n, scratch);
            return [...values];
          }),
        );
        expect(a).toEqual([...Float64Array.from(given).sort(), -7]);
        expect(b).toEqual(a);
      }),
    );
  });

  test('weights go to the level of their value, in both forms', () => {
    for (const kernels of both)
      kernels.scope(() => {
        const [values, weights, levels, mass] = [4, 4, 3, 3].map((n) => kernels.f64(n)) as Float64Array[];
        values!.set([5, -1, 5, 0]);
        weights!.set([1, 2, 4, 8]);
        levels!.set([-1, 0, 5]);
        kernels.call.addToLevels(values!, weights!, 4, levels!, 3, mass!);
        expect([...mass!]).toEqual([2, 8, 5]);
      });
  });
});

test('derivatives are measured alike in both forms, whatever part of the rows', () => {
  const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(fc.array(value, { maxLength: 40 }), fc.nat(9), (given, skipped) => {
      const from = Math.min(skipped, given.length);
      const [a, b] = both.map((kernels) =>
        kernels.scope(() => {
          const [grad, hess, out] = [given.length, given.length, 8].map((n) => kernels.f64(n));
          given.forEach((v, i) => {
            grad![i] = v;
            hess![i] = v * v;
          });
          kernels.call.measureDerivatives(grad!, hess!, from, given.length, out!, 1);
          return [...out!];
        }),
      );
      expect(a).toEqual(b);
      const part = given.slice(from);
      const most = part.reduce((m, v) => Math.max(m, Math.abs(v)), 0);
      expect(a!.slice(4, 6)).toEqual([most, most * most]);
      const sum = part.reduce((s, v) => s + v * v, 0);
      expect(Math.abs(a![6]! - sum)).toBeLessThanOrEqual(1e-14 * sum);
    }),
  );
});

import { describe, expect, test } from 'vitest';
import { resolveParams } from '../../src/contracts/params.ts';
import { quietRun } from '../../src/contracts/run.ts';
import type { SampleInput } from '../../src/contracts/sampler.ts';
import { random, randomInt } from '../../src/kernels/random.ts';
import { samplers } from '../../src/samplers/index.ts';
import { numberColumn, takeRows, textColumn } from '../../src/table/column.ts';

/** What every sampler of the room must keep to; what it is given follows from its trait `needs`. */
const ROWS = 400;

describe.each(samplers.map((sampler) => ({ name: sampler.name, sampler })))('$name', ({ sampler }) => {
  const choices = Object.entries(sampler.params).flatMap(([param, spec]) =>
    spec.type === 'choice' ? spec.choices.map((choice) => ({ [param]: choice })) : [],
  );
  const settings = [{}, ...choices].map((given) => resolveParams(sampler.name, sampler.params, given));
  const draw = (input: SampleInput, count: number, seed = 1, params = settings[0]!.params) =>
    sampler.draw(input, count, params, quietRun(seed));

  test('describes itself, and its defaults keep its own rules', () => {
    expect(sampler.name).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(sampler.about).toMatch(/^[A-Z].*\.$/);
    expect(sampler.traits.bias ?? 'it is fair').toMatch(/^[a-z].*[^.]$/);
    expect(settings.flatMap((s) => s.failures)).toEqual([]);
  });

  test('draws as many rows as are asked for, or all there are, in order and once each', () => {
    for (const { params } of settings)
      for (const count of [1, 7, 200, ROWS, 10 * ROWS]) {
        const { rows, weights } = draw(inputOf(sampler.traits.needs), count, 3, params);
        expect(rows).toHaveLength(Math.min(count, ROWS));
        expect([...rows]).toEqual([...new Set(rows)].sort((a, b) => a - b));
        expect(rows.every((row) => row >= 0 && row < ROWS)).toBe(true);
        if (weights === null) continue;
        expect(weights).toHaveLength(rows.length);
        expect(weights.every((weight) => weight > 0 && Number.isFinite(weight))).toBe(true);
      }
  });

  test('is told by its seed, and changes nothing it is given', () => {
    const input = inputOf(sampler.traits.needs);
    const given = structuredClone(input);
    expect(draw(input, 50, 7)).toEqual(draw(input, 50, 7));
    expect(input).toEqual(given);
  });

  test.skipIf(sampler.traits.bias !== null)('its weighted mean is that of the whole, on average', () => {
    const input = inputOf(sampler.traits.needs);
    // A value that goes with the weights, the strata and the target.
    const value = Float64Array.from(input.target.y, (y, row) => y + (row % 20) / 10);
    const whole = value.reduce((a, b) => a + b) / ROWS;
    for (const { params } of settings) {
      const means = Array.from({ length: 400 }, (_, seed) => {
        const { rows, weights } = draw(input, 40, seed, params);
        return rows.reduce((sum, row, i) => sum + (weights?.[i] ?? 1) * value[row]!, 0) / rows.length;
      });
      const mean = means.reduce((a, b) => a + b) / means.length;
      const deviation = Math.sqrt(means.reduce((sum, m) => sum + (m - mean) ** 2, 0) / means.length);
      expect(Math.abs(mean - whole)).toBeLessThan((4 * deviation) / Math.sqrt(means.length));
    }
  });

  test('takes one row', () => {
    const { column, link, target } = inputOf(sampler.traits.needs);
    const first = Int32Array.of(0);
    const one: SampleInput = {
      rows: 1,
      target: { ...target, y: target.y.slice(0, 1) },
      ...(column && { column: takeRows(column, first) }),
      ...(link && { link: takeRows(link, first) }),
    };
    expect([...draw(one, 5).rows]).toEqual([0]);
  });
});

function inputOf(needs: (typeof samplers)[number]['traits']['needs']): SampleInput {
  const r = random(4);
  const target = { y: Float64Array.from({ length: ROWS }, (_, row) => Number(row % 20 > 16)), classes: 2 };
  const base = { rows: ROWS, target };
  if (needs === 'weight')
    return {
      ...base,
      column: numberColumn(Float64Array.from({ length: ROWS }, (_, row) => 0.1 + (row % 20))),
    };
  if (needs === 'links') {
    const linked = Array.from({ length: ROWS }, () => (r() < 0.7 ? `p${randomInt(r, ROWS)}` : null));
    const keys = Array.from({ length: ROWS }, (_, row) => `p${row}`);
    return { ...base, column: textColumn(keys), link: textColumn(linked) };
  }
  return base;
}

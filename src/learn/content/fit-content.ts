import type { Run } from '../../contracts/run.ts';
import { random, randomInt, seedFor } from '../../kernels/random.ts';
import type { Column } from '../../table/column.ts';
import type { Frame } from '../../table/frame.ts';
import type { Preferences } from '../../table/preferences.ts';
import { eachTerm, knotsOf, TERMS } from './item-terms.ts';
import { ItemVectors, productOf, type VectorPlan } from './item-vectors.ts';

/** Pairs of items by which columns are weighed. */
const PAIRS = 10_000;

/**
 * How telling each term is, by how few items have it, and each column, by how much more alike in it two items are that one
 * user is for than two items drawn from all pairs. O(terms of all items).
 *
 * Terms: Spärck Jones 1972, smoothed. Columns: Fisher's linear discriminant of pairs, with columns taken as independent:
 * difference of means by variance, never below 0. Columns weigh alike where nobody is for two items.
 */
export function planContent(attributes: Frame, preferences: Preferences, run: Run): VectorPlan {
  const named = [...attributes.columns].map(([name, column]) => ({ name, column, knots: knotsOf(column) }));
  const telling = new Float32Array(named.length * TERMS);
  named.forEach(({ column, knots }, c) => {
    run.checkCancelled();
    telling.set(inverseFrequency(column, attributes.rows, knots), c * TERMS);
  });
  const from = [0];
  for (const { knots } of named) from.push(from.at(-1)! + knots.length);
  const even: VectorPlan = {
    columns: named.map(({ name }, c) => ({ name, weight: 1, knots: [from[c]!, from[c + 1]!] })),
    knots: Float64Array.from(named.flatMap(({ knots }) => [...knots])),
    telling,
  };
  const weights = columnWeights(even, attributes, preferences, run);
  return { ...even, columns: even.columns.map((column, c) => ({ ...column, weight: weights[c]! })) };
}

function inverseFrequency(column: Column, rows: number, knots: Float64Array): Float64Array {
  const having = new Float64Array(TERMS);
  const last = new Int32Array(TERMS).fill(-1);
  for (let row = 0; row < rows; row++)
    eachTerm(column, row, knots, (term) => {
      if (last[term] === row) return;
      last[term] = row;
      having[term]! += 1;
    });
  // A knot that many are near is as good a place as any other.
  if (column.form === 'number') return having.fill(1);
  return having.map((n) => Math.log((1 + rows) / (1 + n)) + 1);
}

function columnWeights(plan: VectorPlan, attributes: Frame, preferences: Preferences, run: Run): number[] {
  const { users, start, item } = preferences;
  const r = random(seedFor(run.seed, 'pairs'));
  const vectors = new ItemVectors(plan);
  vectors.follow(attributes);
  const together = plan.columns.map(() => new Spread());
  const apart = plan.columns.map(() => new Spread());
  const several = Int32Array.from({ length: users }, (_, u) => u).filter(
    (u) => start[u + 1]! - start[u]! > 1,
  );
  const drawn = (u: number): number => start[u]! + randomInt(r, start[u + 1]! - start[u]!);
  for (let i = 0; i < PAIRS && several.length > 0; i++) {
    if (i % 256 === 0) run.checkCancelled();
    const u = several[randomInt(r, several.length)]!;
    const one = drawn(u);
    const own = drawn(u);
    const other = randomInt(r, item.length);
    plan.columns.forEach((_, c) => {
      if (item[own] !== item[one]) together[c]!.add(productOf(vectors, item[one]!, item[own]!, c));
      if (item[other] !== item[one]) apart[c]!.add(productOf(vectors, item[one]!, item[other]!, c));
    });
  }
  const gains = plan.columns.map((_, c) => {
    const spread = (together[c]!.variance + apart[c]!.variance) / 2;
    return spread > 0 ? Math.max(0, (together[c]!.mean - apart[c]!.mean) / spread) : 0;
  });
  const total = gains.reduce((a, b) => a + b, 0);
  return gains.map((gain) => (total > 0 ? gain / total : 1 / gains.length));
}

/** Mean and variance of numbers as they come. Source: Welford 1962. */
class Spread {
  mean = 0;
  #count = 0;
  #squares = 0;

  get variance(): number {
    return this.#count === 0 ? 0 : this.#squares / this.#count;
  }

  add(value: number): void {
    this.#count += 1;
    const off = value - this.mean;
    this.mean += off / this.#count;
    this.#squares += off * (value - this.mean);
  }
}

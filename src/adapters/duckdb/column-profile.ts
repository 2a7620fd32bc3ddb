import type { ColumnProfile } from '../../contracts/dataset.ts';
import { binEdges, countInto } from '../../explain/histogram.ts';
import { moments } from '../../kernels/moments.ts';
import { quantile, sortedPresent } from '../../kernels/quantile.ts';
import { type Column, MISSING } from '../../table/column.ts';
import type { ColumnSchema } from '../../table/schema.ts';
import { relationOf } from './relation.ts';

const QUANTILES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];
const MOST_BINS = 30;
const MOST_TOP = 20;

/**
 * What a column holds, from its values in row order. target: null for the target itself, or when there is none.
 *
 * Computed here and not by the engine, whose sums of floats depend on the number of threads. O(rows log rows).
 */
export function profileColumn(schema: ColumnSchema, column: Column, target: Column | null): ColumnProfile {
  const relation = target === null ? null : relationOf(column, target);
  return { name: schema.name, type: schema.type, ...describe(column), relation };
}

type Description = Omit<ColumnProfile, 'name' | 'type' | 'relation'>;

function describe(column: Column): Description {
  if (column.form === 'number') return describeNumbers(column.values);
  const counts = new Map<string, number>();
  let missing = 0;
  const add = (value: string | null): void => {
    if (value === null) missing++;
    else counts.set(value, (counts.get(value) ?? 0) + 1);
  };
  if (column.form === 'text') column.values.forEach(add);
  else for (const code of column.codes) add(code === MISSING ? null : column.dictionary[code]!);
  const top = [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, MOST_TOP);
  return { missing, distinct: counts.size, top };
}

function describeNumbers(values: Float64Array): Description {
  const sorted = sortedPresent(values);
  const missing = values.length - sorted.length;
  let distinct = 0;
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) distinct++;
  if (distinct === 0) return { missing, distinct };
  const { mean, sd } = moments(values);
  const [min, max] = [sorted[0]!, sorted.at(-1)!];
  // Near the ends of float64 there is no room to reckon with differences: then in a larger unit, a power of two.
  const unit = Number.isFinite((max - min) * MOST_BINS) ? 1 : 128;
  const scaled = unit === 1 ? sorted : sorted.map((value) => value / unit);
  const edges = binEdges(min / unit, max / unit, Math.min(MOST_BINS, distinct));
  const counts = new Array<number>(edges.length - 1).fill(0);
  countInto(counts, edges, scaled);
  const quantiles = QUANTILES.map((p) => quantile(scaled, p) * unit);
  const histogram = { edges: edges.map((edge) => edge * unit), counts };
  return { missing, distinct, numeric: { mean, sd, min, max, quantiles, histogram } };
}

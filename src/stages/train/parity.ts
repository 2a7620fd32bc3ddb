import type { Parity } from '../../contracts/artifact.ts';
import type { Json } from '../../contracts/json.ts';
import type { Pipeline } from '../../contracts/pipeline.ts';
import { fail } from '../../errors/fail.ts';
import { range } from '../../kernels/range.ts';
import { type Column, MISSING } from '../../table/column.ts';
import { columnOf, type Frame, takeFrame } from '../../table/frame.ts';

export type JsonRow = Readonly<Record<string, Json>>;

/** Scores rows over real HTTP with this pipeline: [rows x outputs]. The command line hands it in. */
export type HttpScorer = (pipeline: Pipeline, rows: readonly JsonRow[]) => Promise<Float64Array>;

const ROWS = 256;

/**
 * Send the same rows through every path that will ever answer with this model, and compare to the last bit.
 *
 * Throws 'train/parity' when any path differs: a model that answers differently in production is not registered.
 */
export async function proveParity(
  name: string,
  trained: Pipeline,
  reloaded: Pipeline,
  frame: Frame,
  http: HttpScorer | null,
): Promise<Parity> {
  const sample = takeFrame(frame, range(Math.min(ROWS, frame.rows)));
  const rows = jsonRows(
    sample,
    trained.inputs.map((c) => c.name),
  );
  const expected = trained.score(sample);
  const single = new Float64Array(expected.length);
  const out = new Float64Array(trained.outputs);
  rows.forEach((row, i) => {
    const problems = reloaded.scoreRow(row, out);
    if (problems)
      throw new Error(`a training row was refused in serving: ${problems.map((p) => p.says).join('; ')}`);
    single.set(out, i * trained.outputs);
  });
  const parity: Parity = {
    rows: sample.rows,
    reloaded: largestDifference(expected, reloaded.score(sample)),
    singleRow: largestDifference(expected, single),
    http: http === null ? null : largestDifference(expected, await http(reloaded, rows)),
  };
  for (const path of ['reloaded', 'singleRow', 'http'] as const) {
    const difference = parity[path];
    if (difference !== null && difference !== 0)
      throw fail('train/parity', { model: name, path, difference });
  }
  return parity;
}

/** Infinity when one side is NaN or lengths differ: never a pass by accident. */
function largestDifference(a: Float64Array, b: Float64Array): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    if (Object.is(a[i], b[i])) continue;
    const d = Math.abs(a[i]! - b[i]!);
    largest = Math.max(largest, Number.isNaN(d) ? Number.POSITIVE_INFINITY : d);
  }
  return largest;
}

/** Rows of a frame as a client would send them: missing values are null, categories their words, timestamps ms. */
export function jsonRows(frame: Frame, names: readonly string[]): JsonRow[] {
  const columns = names.map((name) => [name, columnOf(frame, name)] as const);
  return Array.from({ length: frame.rows }, (_, row) =>
    Object.fromEntries(columns.map(([name, column]) => [name, jsonValue(column, row)])),
  );
}

function jsonValue(column: Column, row: number): Json {
  if (column.form === 'text') return column.values[row]!;
  if (column.form === 'category') {
    const code = column.codes[row]!;
    return code === MISSING ? null : (column.dictionary[code] ?? 'value that training never saw');
  }
  const value = column.values[row]!;
  return Number.isNaN(value) ? null : value;
}

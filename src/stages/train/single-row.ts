import type { Pipeline } from '../../contracts/pipeline.ts';
import { range } from '../../kernels/range.ts';
import type { Clock } from '../../ports/clock.ts';
import { type Frame, takeFrame } from '../../table/frame.ts';
import { jsonRows } from './parity.ts';

const ROWS = 200;
const ROUNDS = 15;

/**
 * Median microseconds to score one row of JSON values, features included, in this process after warm-up.
 *
 * A figure for comparing models with each other on one machine, not a promise about a loaded server.
 */
export function singleRowMicros(pipeline: Pipeline, frame: Frame, clock: Clock): number {
  const sample = takeFrame(frame, range(Math.min(ROWS, frame.rows)));
  const rows = jsonRows(
    sample,
    pipeline.inputs.map((c) => c.name),
  );
  const out = new Float64Array(pipeline.outputs);
  const micros: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const began = clock.elapsed();
    for (const row of rows) pipeline.scoreRow(row, out);
    micros.push(((clock.elapsed() - began) * 1000) / rows.length);
  }
  // The first rounds run in baseline code; the median is past them.
  return micros.sort((a, b) => a - b)[ROUNDS >> 1]!;
}

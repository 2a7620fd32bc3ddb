import type { Design } from '../../contracts/design.ts';
import { quietRun } from '../../contracts/run.ts';
import type { Sample } from '../../contracts/sampler.ts';
import { seedFor } from '../../kernels/random.ts';
import { samplers } from '../../samplers/index.ts';
import { takeRows } from '../../table/column.ts';
import { columnOf } from '../../table/frame.ts';
import { type Labelled, strataTarget } from './labelled.ts';

/** Which of the rows `among` the design has models learn from, by place in `among`; null = all of them. */
export function drawSample(design: Design, { frame, truth }: Labelled, among: Int32Array): Sample | null {
  const { sample } = design.data;
  if (sample === undefined) return null;
  const sampler = samplers.find((s) => s.name === sample.name);
  if (sampler === undefined)
    throw new Error(`the design resolved to a sampler that is not in the room: ${sample.name}`);
  const input = {
    rows: among.length,
    target: strataTarget(
      design.framing,
      Float64Array.from(among, (row) => truth[row]!),
    ),
    ...(sample.column !== null && { column: takeRows(columnOf(frame, sample.column), among) }),
    ...(sample.link !== null && { link: takeRows(columnOf(frame, sample.link), among) }),
  };
  return sampler.draw(input, sample.rows, sample.params, quietRun(seedFor(design.seed, 'sample')));
}

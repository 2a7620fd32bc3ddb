import type { InferredColumn } from '../../contracts/dataset.ts';
import type { SourceSpec } from '../../ports/engine.ts';
import { counted } from '../counted.ts';
import type { Job } from '../job-contract.ts';

export interface Inspected {
  readonly rows: number;
  readonly columns: readonly InferredColumn[];
}

/** Read one file and tell what its columns are: for `init`. */
export const inspect: Job<SourceSpec, Inspected> = async (source, { wire, progress }) => {
  const engine = await wire.engine();
  try {
    progress.begin(`read ${source.from}`);
    const { rows, columns } = await engine.load([source], []);
    progress.end(`${counted(rows, 'row')}, ${counted(columns.length, 'column')}`);
    return { rows, columns };
  } finally {
    await engine.close();
  }
};

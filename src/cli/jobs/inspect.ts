import { basename } from 'node:path';
import type { InferredColumn } from '../../contracts/dataset.ts';
import { formatOfFile } from '../../design/resolve-sources.ts';
import { fail } from '../../errors/fail.ts';
import { fileSource } from '../wire.ts';
import type { Job } from './index.ts';

export interface Inspected {
  readonly rows: number;
  readonly columns: readonly InferredColumn[];
}

/** Read one file and tell what its columns are: for `init`. */
export const inspect: Job<{ readonly path: string; readonly shown: string }, Inspected> = async (
  { path, shown },
  { wire, progress },
) => {
  const format = formatOfFile(shown);
  if (format === undefined)
    throw fail('cli/file-format', { file: shown, known: ['.csv', '.tsv', '.jsonl', '.json', '.parquet'] });
  const engine = await wire.engine();
  try {
    progress.begin(`read ${basename(path)}`);
    const { rows, columns } = await engine.load([fileSource(path, format, shown)], []);
    progress.end(`${rows.toLocaleString('en')} rows, ${columns.length} columns`);
    return { rows, columns };
  } finally {
    await engine.close();
  }
};

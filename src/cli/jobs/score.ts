import { dirname } from 'node:path';
import type { InferredColumn } from '../../contracts/dataset.ts';
import { isTaught } from '../../contracts/task.ts';
import { fail } from '../../errors/fail.ts';
import type { NamedColumn, SourceSpec, TableFormat } from '../../ports/engine.ts';
import type { Version } from '../../stages/deploy.ts';
import { versionLoader } from '../../stages/serve.ts';
import type { ColumnSchema } from '../../table/schema.ts';
import { counted } from '../counted.ts';
import type { Job } from '../job-contract.ts';
import { predictionColumns } from '../prediction-columns.ts';

export interface ScoreInput {
  readonly source: SourceSpec;
  readonly out: { readonly path: string; readonly format: TableFormat };
  readonly version: Version;
}

export interface Scored {
  readonly rows: number;
  /** Columns that were added. */
  readonly columns: readonly string[];
  /** Inputs of the model that the file does not have: missing in every row. */
  readonly absent: readonly string[];
  /** By column, cells that are not of its type: taken as missing. */
  readonly wrong: Readonly<Record<string, number>>;
}

/** Score every row of a file with one version and write it with the predictions behind its own columns. */
export const score: Job<ScoreInput, Scored> = async ({ source, out, version }, { wire, progress }) => {
  const { pipeline, threshold, design } = await versionLoader(
    await wire.artifacts(),
    await wire.scoringKernels(),
  )(version);
  const engine = await wire.engine([dirname(out.path)]);
  try {
    progress.begin(`read ${source.from}`);
    const { columns: met } = await engine.load([source], []);
    const inputs = pipeline.inputs.map((c) => c.name);
    if (!met.some((c) => inputs.includes(c.name)))
      throw fail('cli/columns-absent', { file: source.from, columns: inputs });
    const frame = await engine.readAs(source, pipeline.inputs);
    const kept = await engine.readAs(
      source,
      met.map((c) => asItStands(c, out.format)),
    );
    progress.end(counted(frame.rows, 'row'));
    progress.begin('score');
    const target =
      design?.framing.target ?? (isTaught(pipeline.task) ? version.model : pipeline.task.category);
    const added = predictionColumns(target, pipeline.task, threshold, pipeline.score(frame));
    progress.end();
    progress.begin(`write ${out.path}`);
    const names = new Set(added.map((c) => c.name));
    const own = met.flatMap(({ name, type }): NamedColumn[] => {
      // A column of an earlier prediction gives way to this one.
      if (names.has(name)) return [];
      const column = { name, column: kept.columns.get(name)! };
      return type === 'timestamp' && column.column.form === 'number'
        ? [{ ...column, timestamp: true }]
        : [column];
    });
    await engine.writeColumns(out.path, out.format, [...own, ...added]);
    progress.end();
    return {
      rows: frame.rows,
      columns: [...names],
      absent: frame.absent,
      wrong: Object.fromEntries(frame.wrong),
    };
  } finally {
    await engine.close();
  }
};

/**
 * The type under which a column of the file is written again unchanged: as text where text is written, else numbers and
 * instants as such when all values are.
 */
function asItStands({ name, type, odd, dateOrder }: InferredColumn, format: TableFormat): ColumnSchema {
  const typed = type === 'continuous' || type === 'discrete' || type === 'timestamp';
  if (format === 'csv' || odd > 0 || !typed) return { name, type: 'text' };
  return { name, type, ...(dateOrder === undefined ? {} : { dateOrder }) };
}

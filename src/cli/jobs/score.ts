import { isTaught } from '../../contracts/task.ts';
import { fail } from '../../errors/fail.ts';
import type { ExtendedFile, SourceSpec } from '../../ports/engine.ts';
import type { Version } from '../../stages/deploy.ts';
import { versionLoader } from '../../stages/serve.ts';
import { counted } from '../counted.ts';
import type { Job } from '../job-contract.ts';
import { headColumns, predictionColumns } from '../prediction-columns.ts';

export interface ScoreInput {
  readonly source: SourceSpec;
  readonly out: ExtendedFile;
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
  const target = design?.framing.target ?? (isTaught(pipeline.task) ? version.model : pipeline.task.category);
  const engine = await wire.engine();
  try {
    let scored: Scored | undefined;
    progress.begin(`read ${source.from}`);
    await engine.extend(source, pipeline.inputs, out, (frame) => {
      const { rows, absent, wrong } = frame;
      if (absent.length === pipeline.inputs.length)
        throw fail('cli/columns-absent', { file: source.from, columns: absent });
      progress.end(counted(rows, 'row'));
      progress.begin('score');
      const added = [
        ...predictionColumns(target, pipeline.task, threshold, pipeline.score(frame)),
        ...headColumns(pipeline.heads, frame),
      ];
      progress.end();
      progress.begin(`write ${out.path}`);
      scored = { rows, columns: added.map((c) => c.name), absent, wrong: Object.fromEntries(wrong) };
      return added;
    });
    progress.end();
    return scored!;
  } finally {
    await engine.close();
  }
};

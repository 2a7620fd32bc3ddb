import type { RowExplanation } from '../contracts/pipeline.ts';
import type { Journal } from '../ports/journal.ts';
import { registryOf, type Version, versionOf } from './deploy/registry.ts';
import { type LoggedPrediction, loggedPrediction } from './serve/logged-prediction.ts';
import type { OpenVersion } from './serve/open-version.ts';
import { rowFailure } from './serve/row-failure.ts';

export interface Replay {
  readonly prediction: LoggedPrediction;
  /** What the logged version says of the logged row now. */
  readonly replayed: readonly number[];
  /** Equal to the last bit. */
  readonly equal: boolean;
  /** What moved the score, as the version that answered sees it; null where it cannot tell. */
  readonly explanation: RowExplanation | null;
}

export interface ReplayPorts {
  readonly journal: Journal;
  readonly load: (version: Version) => Promise<OpenVersion>;
}

/**
 * Score a logged row again with the version that answered it, and compare to the last bit.
 *
 * Throws 'serve/no-prediction', or 'artifact/...' when the version cannot be loaded any more.
 */
export async function replay(id: string, ports: ReplayPorts): Promise<Replay> {
  const prediction = await loggedPrediction(ports.journal, id);
  const registry = await registryOf(ports.journal, prediction.system);
  const { pipeline } = await ports.load(versionOf(registry, prediction.version));
  const out = new Float64Array(pipeline.outputs);
  const problems = pipeline.scoreRow(prediction.row, out);
  if (problems !== null) throw rowFailure(0, problems);
  const replayed = Array.from(out);
  const equal =
    replayed.length === prediction.out.length && replayed.every((v, k) => v === prediction.out[k]);
  return { prediction, replayed, equal, explanation: pipeline.explainRow?.(prediction.row) ?? null };
}

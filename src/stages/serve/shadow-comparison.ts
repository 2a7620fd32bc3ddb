import type { Spread } from '../../contracts/slate-comparison.ts';
import { isClassed, type Task } from '../../contracts/task.ts';
import type { Journal } from '../../ports/journal.ts';
import { newestRows } from '../monitor/prediction-rows.ts';
import { decide } from './prediction.ts';

/** Lines that a comparison looks at, the newest. */
const MOST_LINES = 20_000;

export interface ShadowComparison {
  readonly champion: number;
  readonly challenger: number;
  /** Rows that both have scored, of the newest in the log. */
  readonly rows: number;
  /** Share of rows with the same label; regression: null. */
  readonly agreement: number | null;
  /** Challenger's score minus champion's (multiclass: of the champion's label). Null without rows. */
  readonly difference: Spread | null;
  /** Time to score one row, microseconds. */
  readonly championMicros: Spread | null;
  readonly challengerMicros: Spread | null;
}

/** What the challenger would have answered, against what the champion did. */
export async function compareShadow(
  journal: Journal,
  system: string,
  task: Task,
  champion: { readonly version: number; readonly threshold: number | null },
  challenger: { readonly version: number; readonly threshold: number | null },
): Promise<ShadowComparison> {
  const differences: number[] = [];
  const championMicros: number[] = [];
  const challengerMicros: number[] = [];
  let agreed = 0;
  const query = { system, most: MOST_LINES, after: null, since: null, version: champion.version };
  for (const line of await newestRows(journal, query)) {
    if (line.shadow?.version !== challenger.version) continue;
    const mine = Float64Array.from(line.out);
    const theirs = Float64Array.from(line.shadow.out);
    if (mine.length !== theirs.length) continue;
    if (decide(task, champion.threshold, mine).label === decide(task, challenger.threshold, theirs).label)
      agreed++;
    const at = mine.indexOf(Math.max(...mine));
    differences.push(theirs[at]! - mine[at]!);
    championMicros.push(line.micros);
    challengerMicros.push(line.shadow.micros);
  }
  const rows = differences.length;
  return {
    champion: champion.version,
    challenger: challenger.version,
    rows,
    agreement: rows === 0 || !isClassed(task) ? null : agreed / rows,
    difference: quantiles(differences),
    championMicros: quantiles(championMicros),
    challengerMicros: quantiles(challengerMicros),
  };
}

/** Nearest-rank quantiles; null when there is nothing. */
export function quantiles(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  const at = (q: number): number => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]!;
  return { min: at(0), p05: at(0.05), p50: at(0.5), p95: at(0.95), max: at(1) };
}

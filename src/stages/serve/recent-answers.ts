import { type PredictionLine, predictionLines, type StoredRecord } from '../../contracts/record.ts';
import { type SlateLine, slateLines } from '../../contracts/slate-line.ts';
import type { Journal } from '../../ports/journal.ts';

/** Records that are looked through at a time. */
const RECORDS = 64;

/** An answer as a list shows it, newest first. Its id finds all of it. */
export type RecentAnswer = RecentPrediction | RecentSlate;

export interface RecentPrediction
  extends Pick<PredictionLine, 'at' | 'version' | 'row' | 'out' | 'micros' | 'shadow'> {
  readonly id: string;
}

export interface RecentSlate
  extends Pick<SlateLine, 'at' | 'version' | 'user' | 'items' | 'scores' | 'sources' | 'micros'> {
  readonly id: string;
  readonly degraded?: string;
}

/** The newest answers of a system, newest first. Those of users who were erased are left out. */
export async function recentAnswers(
  journal: Journal,
  system: string,
  kind: 'predictions' | 'slates',
  most: number,
): Promise<RecentAnswer[]> {
  const found: RecentAnswer[] = [];
  let before: number | undefined;
  while (found.length < most) {
    const records = await journal.read({
      kind,
      system,
      newestFirst: true,
      limit: RECORDS,
      ...(before !== undefined && { before }),
    });
    for (const record of records) found.push(...answersIn(record, kind));
    if (records.length < RECORDS) break;
    before = records.at(-1)!.seq;
  }
  return found.slice(0, most);
}

function answersIn(record: StoredRecord, kind: 'predictions' | 'slates'): RecentAnswer[] {
  const idOf = (line: number): string => `${record.id}.${line}`;
  if (kind === 'predictions')
    return predictionLines(record)
      .map((line, i) => ({ id: idOf(i), ...line }))
      .reverse();
  return slateLines(record)
    .flatMap((line, i) => {
      if ('erased' in line) return [];
      const { at, version, user, items, scores, sources, micros, degraded } = line;
      return [
        { id: idOf(i), at, version, user, items, scores, sources, micros, ...(degraded && { degraded }) },
      ];
    })
    .reverse();
}

import type { Json } from '../../contracts/json.ts';
import { type LabelBody, parsePredictionId } from '../../contracts/record.ts';
import { isClassed, type Task } from '../../contracts/task.ts';
import type { Journal } from '../../ports/journal.ts';
import { type PredictionRow, rowsOf } from './prediction-rows.ts';

/** A prediction whose label has come. */
export interface LabelledRow extends PredictionRow {
  /** Class index or value. */
  readonly truth: number;
  readonly labelledAt: number;
}

/**
 * The predictions that the newest labels speak of, oldest label first.
 *
 * A prediction that was labelled again counts once, with the newest label. Quarantined labels, other events and labels
 * without a prediction are left out. Cost: `most` records, and one look-up for each batch that `recent` lacks.
 *
 * @param recent predictions at hand, which spare look-ups
 */
export async function labelledRows(
  journal: Journal,
  system: string,
  task: Task,
  most: number,
  recent: readonly PredictionRow[],
): Promise<LabelledRow[]> {
  const events = await journal.read({ kind: 'event', system, newestFirst: true, limit: most });
  const known = new Map(recent.map((row) => [row.id, row]));
  const fetched = new Set<string>();
  const labelled = new Map<string, LabelledRow>();
  for (const event of events) {
    const body = JSON.parse(event.body) as Partial<LabelBody>;
    if (body.type !== 'label' || body.quarantined !== undefined || labelled.has(body.predictionId!)) continue;
    const truth = truthOfLabel(task, body.value!);
    const batch = parsePredictionId(body.predictionId!)?.batch;
    if (Number.isNaN(truth) || batch === undefined) continue;
    if (!known.has(body.predictionId!) && !fetched.has(batch)) {
      fetched.add(batch);
      const record = await journal.find('predictions', system, batch);
      if (record !== undefined) for (const row of rowsOf(record)) known.set(row.id, row);
    }
    const row = known.get(body.predictionId!);
    if (row !== undefined) labelled.set(row.id, { ...row, truth, labelledAt: event.at });
  }
  return [...labelled.values()].reverse();
}

function truthOfLabel(task: Task, value: Json): number {
  if (task.category === 'cluster' || task.category === 'ranking') return Number.NaN;
  if (!isClassed(task)) return typeof value === 'number' ? value : Number.NaN;
  const index = (task.classes as readonly string[]).indexOf(String(value));
  return index < 0 ? Number.NaN : index;
}

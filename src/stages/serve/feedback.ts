import type { Json } from '../../contracts/json.ts';
import { type JournalRecord, type LabelBody, parsePredictionId } from '../../contracts/record.ts';
import { isClassed, type Task } from '../../contracts/task.ts';
import { listed } from '../../errors/entry.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Journal } from '../../ports/journal.ts';

/** What really happened to something that was predicted. */
export interface Label {
  readonly predictionId: string;
  /** The class, as it stands in the data; or the number. */
  readonly value: Json;
  /** Makes it unique; without one there is one label a prediction. */
  readonly id?: string;
}

/**
 * stored       on disk
 * duplicate    this label came before
 * quarantined  on disk, but the value is none that the target can have, so it is not used
 * rejected     not stored: there is no such prediction
 */
export interface LabelResult {
  readonly predictionId: string;
  readonly result: 'stored' | 'duplicate' | 'quarantined' | 'rejected';
  /** Why it was quarantined or rejected. */
  readonly because?: string;
}

/** Store labels, each on disk when this resolves. The predictions they speak of must be on disk already. */
export async function storeLabels(
  system: string,
  task: Task,
  labels: readonly Label[],
  ports: { readonly journal: Journal; readonly clock: Clock },
): Promise<LabelResult[]> {
  const lines = await linesOf(system, labels, ports.journal);
  const results: LabelResult[] = [];
  const records: JournalRecord[] = [];
  const places: number[] = [];
  labels.forEach(({ predictionId, value, id }, i) => {
    const place = parsePredictionId(predictionId);
    if (place === undefined || place.line >= (lines.get(place.batch) ?? 0)) {
      results[i] = { predictionId, result: 'rejected', because: 'there is no such prediction' };
      return;
    }
    const quarantined = unusable(task, value);
    const body: LabelBody = { type: 'label', predictionId, value, ...(quarantined && { quarantined }) };
    results[i] = quarantined
      ? { predictionId, result: 'quarantined', because: quarantined }
      : { predictionId, result: 'stored' };
    const at = ports.clock.now();
    records.push({
      kind: 'event',
      system,
      id: id ?? `label-${predictionId}`,
      at,
      body: JSON.stringify(body),
    });
    places.push(i);
  });
  const acks = records.length === 0 ? [] : await ports.journal.append(records);
  acks.forEach((ack, k) => {
    const i = places[k]!;
    if (ack.result === 'duplicate')
      results[i] = { predictionId: labels[i]!.predictionId, result: 'duplicate' };
  });
  return results;
}

/** How many lines each batch named has; batches that are not there are absent. */
async function linesOf(
  system: string,
  labels: readonly Label[],
  journal: Journal,
): Promise<Map<string, number>> {
  const batches = new Set(labels.flatMap((l) => parsePredictionId(l.predictionId)?.batch ?? []));
  const lines = new Map<string, number>();
  for (const batch of batches) {
    const record = await journal.find('predictions', system, batch);
    if (record !== undefined) lines.set(batch, record.body.split('\n').length);
  }
  return lines;
}

/** Why a value is none that the target can have; undefined when it is one. */
function unusable(task: Task, value: Json): string | undefined {
  if (task.category === 'ranking') return 'the relevance of one row tells nothing of the order of its list';
  if (!isClassed(task))
    return typeof value === 'number' && Number.isFinite(value) ? undefined : 'the target is a number';
  if (task.category === 'cluster') return 'which cluster a row is of cannot be true or false';
  if (value !== null && typeof value !== 'object' && task.classes.includes(String(value))) return undefined;
  return `the target is one of ${listed(task.classes)}`;
}

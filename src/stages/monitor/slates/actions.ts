import type { ProductEvent, UserAction } from '../../../contracts/product-event.ts';
import type { LabelRule } from '../../../contracts/recommend-design.ts';
import type { StoredRecord } from '../../../contracts/record.ts';
import type { Journal } from '../../../ports/journal.ts';
import type { SlateRow } from '../slate-rows.ts';
import { activityOf, type PlacedEvent } from './activity.ts';

const MOST_EVENTS = 200_000;
const RECORDS_A_READ = 2000;

/** What users did since the first of the slates, at most 200,000 events. */
export async function actionsSince(
  journal: Journal,
  system: string,
  slates: readonly SlateRow[],
): Promise<UserAction[]> {
  return (await recordsSince(journal, system, slates)).flatMap(({ body }) => {
    const event = JSON.parse(body) as ProductEvent;
    return isAction(event) ? [event] : [];
  });
}

/** What was told since the first of the slates, at most about 200,000 records. */
export async function recordsSince(
  journal: Journal,
  system: string,
  slates: readonly SlateRow[],
): Promise<StoredRecord[]> {
  const all: StoredRecord[] = [];
  const [first] = slates;
  if (first === undefined) return all;
  // By time: what follows from a slate may be on disk before the slate is.
  for (let after = 0; all.length < MOST_EVENTS; ) {
    const records = await journal.read({
      kind: 'event',
      system,
      after,
      since: first.at,
      limit: RECORDS_A_READ,
    });
    all.push(...records);
    if (records.length < RECORDS_A_READ) break;
    after = records.at(-1)!.seq;
  }
  return all;
}

export interface EventQuery {
  readonly system: string;
  readonly most: number;
  /** Only those after this sequence number. */
  readonly after: number;
  readonly rule: LabelRule;
  /** Only those that speak for their item. */
  readonly taking: boolean;
}

/** The newest things that users did, in the order in which they came. */
export async function newestEvents(
  journal: Journal,
  { system, most, after, rule, taking }: EventQuery,
): Promise<PlacedEvent[]> {
  const newestFirst: PlacedEvent[] = [];
  for (let before: number | undefined; newestFirst.length < most; ) {
    const records = await journal.read({
      kind: 'event',
      system,
      newestFirst: true,
      limit: RECORDS_A_READ,
      after,
      ...(before !== undefined && { before }),
    });
    for (const { seq, body } of records) {
      const event = JSON.parse(body) as ProductEvent;
      const activity = isAction(event) ? activityOf(event, { seq, line: 0 }, rule) : undefined;
      if (activity === undefined || (taking && !(activity.weight > 0))) continue;
      if (newestFirst.length < most) newestFirst.push(activity);
    }
    if (records.length < RECORDS_A_READ) break;
    before = records.at(-1)!.seq;
  }
  return newestFirst.reverse();
}

const isAction = (event: ProductEvent): event is UserAction => 'user' in event && 'item' in event;

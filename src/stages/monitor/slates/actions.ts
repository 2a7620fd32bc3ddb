import type { ProductEvent, UserAction } from '../../../contracts/product-event.ts';
import type { LabelRule } from '../../../contracts/recommend-design.ts';
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
  const actions: UserAction[] = [];
  const [first] = slates;
  if (first === undefined) return actions;
  // By time: what follows from a slate may be on disk before the slate is.
  for (let after = 0; actions.length < MOST_EVENTS; ) {
    const records = await journal.read({
      kind: 'event',
      system,
      after,
      since: first.at,
      limit: RECORDS_A_READ,
    });
    for (const { body } of records) {
      const event = JSON.parse(body) as ProductEvent;
      if (isAction(event)) actions.push(event);
    }
    if (records.length < RECORDS_A_READ) break;
    after = records.at(-1)!.seq;
  }
  return actions;
}

/** The newest things that users did, in the order in which they came. */
export async function newestEvents(
  journal: Journal,
  system: string,
  most: number,
  after: number,
  rule: LabelRule,
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
      if (activity !== undefined && newestFirst.length < most) newestFirst.push(activity);
    }
    if (records.length < RECORDS_A_READ) break;
    before = records.at(-1)!.seq;
  }
  return newestFirst.reverse();
}

const isAction = (event: ProductEvent): event is UserAction => 'user' in event && 'item' in event;

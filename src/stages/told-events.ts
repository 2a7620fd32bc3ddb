import type {
  Attributes,
  ItemChange,
  ProductEvent,
  TieChange,
  UserAction,
  UserChange,
} from '../contracts/product-event.ts';
import { slateLines } from '../contracts/slate-line.ts';
import type { Journal } from '../ports/journal.ts';
import { recordsOf } from './journal-records.ts';

/** What a system in service was told: what users did, and what became of items, users and their ties. */
export interface ToldEvents {
  readonly actions: readonly ToldAction[];
  readonly items: readonly (ItemChange & { readonly at: number })[];
  readonly users: readonly UserChange[];
  readonly ties: readonly (TieChange & { readonly at: number })[];
  /** Sequence number up to which the journal was read. */
  readonly known: number;
}

/** What a user did; of what a slate showed him also what the log of slates tells. */
export interface ToldAction extends UserAction {
  /** The chance with which the item stood in its place. */
  readonly propensity?: number;
}

/**
 * Read what a system was told, quarantined events left out. An event that names its slate has the place, the chance and the
 * context that the slate was logged with, where it does not tell its own. O(events and slates of the journal).
 */
export async function toldEvents(journal: Journal, system: string): Promise<ToldEvents> {
  const actions: UserAction[] = [];
  const items: (ItemChange & { at: number })[] = [];
  const users: UserChange[] = [];
  const ties: (TieChange & { at: number })[] = [];
  let known = 0;
  for await (const records of recordsOf(journal, 'event', system))
    for (const { body, at, seq } of records) {
      known = seq;
      const event = JSON.parse(body) as ProductEvent;
      if (event.type === '$item') items.push({ ...(event as ItemChange), at });
      else if (event.type === '$user') users.push(event as UserChange);
      else if (event.type === '$tie') ties.push({ ...(event as TieChange), at });
      else if ('item' in event && 'user' in event && !('quarantined' in event))
        actions.push(event as UserAction);
    }
  return { actions: await asShown(actions, journal, system), items, users, ties, known };
}

/** What a slate was logged with. */
interface Shown {
  readonly items: readonly string[];
  readonly propensities: readonly number[];
  readonly context: Attributes;
}

async function asShown(
  actions: readonly UserAction[],
  journal: Journal,
  system: string,
): Promise<readonly ToldAction[]> {
  const named = new Set(actions.flatMap(({ requestId }) => requestId ?? []));
  if (named.size === 0) return actions;
  const shown = new Map<string, Shown>();
  for await (const records of recordsOf(journal, 'slates', system))
    for (const record of records)
      slateLines(record).forEach((line, i) => {
        const id = `${record.id}.${i}`;
        if ('erased' in line || !named.has(id)) return;
        const { items, propensities, context } = line;
        shown.set(id, { items, propensities, context });
      });
  return actions.map((action) => {
    const slate = action.requestId === undefined ? undefined : shown.get(action.requestId);
    const place = slate?.items.indexOf(action.item) ?? -1;
    if (slate === undefined || place < 0) return action;
    const { context } = slate;
    return { context, position: place, ...action, propensity: slate.propensities[place]! };
  });
}

import type {
  Attributes,
  FilesRewritten,
  ItemChange,
  ProductEvent,
  RewrittenFile,
  UserAction,
  UserChange,
} from '../../../contracts/product-event.ts';
import type { JournalRecord } from '../../../contracts/record.ts';
import { fail } from '../../../errors/fail.ts';
import { nearest } from '../../../errors/nearest.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Journal } from '../../../ports/journal.ts';
import { type LiveItems, numberFrom } from '../../../recipe/live-items.ts';
import type { ColumnSchema } from '../../../table/schema.ts';

/** Something that a user did, as a client tells it. */
export interface EventInput extends Omit<UserAction, 'at' | 'quarantined'> {
  /** Makes it unique in the system; without one it may be stored twice. */
  readonly id?: string;
  /** Milliseconds since 1970, or ISO 8601; absent = now. */
  readonly at?: number | string;
}

/**
 * stored       on disk, and known to the next answer
 * duplicate    an event of this id came before
 * quarantined  on disk, and not used: its item is not known, or it is said to happen in the future
 * rejected     not stored: it makes no sense
 */
export interface EventResult {
  readonly result: 'stored' | 'duplicate' | 'quarantined' | 'rejected';
  /** Why it was quarantined or rejected. */
  readonly because?: string;
}

/** How far the clock of a client may be ahead. */
const MOST_AHEAD_MS = 5 * 60_000;

interface StorePorts {
  readonly journal: Journal;
  readonly clock: Clock;
}

/**
 * Store what users did; on disk when this resolves.
 *
 * An event may come late: it takes its place by its own time. Before the oldest that is kept of its user it is stored
 * and makes no difference. More than five minutes ahead of our clock it is quarantined.
 *
 * @param open an item that nobody knows is taken for a new one
 */
export async function storeActions(
  system: string,
  events: readonly EventInput[],
  { items, open }: { readonly items: LiveItems; readonly open: boolean },
  { journal, clock }: StorePorts,
): Promise<EventResult[]> {
  const now = clock.now();
  const results: EventResult[] = [];
  const records: JournalRecord[] = [];
  const places: number[] = [];
  events.forEach((event, i) => {
    const at = instantOf(event.at ?? now);
    const nonsense = whyNonsense(event, at);
    if (nonsense !== undefined) {
      results[i] = { result: 'rejected', because: nonsense };
      return;
    }
    const quarantined = whyUnusable(event, at - now, open || items.find(event.item) !== undefined);
    const { id = null, ...rest } = event;
    const body: UserAction = { ...rest, at, ...(quarantined !== undefined && { quarantined }) };
    results[i] =
      quarantined === undefined ? { result: 'stored' } : { result: 'quarantined', because: quarantined };
    places.push(i);
    records.push(recordOf(system, id, now, body));
  });
  const acks = records.length === 0 ? [] : await journal.append(records);
  acks.forEach((ack, r) => {
    if (ack.result === 'duplicate') results[places[r]!] = { result: 'duplicate' };
  });
  return results;
}

const instantOf = (at: number | string): number => (typeof at === 'number' ? at : Date.parse(at));

function whyNonsense({ type, user, item }: EventInput, at: number): string | undefined {
  if (type.startsWith('$') || type === '') return 'its type is no word of a product';
  if (user === '') return 'it names no user';
  if (item === '') return 'it names no item';
  return Number.isFinite(at) && Math.abs(at) <= 8.64e15 ? undefined : 'its time is no instant';
}

function whyUnusable({ item }: EventInput, ahead: number, known: boolean): string | undefined {
  if (ahead > MOST_AHEAD_MS) return 'it is more than 5 minutes in the future';
  return known ? undefined : `there is no item ${JSON.stringify(item)}`;
}

export interface ItemInput {
  readonly item: string;
  readonly attributes?: Attributes;
  readonly addedAt?: number | string;
}

/** Add items or change what is known of them, all or none; on disk when this resolves. Throws 'recommend/bad-attribute'. */
export async function storeItems(
  system: string,
  inputs: readonly ItemInput[],
  schema: readonly ColumnSchema[],
  { journal, clock }: StorePorts,
): Promise<void> {
  const now = clock.now();
  const records = inputs.map(({ item, attributes = {}, addedAt }): JournalRecord => {
    for (const [name, value] of Object.entries(attributes)) checkAttribute(item, name, value, schema);
    const added = addedAt === undefined ? undefined : instantOf(addedAt);
    if (Number.isNaN(added))
      throw fail('recommend/bad-attribute', {
        what: 'item',
        id: item,
        attribute: 'addedAt',
        because: 'it is no instant',
        near: undefined,
      });
    const body: ItemChange = {
      type: '$item',
      item,
      attributes,
      ...(added !== undefined && { addedAt: added }),
    };
    return recordOf(system, null, now, body);
  });
  await journal.append(records);
}

function checkAttribute(
  id: string,
  attribute: string,
  value: Attributes[string],
  schema: readonly ColumnSchema[],
): void {
  const column = schema.find(({ name }) => name === attribute);
  const refuse = (because: string, near?: string) =>
    fail('recommend/bad-attribute', { what: 'item', id, attribute, because, near });
  if (column === undefined) {
    const known = schema.map(({ name }) => name);
    throw refuse('the design keeps no such attribute', nearest(attribute, known));
  }
  const numeric = ['continuous', 'discrete', 'timestamp'].includes(column.type);
  if (numeric && value !== null && !Number.isFinite(numberFrom(value, column.type)))
    throw refuse(`${JSON.stringify(value)} is no ${column.type === 'timestamp' ? 'instant' : 'number'}`);
}

/** Take items out of the catalogue. Answers which there were. */
export async function storeRemovals(
  system: string,
  ids: readonly string[],
  items: LiveItems,
  { journal, clock }: StorePorts,
): Promise<boolean[]> {
  const there = ids.map((id) => items.isLive(items.find(id) ?? -1));
  const records = ids
    .filter((_, i) => there[i])
    .map((item) => recordOf(system, null, clock.now(), { type: '$item', item, attributes: null }));
  if (records.length > 0) await journal.append(records);
  return there;
}

/** Note what is known of users; on disk when this resolves. */
export async function storeUsers(
  system: string,
  users: readonly Omit<UserChange, 'type'>[],
  { journal, clock }: StorePorts,
): Promise<void> {
  await journal.append(
    users.map((change) => {
      const body: UserChange = { type: '$user', ...change };
      return recordOf(system, null, clock.now(), body);
    }),
  );
}

/** Note which files were written again without somebody, and under which names. */
export async function storeRewritten(
  system: string,
  files: readonly RewrittenFile[],
  { journal, clock }: StorePorts,
): Promise<void> {
  const body: FilesRewritten = { type: '$rewritten', files };
  await journal.append([recordOf(system, null, clock.now(), body)]);
}

const recordOf = (system: string, id: string | null, at: number, body: ProductEvent): JournalRecord => ({
  kind: 'event',
  system,
  id,
  at,
  body: JSON.stringify(body),
});

import type { ProductEvent, TieChange, UserChange } from '../../../contracts/product-event.ts';
import { type ErasedLine, type SlateLine, slateLines } from '../../../contracts/slate-line.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Journal } from '../../../ports/journal.ts';
import { recordsOf } from '../../journal-records.ts';
import { userHash } from './live-state.ts';

/** What stands in place of an event whose user was erased. */
const GONE = JSON.stringify({ type: '$gone' });
const ERASED: ErasedLine = { erased: true };

export interface Erasure {
  /** Events and what was known of the user. */
  readonly events: number;
  readonly slates: number;
}

/**
 * Erase a user from the journal: first a record that names him by a hash, so that no version brings him back and no
 * later one learns of him; then all that tells of him, in events and slates. Their sequence numbers stay.
 *
 * O(records of the system); other requests are answered meanwhile.
 */
export async function eraseUser(
  system: string,
  user: string,
  { journal, clock }: { readonly journal: Journal; readonly clock: Clock },
): Promise<Erasure> {
  const tombstone: ProductEvent = { type: '$erased', user: userHash(system, user) };
  const [ack] = await journal.append([
    { kind: 'event', system, id: null, at: clock.now(), body: JSON.stringify(tombstone) },
  ]);
  // Somebody who comes back meanwhile is somebody new.
  const before = ack?.result === 'stored' ? ack.seq : 0;
  let events = 0;
  let slates = 0;
  for await (const records of recordsOf(journal, 'event', system, before)) {
    const told = records.map(({ seq, body }) => ({ seq, event: JSON.parse(body) as ProductEvent }));
    const his = told.filter(({ event }) => isOf(event, user));
    const others = told.filter(({ event }) => !isOf(event, user) && namesFriend(event, user));
    const changes = [
      ...his.map(({ seq }) => ({ seq, body: GONE })),
      ...others.map(({ seq, event }) => ({
        seq,
        body: JSON.stringify(unfriended(event as UserChange, user)),
      })),
    ];
    if (changes.length > 0) await journal.erase(changes);
    events += his.length;
  }
  for await (const records of recordsOf(journal, 'slates', system, before)) {
    const changes = records.flatMap((record) => {
      const lines = slateLines(record);
      const his = lines.filter((line) => isHis(line, user)).length;
      if (his === 0) return [];
      slates += his;
      const body = lines.map((line) => JSON.stringify(isHis(line, user) ? ERASED : line)).join('\n');
      return [{ seq: record.seq, body }];
    });
    if (changes.length > 0) await journal.erase(changes);
  }
  return { events, slates };
}

/** A tombstone names a hash, never an id. */
const isOf = (event: ProductEvent, user: string): boolean =>
  event.type === '$tie'
    ? [(event as TieChange).from, (event as TieChange).to].includes(user)
    : 'user' in event && event.user === user && event.type !== '$erased';

const namesFriend = (event: ProductEvent, user: string): boolean =>
  event.type === '$user' && (event as UserChange).friends?.includes(user) === true;

const unfriended = (change: UserChange, user: string): UserChange => ({
  ...change,
  friends: change.friends!.filter((id) => id !== user),
});

const isHis = (line: SlateLine | ErasedLine, user: string): boolean =>
  !('erased' in line) && line.user === user;

/** Whether a user of the data was erased: what training must leave out. O(events of the journal) once. */
export async function erasedUsers(journal: Journal, system: string): Promise<(user: string) => boolean> {
  const hashes = new Set<string>();
  for await (const records of recordsOf(journal, 'event', system))
    for (const { body } of records) {
      const event = JSON.parse(body) as ProductEvent;
      if (event.type === '$erased') hashes.add((event as { user: string }).user);
    }
  return hashes.size === 0 ? () => false : (user) => hashes.has(userHash(system, user));
}

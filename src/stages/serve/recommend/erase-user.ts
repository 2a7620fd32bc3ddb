import type { ProductEvent, TieChange } from '../../../contracts/product-event.ts';
import type { StoredRecord } from '../../../contracts/record.ts';
import { type ErasedLine, type SlateLine, slateLines } from '../../../contracts/slate-line.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Journal } from '../../../ports/journal.ts';
import { userHash } from './live-state.ts';

/** What stands in place of an event whose user was erased. */
const GONE = JSON.stringify({ type: '$gone' });
const ERASED: ErasedLine = { erased: true };
const RECORDS_A_READ = 1000;

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
  for await (const records of pages(journal, 'event', system, before)) {
    const his = records.filter(({ body }) => isOf(JSON.parse(body) as ProductEvent, user));
    if (his.length === 0) continue;
    await journal.erase(his.map(({ seq }) => ({ seq, body: GONE })));
    events += his.length;
  }
  for await (const records of pages(journal, 'slates', system, before)) {
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

const isHis = (line: SlateLine | ErasedLine, user: string): boolean =>
  !('erased' in line) && line.user === user;

async function* pages(
  journal: Journal,
  kind: 'event' | 'slates',
  system: string,
  before?: number,
): AsyncGenerator<readonly StoredRecord[]> {
  let after = 0;
  for (;;) {
    const records = await journal.read({
      kind,
      system,
      after,
      limit: RECORDS_A_READ,
      ...(before !== undefined && { before }),
    });
    if (records.length > 0) yield records;
    if (records.length < RECORDS_A_READ) return;
    after = records.at(-1)!.seq;
  }
}

/** Whether a user of the data was erased: what training must leave out. O(events of the journal) once. */
export async function erasedUsers(journal: Journal, system: string): Promise<(user: string) => boolean> {
  const hashes = new Set<string>();
  for await (const records of pages(journal, 'event', system))
    for (const { body } of records) {
      const event = JSON.parse(body) as ProductEvent;
      if (event.type === '$erased') hashes.add((event as { user: string }).user);
    }
  return hashes.size === 0 ? () => false : (user) => hashes.has(userHash(system, user));
}

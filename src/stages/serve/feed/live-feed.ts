import type {
  ItemChange,
  ProductEvent,
  TieChange,
  UserAction,
  UserChange,
  WorthChange,
} from '../../../contracts/product-event.ts';
import type { StoredRecord } from '../../../contracts/record.ts';
import type { Journal } from '../../../ports/journal.ts';
import type { KnownFeed } from '../../../recipe/feed/known-feed.ts';
import { userHash } from '../recommend/live-state.ts';

/** Records that are folded in one turn of the event loop: pages wait for it, a few milliseconds at most. */
const RECORDS_A_TURN = 250;

/** What is known of a feed now: a fold over the events of the journal, on top of what its version learned from. */
export class LiveFeed {
  readonly system: string;
  readonly known: KnownFeed;
  /** Records up to this sequence number are in it. */
  seq: number;
  /** Records up to this sequence number are in what the version learned from. */
  readonly #learned: number;
  /** What one of each head is worth, where somebody changed it since; null = as the design says. */
  worth: WorthChange['worth'] = null;
  /** Readers by the hash of their id; made when a record names one that way, and dropped when all is folded. */
  #byHash: Map<string, string> | undefined;

  constructor(system: string, known: KnownFeed, learned = 0, seq = 0) {
    this.system = system;
    this.known = known;
    this.#learned = learned;
    this.seq = seq;
  }

  /** Fold the records of the journal that came since, up to `upTo` where it is given. */
  async follow(journal: Journal, upTo?: number): Promise<void> {
    for (;;) {
      const records = await journal.read({
        kind: 'event',
        system: this.system,
        after: this.seq,
        limit: RECORDS_A_TURN,
        ...(upTo !== undefined && { before: upTo + 1 }),
      });
      for (const record of records) this.apply(record);
      if (records.length < RECORDS_A_TURN) break;
    }
    this.#byHash = undefined;
  }

  /** Fold one record; those that it has are left out. */
  apply({ seq, at, body }: StoredRecord): void {
    if (seq <= this.seq) return;
    this.seq = seq;
    // Of what a version learned, what heads are worth is no part.
    if (seq <= this.#learned && !body.includes('"$worth"')) return;
    const event = JSON.parse(body) as ProductEvent;
    switch (event.type) {
      case '$item':
        this.#changePost(event as ItemChange, at);
        break;
      case '$user':
        this.known.putReader((event as UserChange).user, (event as UserChange).attributes);
        break;
      case '$tie':
        this.#changeTie(event as TieChange, at);
        break;
      case '$worth':
        this.worth = (event as WorthChange).worth;
        break;
      case '$erased':
        this.#erase((event as { user: string }).user);
        break;
      default:
        if ('item' in event && 'user' in event) this.#act(event as UserAction, at);
    }
  }

  #act({ type, user, item, value, at, quarantined }: UserAction, seenAt: number): void {
    const post = this.known.postTable.items.find(item);
    if (quarantined !== undefined || post === undefined) return;
    const reader = this.known.readerOf(user);
    this.known.act({ type, reader, post, at, seenAt, value: value ?? Number.NaN });
  }

  #changePost({ item, attributes, addedAt }: ItemChange, at: number): void {
    if (attributes === null) this.known.postTable.items.remove(item);
    else this.known.putPost(item, attributes, addedAt ?? at);
  }

  #changeTie({ tie, from, to, since, closeness = Number.NaN, gone }: TieChange, at: number): void {
    const { known } = this;
    const reader = known.readerOf(from);
    if (tie === 'friend') {
      const other = known.readerOf(to);
      if (gone) known.unfriend(reader, other);
      else known.befriend(reader, other, since ?? at, closeness);
      return;
    }
    const author = known.postTable.authorCode(to);
    if (author < 0) return;
    if (gone) known.follows.remove(reader, author);
    else known.follows.add(reader, author, since ?? at, Number.NaN);
  }

  #erase(hashed: string): void {
    this.#byHash ??= new Map(
      this.known.readers.ids.flatMap((id) => (id === '' ? [] : [[userHash(this.system, id), id]])),
    );
    const id = this.#byHash.get(hashed);
    if (id !== undefined) this.known.eraseReader(id);
  }
}

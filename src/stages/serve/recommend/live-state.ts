import { hash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { Attributes, ProductEvent, UserAction, UserChange } from '../../../contracts/product-event.ts';
import type { LabelRule } from '../../../contracts/recommend-design.ts';
import type { Histories } from '../../../contracts/recommender.ts';
import type { StoredRecord } from '../../../contracts/record.ts';
import { EVENTS_OF_A_FRIEND, MOST_FRIENDS, type Past, type Query } from '../../../contracts/retriever.ts';
import type { Journal } from '../../../ports/journal.ts';
import { LiveItems } from '../../../recipe/live-items.ts';
import { eventWeight } from '../../../recipe/recommender/event-weight.ts';
import type { Catalogue } from '../../../table/catalogue.ts';
import type { Frame } from '../../../table/frame.ts';
import { IdSlots } from '../../../table/id-slots.ts';
import { rowValues } from '../../../table/row-values.ts';
import { UserHistories } from './user-histories.ts';

/** What a version learned from, and how events are read. */
export interface LiveOrigin {
  readonly system: string;
  readonly ids: readonly string[];
  readonly catalogue: Catalogue;
  readonly histories: Histories;
  readonly rule: LabelRule;
  /** The action that says that an item was shown, which is none of the user's deeds; absent = no action says so. */
  readonly impression?: string;
  /** Events that are kept of each user. */
  readonly history: number;
  /** Whether an event about an item that nobody knows makes it an item: where there is no table of items. */
  readonly open: boolean;
}

/** Records that are folded, and pasts that are taken over, in one turn of the event loop. */
const RECORDS_A_TURN = 250;
const USERS_A_TURN = 5000;

/**
 * What is known of users and items now: a fold over the events of the journal, on top of what the version learned from.
 * The same records give the same state, after a restart, in another process and in a replay.
 */
export class LiveState {
  readonly items: LiveItems;
  readonly histories: UserHistories;
  /** Records up to this sequence number are in it. */
  known = 0;
  /** Not the whole origin: its histories are large, and are copied. */
  readonly #origin: Pick<LiveOrigin, 'system' | 'rule' | 'impression' | 'open'>;
  readonly #users = new IdSlots();
  readonly #attributes = new Map<number, Attributes>();
  /** What training knew of users, and by user the row there: -1 = none. */
  readonly #trained: { readonly frame: Frame; readonly row: Int32Array } | undefined;
  /** Users by the hash of their id; made when a record names a user that way, and dropped when all is folded. */
  #byHash: Map<string, string> | undefined;
  /** By user, whom he names a friend; absent = there is no user graph. */
  #friends: Map<number, Int32Array> | undefined;
  readonly #room: { readonly item: Int32Array; readonly weight: Float32Array; readonly at: Float64Array };

  private constructor(origin: LiveOrigin) {
    const { ids, catalogue, history } = origin;
    const { system, rule, impression, open } = origin;
    this.#origin = { system, rule, open, ...(impression !== undefined && { impression }) };
    this.items = new LiveItems(ids, catalogue);
    this.histories = new UserHistories(history);
    const { attributes } = origin.histories;
    this.#trained = attributes && { frame: attributes, row: new Int32Array(attributes.rows).fill(-1) };
    this.#room = {
      item: new Int32Array(history),
      weight: new Float32Array(history),
      at: new Float64Array(history),
    };
  }

  /**
   * What a version learned from, and nothing since. Other answers are given meanwhile.
   *
   * @param only take over the past of this user alone, for a replay, where friends have no part in it; absent: of all
   */
  static async over(origin: LiveOrigin, only?: string | null): Promise<LiveState> {
    const state = new LiveState(origin);
    const { ids, events } = origin.histories;
    const { friends } = events;
    const alone = only !== undefined && friends === undefined;
    if (!alone) state.histories.grow(ids.length);
    if (friends !== undefined) state.#friends = new Map();
    for (const [u, id] of ids.entries()) {
      if (alone && id !== only) continue;
      const index = state.#userOf(id);
      state.histories.load(index, events, events.start[u]!, events.start[u + 1]!);
      if (state.#trained !== undefined) state.#trained.row[index] = u;
      // Of users who are all taken over, in their order, the index is that of training.
      if (friends !== undefined && friends.start[u]! < friends.start[u + 1]!)
        state.#friends!.set(u, friends.friend.subarray(friends.start[u]!, friends.start[u + 1]!));
      if (u % USERS_A_TURN === USERS_A_TURN - 1) await turn();
    }
    return state;
  }

  /** Whether an event about an item that nobody knows makes it an item. */
  get open(): boolean {
    return this.#origin.open;
  }

  /** Users of whom anything is known. */
  get users(): number {
    return this.#users.size;
  }

  /** Ids of the users of whom anything is known. */
  get userIds(): readonly string[] {
    return [...this.#users.ids()];
  }

  knows(user: string): boolean {
    return this.#users.find(user) >= 0;
  }

  /** What a recommender is asked for a user: his past, what is known of him, and the moment. Good until the next call. */
  query(user: string | null, now: number, context: Attributes): Query {
    const found = user === null ? -1 : this.#users.find(user);
    const index = found < 0 ? undefined : found;
    const known = index === undefined ? context : { ...this.#known(index), ...context };
    const friends = this.#friends && { friends: this.#pastsOf(index) };
    const length = index === undefined ? 0 : this.histories.read(index, this.#room);
    return { ...this.#room, length, now, context: known, ...friends };
  }

  /** What the friends of a user did. */
  #pastsOf(user: number | undefined): Past[] {
    const named = user === undefined ? undefined : this.#friends?.get(user);
    return Array.from(named?.subarray(0, MOST_FRIENDS) ?? [], (other) => {
      const { item, weight, at } = this.#room;
      const end = this.histories.read(other, this.#room);
      const from = Math.max(0, end - EVENTS_OF_A_FRIEND);
      return {
        length: end - from,
        item: item.slice(from, end),
        weight: weight.slice(from, end),
        at: at.slice(from, end),
      };
    });
  }

  /** What is known of a user: what training knew, and over it what came since. */
  #known(index: number): Attributes {
    const row = this.#trained?.row[index] ?? -1;
    return { ...(row >= 0 && rowValues(this.#trained!.frame, row)), ...this.#attributes.get(index) };
  }

  /** Fold the records of the journal that came since, up to `upTo` where it is given. */
  async follow(journal: Journal, upTo?: number): Promise<void> {
    const { system } = this.#origin;
    for (;;) {
      const records = await journal.read({
        kind: 'event',
        system,
        after: this.known,
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
    if (seq <= this.known) return;
    this.known = seq;
    const event = JSON.parse(body) as ProductEvent;
    if (event.type === '$item') this.#changeItem(event as never, at);
    else if (event.type === '$user') this.#changeUser(event as never);
    else if (event.type === '$erased') this.#erase((event as { user: string }).user);
    else if ('item' in event && 'user' in event) this.#act(event as UserAction);
  }

  #act({ type, user, item: id, value, at, quarantined }: UserAction): void {
    const { open, rule, impression } = this.#origin;
    if (quarantined !== undefined || type === impression) return;
    const item = this.items.find(id) ?? (open ? this.items.put(id, {}, at) : undefined);
    if (item === undefined) return;
    this.histories.add(this.#userOf(user), item, eventWeight(rule, type, value ?? Number.NaN), at);
  }

  #changeItem(change: { item: string; attributes: Attributes | null; addedAt?: number }, at: number): void {
    if (change.attributes === null) this.items.remove(change.item);
    else this.items.put(change.item, change.attributes, change.addedAt ?? at);
  }

  #changeUser({ user, attributes, friends }: UserChange): void {
    const index = this.#userOf(user);
    this.histories.grow(index + 1);
    this.#attributes.set(index, { ...this.#attributes.get(index), ...attributes });
    if (friends === undefined || this.#friends === undefined) return;
    const named = new Set(friends.filter((id) => id !== user).map((id) => this.#userOf(id)));
    this.#friends.set(index, Int32Array.from(named));
  }

  #erase(hashed: string): void {
    this.#byHash ??= new Map(this.userIds.map((id) => [userHash(this.#origin.system, id), id]));
    const id = this.#byHash.get(hashed);
    const index = id === undefined ? -1 : this.#users.find(id);
    if (id === undefined || index < 0) return;
    this.histories.erase(index);
    this.#attributes.delete(index);
    this.#friends?.delete(index);
    this.#trained?.row.fill(-1, index, index + 1);
    this.#users.remove(id);
  }

  #userOf(id: string): number {
    const before = this.#users.size;
    const index = this.#users.add(id);
    if (this.#users.size > before) this.#byHash?.set(userHash(this.#origin.system, id), id);
    return index;
  }
}

/** How a user who was erased is named in the journal: it can be compared, and tells no id. */
export const userHash = (system: string, user: string): string => hash('sha256', `${system}\0${user}`);

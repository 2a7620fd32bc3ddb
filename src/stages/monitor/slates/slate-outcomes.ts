import type { UserAction } from '../../../contracts/product-event.ts';
import type { LabelRule } from '../../../contracts/recommend-design.ts';
import { eventWeight } from '../../../recipe/recommender/event-weight.ts';
import { type Happenings, joinOutcomes } from '../../../table/join-outcomes.ts';
import type { SlateRow } from '../slate-rows.ts';

/** What came of the items of slates. */
export interface SlateOutcomes {
  /** By slate, by place: whether an event spoke for the item. */
  readonly taken: readonly Uint8Array[];
  /** By slate: its events by type, every one counted. */
  readonly events: readonly ReadonlyMap<string, number>[];
}

/**
 * Credit what users did to the slates that showed it, see joinOutcomes: to the slate that an event names, else to the last
 * one that showed its item to its user, at most `within` milliseconds before. An event that names a slate for nobody in
 * particular is credited to it whoever did it. O((places + events) log places).
 */
export function slateOutcomes(
  slates: readonly SlateRow[],
  actions: readonly UserAction[],
  rule: LabelRule,
  within: number,
): SlateOutcomes {
  const codes = new Codes();
  const slateOf = new Map(slates.map((slate, s) => [slate.id, s]));
  const touches = touchesOf(slates, codes);
  const used = actions.filter(({ quarantined }) => quarantined === undefined);
  const request = used.map(({ requestId }) =>
    requestId === undefined ? -1 : (slateOf.get(requestId) ?? -1),
  );
  const nobodys = (s: number): boolean => s >= 0 && slates[s]!.user === null;
  const joined = joinOutcomes(
    touches,
    {
      user: Int32Array.from(used, ({ user }, e) =>
        nobodys(request[e]!) ? codes.of(`\0${request[e]}`) : codes.of(user),
      ),
      item: Int32Array.from(used, ({ item }) => codes.of(item)),
      at: Float64Array.from(used, ({ at }) => at),
      request: Int32Array.from(request),
    },
    within,
  );
  const taken = slates.map(({ items }) => new Uint8Array(items.length));
  const events = slates.map(() => new Map<string, number>());
  used.forEach(({ type, value }, e) => {
    const touch = joined.touch[e]!;
    if (touch < 0) return;
    const slate = touches.request[touch]!;
    events[slate]!.set(type, (events[slate]!.get(type) ?? 0) + 1);
    if (eventWeight(rule, type, value ?? Number.NaN) > 0) taken[slate]![touches.place[touch]!] = 1;
  });
  return { taken, events };
}

/** Every place of every slate. */
function touchesOf(slates: readonly SlateRow[], codes: Codes): Happenings & Touches {
  const count = slates.reduce((sum, { items }) => sum + items.length, 0);
  const touches = {
    user: new Int32Array(count),
    item: new Int32Array(count),
    at: new Float64Array(count),
    request: new Int32Array(count),
    place: new Int32Array(count),
  };
  let t = 0;
  slates.forEach(({ items, user, at }, s) => {
    const code = codes.of(user ?? `\0${s}`);
    items.forEach((item, place) => {
      touches.user[t] = code;
      touches.item[t] = codes.of(item);
      touches.at[t] = at;
      touches.request[t] = s;
      touches.place[t++] = place;
    });
  });
  return touches;
}

interface Touches {
  readonly request: Int32Array;
  readonly place: Int32Array;
}

/** Texts as numbers, in the order in which they come. */
class Codes {
  readonly #codes = new Map<string, number>();

  of(text: string): number {
    let code = this.#codes.get(text);
    if (code === undefined) {
      code = this.#codes.size;
      this.#codes.set(text, code);
    }
    return code;
  }
}

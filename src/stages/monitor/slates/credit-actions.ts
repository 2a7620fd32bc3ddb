import type { UserAction } from '../../../contracts/product-event.ts';
import { type Happenings, joinOutcomes } from '../../../table/join-outcomes.ts';
import type { SlateRow } from '../slate-rows.ts';

/** Something that a user did, and the place of the slate that it is credited to. */
export interface Credited {
  readonly action: UserAction;
  readonly slate: number;
  readonly place: number;
}

/**
 * Credit what users did to the slates that showed it, see joinOutcomes: to the slate that an event names, else to the last
 * one that showed its item to its user, at most `within` milliseconds before. An event that names a slate for nobody in
 * particular is credited to it whoever did it. What follows from no slate is left out. O((places + events) log places).
 */
export function creditActions(
  slates: readonly SlateRow[],
  actions: readonly UserAction[],
  within: number,
): Credited[] {
  const codes = new Codes();
  const slateOf = new Map(slates.map((slate, s) => [slate.id, s]));
  const touches = touchesOf(slates, codes);
  const used = actions.filter(({ quarantined }) => quarantined === undefined);
  const request = used.map(({ requestId }) =>
    requestId === undefined ? -1 : (slateOf.get(requestId) ?? -1),
  );
  const nobodys = (s: number): boolean => s >= 0 && slates[s]!.user === null;
  const { touch } = joinOutcomes(
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
  return used.flatMap((action, e) => {
    const t = touch[e]!;
    return t < 0 ? [] : [{ action, slate: touches.request[t]!, place: touches.place[t]! }];
  });
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

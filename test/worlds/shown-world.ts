import type { ShownList } from '../../src/explain/ranking/shown-lists.ts';
import { type Random, random, randomInt, shuffle } from '../../src/kernels/random.ts';
import { range } from '../../src/kernels/range.ts';
import { type Catalogue, itemsOf } from '../../src/table/catalogue.ts';
import { numberColumn } from '../../src/table/column.ts';
import { type Interactions, interactionsFrom } from '../../src/table/interactions.ts';

/**
 * A shop whose slates put first what it promotes, and whose visitors look at the first places most: what is clicked tells
 * of promotion as much as of appeal. Appeal and examination are known, and appeal is independent of promotion.
 */
export interface ShownWorld {
  readonly catalogue: Catalogue;
  readonly events: Interactions;
  readonly slates: readonly ShownList[];
  /** [items] the chance that it is clicked when it is looked at. */
  readonly appeal: Float64Array;
}

const ITEMS = 60;
const USERS = 120;
const PLACES = 8;
/** The chance that a place is looked at, from 0. */
export const examined = (place: number): number => 1 / (1 + place);
/** How often a slate is in an order by chance alone. */
const SHUFFLED = 0.4;

/** Clicks are of the users' own; a slate is in the order of promotion, or by chance with a known propensity. */
export function shownWorld(slates: number, seed: number): ShownWorld {
  const r = random(seed);
  const appeal = Float64Array.from({ length: ITEMS }, () => 0.1 + 0.8 * r());
  const promoted = Float64Array.from({ length: ITEMS }, r);
  const schema = (['appeal', 'promoted'] as const).map((name) => ({ name, type: 'continuous' as const }));
  const columns = new Map([
    ['appeal', numberColumn(appeal)],
    ['promoted', numberColumn(promoted)],
  ]);
  return {
    catalogue: itemsOf({ rows: ITEMS, schema, columns }),
    events: deeds(r),
    slates: Array.from({ length: slates }, (_, s) => slate(s, appeal, promoted, r)),
    appeal,
  };
}

function slate(s: number, appeal: Float64Array, promoted: Float64Array, r: Random): ShownList {
  const items = shuffle(range(ITEMS), r).slice(0, PLACES);
  const usual = items.toSorted((a, b) => promoted[b]! - promoted[a]!);
  const item = r() < SHUFFLED ? items : usual;
  return {
    user: s % USERS,
    query: {
      length: 0,
      item: new Int32Array(),
      weight: new Float32Array(),
      at: new Float64Array(),
      now: Number.NaN,
      context: {},
    },
    item,
    gain: Float64Array.from(item, (it, place) => Number(r() < appeal[it]! * examined(place))),
    position: Float64Array.from(item, (_, place) => place),
    propensity: Float64Array.from(
      item,
      (it, place) => SHUFFLED / PLACES + (usual[place] === it ? 1 - SHUFFLED : 0),
    ),
  };
}

/** What users did besides, which tells nothing. */
function deeds(r: Random): Interactions {
  const user = Int32Array.from({ length: 5 * USERS }, (_, e) => Math.floor(e / 5));
  return interactionsFrom(USERS, ITEMS, {
    user,
    item: user.map(() => randomInt(r, ITEMS)),
    at: Float64Array.from(user, (_, e) => e),
    weight: null,
  });
}

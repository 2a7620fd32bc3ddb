import type { Query, RetrievalSet, RetrieverTraits } from '../../src/contracts/retriever.ts';
import { type Random, random, randomInt } from '../../src/kernels/random.ts';
import { type Catalogue, itemsOf } from '../../src/table/catalogue.ts';
import { categoryColumn, numberColumn, textColumn } from '../../src/table/column.ts';
import { interactionsFrom } from '../../src/table/interactions.ts';

/** Somebody of a world; friends: what each of his friends did, in order; absent = he has none. */
interface Drawn {
  readonly past: number[];
  readonly wants: Float64Array;
  readonly friends?: readonly number[][];
}

/** Users, items and tastes that are known by construction. */
export interface RecommendWorld {
  readonly name: string;
  /** Retrievers that must come close to the truth. */
  foundBy(traits: RetrieverTraits): boolean;
  /** Items at training; the catalogue may go on to `all` afterwards. */
  readonly items: number;
  readonly all: number;
  /** The taste of a user: what he does, in order, and what he would do next, by item; both may hold new items. */
  draw(r: Random): Drawn;
  /** What there is to read of an item: its kind, size and words. */
  kind(item: number): number;
  /** Whether what the user knows is to be given again. */
  readonly repeats: boolean;
  /** Judged by items from this one on alone; absent = by all. */
  readonly from?: number;
  /** How near a retriever must come: 0 = popularity, 1 = who knows the truth. */
  readonly share: number;
}

/** A user to be served, and what he wants. */
export interface Asked {
  readonly query: Query;
  readonly wants: Float64Array;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 0, 1);
const KINDS = ['drama', 'comedy', 'western', 'musical'];
const WORDS = ['tears letter', 'joke mishap', 'horse dust', 'song dance'];
const COUNTRIES = ['fr', 'it'];

/** Of a taste: what he does, no item twice. */
function pastOf(wants: Float64Array, length: number, items: number, r: Random): number[] {
  const left = wants.slice(0, items);
  return Array.from({ length }, () => {
    const item = drawFrom(left, r);
    left[item] = 0;
    return item;
  });
}

function drawFrom(shares: Float64Array, r: Random): number {
  let left = r() * shares.reduce((a, b) => a + b, 0);
  let item = -1;
  do left -= shares[++item]!;
  while (left > 0);
  return item;
}

const GROUPS = 4;
/** Items are of group item % 4, those of little number the better known; 1 of 10 things done is of any group. */
const tasteFor = (group: number, all: number): Float64Array =>
  Float64Array.from({ length: all }, (_, item) => {
    const known = 1 / (1 + Math.floor(item / GROUPS) / 4);
    return (item % GROUPS === group ? 0.9 : 0.1 / (GROUPS - 1)) * known;
  });

const personal = (traits: RetrieverTraits): boolean => traits.tier !== 'baseline';

/** Four groups of users, each with items of its own, some better known than others. */
export const taste: RecommendWorld = {
  name: 'taste',
  foundBy: personal,
  items: 80,
  all: 80,
  repeats: false,
  share: 0.6,
  kind: (item) => item % GROUPS,
  draw(r) {
    const wants = tasteFor(randomInt(r, GROUPS), 80);
    return { past: pastOf(wants, 10, 80, r), wants };
  },
};

/** Users like items of their own parity alone, all of them alike: popularity tells nothing. */
export const checkerboard: RecommendWorld = {
  name: 'checkerboard',
  foundBy: personal,
  items: 60,
  all: 60,
  repeats: false,
  share: 0.8,
  kind: (item) => item % 2,
  draw(r) {
    const parity = randomInt(r, 2);
    const wants = Float64Array.from({ length: 60 }, (_, item) => Number(item % 2 === parity));
    return { past: pastOf(wants, 10, 60, r), wants };
  },
};

/** Somebody who has done two things so far. */
export const newUsers: RecommendWorld = {
  ...taste,
  name: 'new users',
  share: 0.4,
  draw(r) {
    const { past, wants } = taste.draw(r);
    return { past: past.slice(0, r() < 0.5 ? 2 : 10), wants };
  },
};

/** Items that came after training, and only their attributes tell whom they are for. */
export const newItems: RecommendWorld = {
  ...taste,
  name: 'new items',
  foundBy: (traits) => personal(traits) && traits.coldItems === true,
  all: 100,
  from: 80,
  share: 0.85,
  draw(r) {
    const wants = tasteFor(randomInt(r, GROUPS), 100);
    return { past: pastOf(wants, 10, 80, r), wants };
  },
};

const RING = 50;
/** After each item comes the next one, 8 times out of 10. */
export const ring: RecommendWorld = {
  name: 'ring',
  foundBy: (traits) => traits.sequence === true,
  items: RING,
  all: RING,
  repeats: true,
  share: 0.6,
  kind: () => 0,
  draw(r) {
    const past = [randomInt(r, RING)];
    while (past.length < 12) past.push(r() < 0.8 ? (past.at(-1)! + 1) % RING : randomInt(r, RING));
    const wants = new Float64Array(RING).fill(0.2 / RING);
    wants[(past.at(-1)! + 1) % RING]! += 0.8;
    return { past, wants };
  },
};

const CIRCLE = 60;
/** What a user wants is what his friends did; his own past and all others tell nothing of it. */
export const circles: RecommendWorld = {
  name: 'circles',
  foundBy: (traits) => traits.needs.includes('friends'),
  items: CIRCLE,
  all: CIRCLE,
  repeats: true,
  share: 0.8,
  kind: () => 0,
  draw(r) {
    const some = (length: number): number[] => Array.from({ length }, () => randomInt(r, CIRCLE));
    const friends = Array.from({ length: 4 }, () => some(3));
    const wants = new Float64Array(CIRCLE).fill(0.1 / CIRCLE);
    for (const item of friends.flat()) wants[item]! += 0.9 / 12;
    return { past: some(6), wants, friends };
  },
};

export const recommendWorlds: readonly RecommendWorld[] = [
  taste,
  checkerboard,
  newUsers,
  newItems,
  ring,
  circles,
];

/** What there is to know of the first `size` items. */
export function catalogueOf(world: RecommendWorld, size: number): Catalogue {
  const items = Array.from({ length: size }, (_, item) => item);
  const kinds = Int32Array.from(items, world.kind);
  const added = Float64Array.from(items, (item) => START + item * HOUR);
  return itemsOf(
    {
      rows: size,
      schema: [
        { name: 'genre', type: 'nominal', dictionary: KINDS },
        { name: 'minutes', type: 'continuous' },
        { name: 'plot', type: 'text' },
      ],
      columns: new Map<string, ReturnType<typeof numberColumn | typeof categoryColumn | typeof textColumn>>([
        [
          'genre',
          categoryColumn(
            kinds.map((kind, item) => (item % 11 === 10 ? -1 : kind)),
            KINDS,
          ),
        ],
        [
          'minutes',
          numberColumn(
            Float64Array.from(kinds, (kind, i) => (i % 7 === 6 ? Number.NaN : 60 + 30 * kind + (i % 5))),
          ),
        ],
        [
          'plot',
          textColumn(items.map((item) => (item % 9 === 8 ? null : `${WORDS[kinds[item]!]} story ${item}`))),
        ],
      ]),
    },
    added,
  );
}

/** Users who did things a day apart, each from a day of his own. */
export function trainingSet(world: RecommendWorld, users: number, seed: number, timed = true): RetrievalSet {
  const r = random(seed);
  const pasts = Array.from({ length: users }, () => world.draw(r).past);
  const columns = pasts.flatMap((past, u) =>
    past.map((item, i) => ({ u, item, at: START + (u % 20) * DAY + i * DAY })),
  );
  return {
    events: interactionsFrom(users, world.items, {
      user: Int32Array.from(columns, (e) => e.u),
      item: Int32Array.from(columns, (e) => e.item),
      at: timed ? Float64Array.from(columns, (e) => e.at) : null,
      weight: null,
    }),
    catalogue: catalogueOf(world, world.items),
    users: {
      rows: users,
      schema: [{ name: 'country', type: 'nominal', dictionary: COUNTRIES }],
      columns: new Map([
        [
          'country',
          categoryColumn(
            Int32Array.from(pasts, (_, u) => u % 2),
            COUNTRIES,
          ),
        ],
      ]),
    },
  };
}

/** Somebody who did these things, a day apart, the last of them yesterday. */
export const queryOf = (past: readonly number[], weights?: readonly number[]): Query => ({
  length: past.length,
  item: Int32Array.from(past),
  weight: Float32Array.from(past, (_, i) => weights?.[i] ?? 1),
  at: Float64Array.from(past, (_, i) => START + (30 + i - past.length) * DAY),
  now: START + 30 * DAY,
  context: { country: 'fr' },
});

/** Others of the same world, who were not there at training. */
export function askers(world: RecommendWorld, users: number, seed: number): Asked[] {
  const r = random(seed);
  return Array.from({ length: users }, () => {
    const { past, wants, friends } = world.draw(r);
    const query = queryOf(past);
    return { query: friends ? { ...query, friends: friends.map((one) => queryOf(one)) } : query, wants };
  });
}

/** Share of what the user wants that the first ten hold, of what he does not know yet. */
export function foundInTen(
  scores: Float32Array,
  { query, wants }: Asked,
  { repeats, from = 0 }: RecommendWorld,
): number {
  const known = new Set(repeats ? [] : query.item);
  const open = Array.from(wants.keys()).filter((item) => item >= from && !known.has(item));
  const order = open
    .filter((item) => scores[item]! > -Infinity)
    .sort((a, b) => scores[b]! - scores[a]! || a - b);
  const sumOf = (items: readonly number[]): number => items.reduce((sum, item) => sum + wants[item]!, 0);
  return sumOf(order.slice(0, 10)) / sumOf(open);
}

import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { NEVER, type Query, type RetrievalSet, type Retriever } from '../contracts/retriever.ts';
import type { State } from '../contracts/state.ts';
import { fail } from '../errors/fail.ts';
import { nearest } from '../errors/nearest.ts';
import { StandingOrder } from '../kernels/standing-order.ts';
import { type Interactions, someInteractions } from '../table/interactions.ts';
import { preferencesOf } from '../table/preferences.ts';

/** Milliseconds of an hour and of a day. */
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const params = {
  days: {
    type: 'number',
    default: 0,
    min: 0,
    max: 100_000,
    unit: 'days',
    about: 'Counts only events of the last so many days of the training events; 0 = of all time.',
  },
  segment: {
    type: 'text',
    default: '',
    about:
      'Counts apart for each value of this column of users (country, language), or "hour" for each hour of the day (UTC); empty = for all alike.',
  },
  prior: {
    type: 'number',
    default: 50,
    min: 0,
    max: 1_000_000,
    unit: 'users',
    about:
      "Of segments: how many users' worth of the whole is added to the counts of a segment, so that small ones borrow.",
  },
} as const satisfies ParamSpecs;

/** shares [segments + 1][items]: of all users, then of each segment, the share of users who are for the item. */
interface PopularState extends State {
  readonly facts: { readonly items: number; readonly segment: string; readonly values: readonly string[] };
  readonly arrays: { readonly shares: Float32Array };
}

/**
 * How many users are for an item, each once, whoever asks: by segment where `query.context` names one that training knew.
 * O(events + segments x items) to fit, O(items) to score.
 *
 * Refuses a segment that is not a column of categories of the users with 'recommend/segment-unknown'.
 */
export const mostPopular: Retriever<ParamsOf<typeof params>, PopularState> = {
  room: 'retrievers',
  name: 'most-popular',
  version: 1,
  about: 'What most users are for: of all time or lately, for all or by segment.',
  params,
  traits: { tier: 'baseline', needs: [], coldUsers: true, grid: [{}, { days: 30 }] },
  fit(set, { days, segment, prior }, run) {
    run.checkCancelled();
    const { items } = set.events;
    const recent = days === 0 ? set.events : lately(set.events, days * DAY);
    const of = segmentsOf({ ...set, events: recent }, segment);
    const shares = new Float32Array((of.values.length + 1) * items);
    shares.set(sharesOf(recent));
    of.values.forEach((_, value) => {
      run.checkCancelled();
      const own = countsOf(someInteractions(recent, (event) => of.segment(event) === value));
      for (let i = 0; i < items; i++)
        shares[(value + 1) * items + i] =
          (own.count[i]! + prior * shares[i]!) / Math.max(own.users + prior, Number.MIN_VALUE);
    });
    return { facts: { items, segment, values: of.values }, arrays: { shares } };
  },
  open({ facts: { items, segment, values }, arrays: { shares } }) {
    const places = new Map(values.map((value, i) => [value, i + 1]));
    const sharesFor = ({ context, now }: Query): Float32Array => {
      const value = segment === 'hour' ? hourOf(now) : context[segment];
      const from = (places.get(String(value)) ?? 0) * items;
      return shares.subarray(from, from + items);
    };
    const orders = new Map<number, StandingOrder>();
    const orderOf = (of: Float32Array): StandingOrder => {
      const order = orders.get(of.byteOffset) ?? new StandingOrder(of);
      orders.set(of.byteOffset, order);
      return order;
    };
    return {
      items,
      score(query, catalogue, out) {
        out.set(sharesFor(query));
        out.fill(NEVER, items, catalogue.size);
      },
      best: (query, _catalogue, excluded, best) => orderOf(sharesFor(query)).best(excluded, best),
    };
  },
};

/** Events of the last so many milliseconds, without those whose time is unknown; all, where no time is known. */
function lately(events: Interactions, span: number): Interactions {
  const last = events.at.reduce((most, at) => (Number.isNaN(at) ? most : Math.max(most, at)), -Infinity);
  if (last === -Infinity) return events;
  return someInteractions(events, (event) => events.at[event]! > last - span);
}

/** [items] users who are for each item, and how many users are for any. */
function countsOf(events: Interactions): { count: Float64Array; users: number } {
  const { item, start } = preferencesOf(events);
  const count = new Float64Array(events.items);
  for (const it of item) count[it]! += 1;
  let users = 0;
  for (let u = 0; u < events.users; u++) if (start[u + 1]! > start[u]!) users += 1;
  return { count, users };
}

function sharesOf(events: Interactions): Float64Array {
  const { count, users } = countsOf(events);
  return count.map((n) => n / Math.max(users, 1));
}

const hourOf = (at: number): string => String(Math.floor((((at % DAY) + DAY) % DAY) / HOUR));

interface Segments {
  readonly values: readonly string[];
  /** Place of an event's segment among the values. */
  segment(event: number): number;
}

function segmentsOf({ events, users }: RetrievalSet, name: string): Segments {
  if (name === '') return { values: [], segment: () => -1 };
  if (name === 'hour')
    return {
      values: Array.from({ length: 24 }, (_, hour) => String(hour)),
      segment: (event) => Number(hourOf(events.at[event]!)),
    };
  const column = users?.columns.get(name);
  if (column?.form !== 'category') {
    const known = [...(users?.columns ?? [])].filter(([, c]) => c.form === 'category').map(([key]) => key);
    throw fail('recommend/segment-unknown', { segment: name, known, near: nearest(name, known) });
  }
  const userOf = new Int32Array(events.item.length);
  for (let u = 0; u < events.users; u++) userOf.fill(u, events.start[u]!, events.start[u + 1]!);
  return { values: column.dictionary, segment: (event) => column.codes[userOf[event]!]! };
}

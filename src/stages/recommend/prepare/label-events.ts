import type { LabelRule } from '../../../contracts/recommend-design.ts';
import { eventWeight } from '../../../recipe/recommender/event-weight.ts';
import { type Happenings, joinOutcomes } from '../../../table/join-outcomes.ts';
import type { CodedEvents } from './coded-events.ts';

const MINUTE_MS = 60_000;
type Events = Pick<CodedEvents, 'user' | 'item' | 'at' | 'value' | 'action' | 'request' | 'shown'>;

/**
 * [events] how much each event speaks for its item: `eventWeight`, as for an event that comes while a system is served; but
 * where the rule says what it must follow, an event that speaks for its item and follows none of that counts 0.
 *
 * impression: the action that says that an item was shown, which those of `shown` have.
 */
export function labelEvents(events: Events, rule: LabelRule, impression: string | null = null): Float32Array {
  const { user, value, action } = events;
  const name = (i: number): string | null => action?.dictionary[action.codes[i]!] ?? null;
  const weight = Float32Array.from(user, (_, i) => eventWeight(rule, name(i), value?.[i] ?? Number.NaN));
  if (rule.after === undefined || events.at === null) return weight;
  const before = Int32Array.from(user.keys()).filter((i) => rule.after!.includes(name(i) ?? ''));
  const shown = impression !== null && rule.after.includes(impression) ? events.shown : null;
  const touches = joined(happenings(events, before), shown);
  const positive = Int32Array.from(user.keys()).filter((i) => weight[i]! > 0);
  const { touch } = joinOutcomes(touches, happenings(events, positive), MINUTE_MS * rule.withinMinutes!);
  positive.forEach((i, o) => {
    if (touch[o]! < 0) weight[i] = 0;
  });
  return weight;
}

/**
 * [impressions] the weights of the events that followed each within the window and speak for its item, added up: natural
 * labels. weight: [events] as `labelEvents` tells it.
 */
export function impressionGains(events: Events, weight: Float32Array, windowMinutes: number): Float32Array {
  const { shown, user } = events;
  const gain = new Float32Array(shown?.user.length ?? 0);
  if (shown === null || events.at === null) return gain;
  const positive = Int32Array.from(user.keys()).filter((i) => weight[i]! > 0);
  const { touch } = joinOutcomes(shown, happenings(events, positive), MINUTE_MS * windowMinutes);
  touch.forEach((t, o) => {
    if (t >= 0) gain[t]! += weight[positive[o]!]!;
  });
  return gain;
}

const happenings = ({ user, item, at, request }: Events, rows: Int32Array): Happenings => ({
  user: rows.map((i) => user[i]!),
  item: rows.map((i) => item[i]!),
  at: Float64Array.from(rows, (i) => at![i]!),
  request: request && rows.map((i) => request[i]!),
});

/** Both one after the other. */
function joined(a: Happenings, b: Happenings | null): Happenings {
  if (b === null) return a;
  const request = (of: Happenings): Int32Array => of.request ?? new Int32Array(of.user.length).fill(-1);
  return {
    user: concat(a.user, b.user),
    item: concat(a.item, b.item),
    at: concat(a.at, b.at),
    request: concat(request(a), request(b)),
  };
}

function concat<A extends Int32Array | Float64Array>(a: A, b: A): A {
  const out = new (a.constructor as new (length: number) => A)(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}

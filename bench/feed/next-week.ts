import type { FeedLog } from '../../src/contracts/feed-log.ts';
import { resolveParams } from '../../src/contracts/params.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { historyQuery } from '../../src/explain/ranking/history-query.ts';
import { transitions } from '../../src/retrievers/transitions.ts';
import { bareCatalogue } from '../../src/table/catalogue.ts';
import { interactionsFrom } from '../../src/table/interactions.ts';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
const PLACES = 10;

/** A reader at the beginning of a week, what he might be shown, and what he then opens for the first time. */
export interface Asked {
  readonly reader: number;
  readonly at: number;
  /** Events of the log before. */
  readonly before: number;
  readonly candidates: Int32Array;
  readonly wanted: ReadonlySet<number>;
}

/** Scores of the candidates of somebody who is asked. */
export type Order = (asked: Asked) => ArrayLike<number>;

/** Everybody who is asked in the weeks from an instant to another, week by week; an order may rely on that. */
export function askedOf(log: FeedLog, opens: string, days: number, from: number, to: number): Asked[] {
  const code = log.types.indexOf(opens);
  const asked: Asked[] = [];
  const end = Math.min(to, log.at.at(-1)!);
  for (let at = from; at + WEEK_MS <= end; at += WEEK_MS) {
    const before = log.at.findIndex((instant) => instant >= at);
    const known = new Set<number>();
    const recent = new Set<number>();
    const opened = new Map<number, Set<number>>();
    const wanted = new Map<number, Set<number>>();
    for (let e = 0; e < log.at.length && log.at[e]! < at + WEEK_MS; e++) {
      const [reader, post] = [log.reader[e]!, log.post[e]!];
      if (post < 0 || reader < 0) continue;
      if (e < before) known.add(post);
      if (log.type[e] !== code) continue;
      if (e < before && log.at[e]! >= at - days * DAY_MS) recent.add(post);
      const own = opened.get(reader) ?? new Set();
      opened.set(reader, own);
      if (e < before) own.add(post);
      else if (known.has(post) && !own.has(post))
        wanted.set(reader, (wanted.get(reader) ?? new Set()).add(post));
    }
    for (const [reader, of] of wanted) {
      const own = opened.get(reader)!;
      const candidates = Int32Array.from(recent)
        .filter((post) => !own.has(post))
        .sort();
      asked.push({ reader, at, before, candidates, wanted: of });
    }
  }
  return asked;
}

/** [asked] NDCG of the first ten; of equal scores the lower post goes first. */
export function ndcgOf(asked: readonly Asked[], order: Order): Float64Array {
  return Float64Array.from(asked, (one) => {
    const score = order(one);
    const places = Int32Array.from(one.candidates.keys()).sort((a, b) => score[b]! - score[a]! || a - b);
    let [got, ideal] = [0, 0];
    for (let i = 0; i < PLACES; i++) {
      const by = 1 / Math.log2(i + 2);
      if (i < one.wanted.size) ideal += by;
      if (i < places.length && one.wanted.has(one.candidates[places[i]!]!)) got += by;
    }
    return got / ideal;
  });
}

/** By opens until then, each counting half after so many days; Infinity = all count alike. */
export function popularity(log: FeedLog, opens: string, halfLifeDays: number): Order {
  const code = log.types.indexOf(opens);
  const heat = new Float64Array(log.posts.length);
  let [event, last] = [0, 0];
  return ({ before, at, candidates }) => {
    if (before < event) {
      heat.fill(0);
      [event, last] = [0, 0];
    }
    const decayed = 2 ** (-(at - last) / (halfLifeDays * DAY_MS));
    if (at !== last) for (let p = 0; p < heat.length; p++) heat[p]! *= decayed;
    for (; event < before; event++)
      if (log.type[event] === code && log.post[event]! >= 0)
        heat[log.post[event]!]! += 2 ** (-(at - log.at[event]!) / (halfLifeDays * DAY_MS));
    last = at;
    return Float64Array.from(candidates, (post) => heat[post]!);
  };
}

/** By what others opened next after what the reader opened, learned anew each week; ties by popularity. */
export function itemTransitions(log: FeedLog, opens: string, ties: Order): Order {
  const code = log.types.indexOf(opens);
  const catalogue = bareCatalogue(log.posts.length);
  const { params } = resolveParams(transitions.name, transitions.params, {});
  const out = new Float32Array(log.posts.length);
  let week = -1;
  let score: (reader: number, at: number) => void = () => {};
  return (asked) => {
    if (asked.before !== week) {
      week = asked.before;
      const rows = Int32Array.from({ length: week }, (_, e) => e).filter(
        (e) => log.type[e] === code && log.post[e]! >= 0 && log.reader[e]! >= 0,
      );
      const events = interactionsFrom(log.readers.length, log.posts.length, {
        user: rows.map((e) => log.reader[e]!),
        item: rows.map((e) => log.post[e]!),
        at: Float64Array.from(rows, (e) => log.at[e]!),
        weight: new Float32Array(rows.length).fill(1),
      });
      const state = transitions.fit({ events, catalogue, users: null }, params as never, quietRun());
      const open = transitions.open(state as never);
      score = (reader, at) => open.score(historyQuery(events, reader, 50, at, {}), catalogue, out);
    }
    score(asked.reader, asked.at);
    const tie = ties(asked);
    return Float64Array.from(asked.candidates, (post, i) => Math.max(out[post]!, -1) + 1e-9 * tie[i]!);
  };
}

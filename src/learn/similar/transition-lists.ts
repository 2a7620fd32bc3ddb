import type { Run } from '../../contracts/run.ts';
import type { Interactions } from '../../table/interactions.ts';
import { growLists } from './grow-lists.ts';
import type { NeighbourLists } from './neighbour-lists.ts';
import { SparseSums } from './sparse-sums.ts';

export interface TransitionSettings {
  /** Steps ahead that are counted. */
  readonly window: number;
  /** A step further ahead counts by this factor less. */
  readonly fade: number;
  /** Longest time between two events of a session, milliseconds. */
  readonly session: number;
  /** How much a step within a session counts backwards, too. */
  readonly backward: number;
  /** Steps that are added to those from an item, so that those of rare items are believed less. */
  readonly shrink: number;
  /** Exponent of how often the item of arrival occurs, by which a share is divided. */
  readonly rare: number;
  /** Items that are kept of each item. */
  readonly neighbours: number;
}

/** Items in the order in which a user came by them, users one after the other. */
interface Steps {
  /** [steps] */
  readonly item: Int32Array;
  /** [steps] a number for each session. */
  readonly session: Int32Array;
  /** [steps] the last step of the same user. */
  readonly end: Int32Array;
  /** [steps] the first step of the same user. */
  readonly begin: Int32Array;
}

/** Events that speak for their item, without those that repeat the one before. */
function stepsOf({ users, start, item, at, weight }: Interactions, longest: number): Steps {
  const n = item.length;
  const out = {
    item: new Int32Array(n),
    session: new Int32Array(n),
    end: new Int32Array(n),
    begin: new Int32Array(n),
  };
  let steps = 0;
  let session = 0;
  for (let u = 0; u < users; u++) {
    const begin = steps;
    let last = Number.NaN;
    session += 1;
    for (let e = start[u]!; e < start[u + 1]!; e++) {
      if (!(weight[e]! > 0)) continue;
      if (at[e]! - last > longest) session += 1;
      last = at[e]!;
      if (steps > begin && out.item[steps - 1] === item[e]) continue;
      out.item[steps] = item[e]!;
      out.session[steps++] = session;
    }
    out.begin.fill(begin, begin, steps);
    out.end.fill(steps - 1, begin, steps);
  }
  return {
    item: out.item.subarray(0, steps),
    session: out.session.subarray(0, steps),
    end: out.end.subarray(0, steps),
    begin: out.begin.subarray(0, steps),
  };
}

/** The places of each item among the steps: compressed rows. */
function placesOf(items: number, item: Int32Array): { start: Int32Array; place: Int32Array } {
  const start = new Int32Array(items + 1);
  for (const it of item) start[it + 1]! += 1;
  for (let i = 0; i < items; i++) start[i + 1]! += start[i]!;
  const next = start.slice(0, items);
  const place = new Int32Array(item.length);
  item.forEach((it, s) => {
    place[next[it]!++] = s;
  });
  return { start, place };
}

/**
 * Where users go from each item: how often they come to another within so many steps, as a share of the times that they
 * were at the first. O(events x window).
 */
export function transitionLists(
  events: Interactions,
  settings: TransitionSettings,
  run: Run,
): NeighbourLists {
  const { window, fade, session: longest, backward, shrink, rare, neighbours } = settings;
  const { items } = events;
  const steps = stepsOf(events, longest);
  const { start, place } = placesOf(items, steps.item);
  const arrivals = Float64Array.from({ length: items }, (_, i) => (start[i + 1]! - start[i]!) ** rare);
  const factor = Float64Array.from({ length: window }, (_, ahead) => fade ** ahead);
  const sums = new SparseSums(items);
  const fill = (row: number, toItem: Int32Array, strength: Float32Array): number => {
    sums.clear();
    for (let p = start[row]!; p < start[row + 1]!; p++) {
      const s = place[p]!;
      const last = Math.min(s + window, steps.end[s]!);
      for (let t = s + 1; t <= last; t++) sums.add(steps.item[t]!, factor[t - s - 1]!);
      if (backward === 0) continue;
      const first = Math.max(s - window, steps.begin[s]!);
      for (let t = s - 1; t >= first && steps.session[t] === steps.session[s]; t--)
        sums.add(steps.item[t]!, backward * factor[s - t - 1]!);
    }
    const from = start[row + 1]! - start[row]! + shrink;
    for (let i = 0; i < sums.count; i++) {
      const to = sums.places[i]!;
      toItem[i] = to;
      strength[i] = sums.at(to) / (from * arrivals[to]!);
    }
    return sums.count;
  };
  run.checkCancelled();
  return growLists(items, items, neighbours, fill, (row) => {
    if (row % 1024 !== 0) return;
    run.checkCancelled();
    run.progress(row / items);
  });
}

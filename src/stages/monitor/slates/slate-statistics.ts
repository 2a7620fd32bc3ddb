import type { Measured } from '../../../contracts/evaluation.ts';
import type { FittedRecommender } from '../../../contracts/recommender.ts';
import type { SlateOperations, SlateStatistics } from '../../../contracts/slate-monitoring.ts';
import { wilson } from '../../../explain/wilson.ts';
import { ranks } from '../../../kernels/ranks.ts';
import { latencyMs } from '../operations.ts';
import type { SlateRow } from '../slate-rows.ts';

/** An item is fresh for so long after it came. */
const FRESH_DAYS = 7;
const DAY_MS = 86_400_000;
/** The most popular of so many items are the head. */
const HEAD = 0.01;

/** Slates as work done. rows: the latest, oldest first. */
export function slateOperations(rows: readonly SlateRow[]): SlateOperations {
  const from = rows[0]?.at ?? null;
  const to = rows.at(-1)?.at ?? null;
  const seconds = from === null || to === null ? 0 : (to - from) / 1000;
  const degraded: Record<string, number> = {};
  for (const row of rows)
    if (row.degraded !== undefined) degraded[row.degraded] = (degraded[row.degraded] ?? 0) + 1;
  return {
    slates: rows.length,
    from,
    to,
    perSecond: seconds > 0 ? (rows.length - 1) / seconds : null,
    latencyMs: latencyMs(rows.map((row) => row.micros)),
    degraded,
    degradedShare: shareOf(rows, (row) => row.degraded !== undefined),
  };
}

/** What is known of items and users by the version that is watched. */
export interface KnownToVersion {
  /** Index of an item that it learned of; undefined of others. */
  item(id: string): number | undefined;
  knowsUser(id: string): boolean;
  readonly catalogue: FittedRecommender['catalogue'];
  readonly popularity: Float32Array;
}

/** What slates showed. Items that came after training are fresh and cold. O(items + places shown). */
export function slateStatistics(rows: readonly SlateRow[], known: KnownToVersion): SlateStatistics {
  const { catalogue, popularity } = known;
  const place = ranks(Float64Array.from(popularity));
  const met = new Uint8Array(catalogue.size);
  const sources: Record<string, number> = {};
  let [shown, popular, head, cold, fresh] = [0, 0, 0, 0, 0];
  for (const { items, sources: from, at } of rows)
    items.forEach((id, i) => {
      shown++;
      sources[from[i]!] = (sources[from[i]!] ?? 0) + 1;
      const item = known.item(id);
      if (item === undefined) {
        cold++;
        fresh++;
        return;
      }
      met[item] = 1;
      popular += place[item]! / catalogue.size;
      if (place[item]! > (1 - HEAD) * catalogue.size) head++;
      if (popularity[item] === 0) cold++;
      if (catalogue.addedAt[item]! > at - FRESH_DAYS * DAY_MS) fresh++;
    });
  const ofShown = (count: number): number | null => (shown === 0 ? null : count / shown);
  const items = catalogue.live.reduce((sum, live) => sum + live, 0);
  const covered = met.reduce((sum, one, i) => sum + (one & catalogue.live[i]!), 0);
  return {
    slates: rows.length,
    shown,
    empty: shareOf(rows, (row) => row.items.length === 0),
    short: shareOf(rows, (row) => row.items.length < row.k),
    coverage: items === 0 || rows.length === 0 ? null : covered / items,
    popularity: ofShown(popular),
    head: ofShown(head),
    cold: ofShown(cold),
    fresh: ofShown(fresh),
    freshDays: FRESH_DAYS,
    sources: Object.fromEntries(Object.entries(sources).map(([name, count]) => [name, count / shown])),
    newcomers: shareOf(rows, ({ user }) => user === null || !known.knowsUser(user)).value,
  };
}

function shareOf<R>(rows: readonly R[], holds: (row: R) => boolean): Measured {
  if (rows.length === 0) return { value: null, low: null, high: null };
  const hits = rows.reduce((sum, row) => sum + (holds(row) ? 1 : 0), 0);
  return { value: hits / rows.length, ...wilson(hits, rows.length) };
}

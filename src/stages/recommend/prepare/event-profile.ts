import type { EventProfile } from '../../../contracts/event-facts.ts';
import type { RecommendData } from '../../../contracts/recommend-data.ts';
import { quantile } from '../../../kernels/quantile.ts';
import type { CodedEvents } from './coded-events.ts';

const SHARES = [0, 0.25, 0.5, 0.75, 0.9, 0.99, 1];
/** Points of the popularity curve. */
const POINTS = 40;
const MOST_BARS = 20;

/** What there is to see of events before anything is learned from them. O(events + items log items). */
export function eventProfile(coded: CodedEvents, pairs: number, { events }: RecommendData): EventProfile {
  const perItem = new Float64Array(events.items);
  for (const item of coded.item) perItem[item]! += 1;
  const met = perItem.filter((n) => n > 0).sort();
  const perUser = Float64Array.from(coded.userIds, (_, u) => events.start[u + 1]! - events.start[u]!).sort();
  const all = coded.item.length;
  const { weight } = events;
  return {
    density: all === 0 ? 0 : pairs / (perUser.length * met.length),
    perUser: SHARES.map((share) => quantile(perUser, share)),
    perItem: SHARES.map((share) => quantile(met, share)),
    popularity: popularityCurve(met),
    repeated: all === 0 ? 0 : 1 - pairs / all,
    positive: weight.reduce((n, w) => n + (w > 0 ? 1 : 0), 0),
    negative: weight.reduce((n, w) => n + (w < 0 ? 1 : 0), 0),
    neutral: weight.reduce((n, w) => n + (w === 0 ? 1 : 0), 0),
    actions: actionCounts(coded.action),
    values: valueBars(coded.value),
    unmet: events.items - met.length,
  };
}

/** ascending: events of each item. */
function popularityCurve(ascending: Float64Array): EventProfile['popularity'] {
  const n = ascending.length;
  const all = ascending.reduce((sum, v) => sum + v, 0);
  const curve = [{ items: 0, events: 0 }];
  let sum = 0;
  for (let i = 0; i < n; i++) {
    sum += ascending[n - 1 - i]!;
    // Points lie closer where the curve bends: among the most popular.
    const due = (curve.length / POINTS) ** 2 * n;
    if (i + 1 >= due || i === n - 1) curve.push({ items: (i + 1) / n, events: sum / all });
  }
  return curve;
}

function actionCounts(action: CodedEvents['action']): EventProfile['actions'] {
  if (action === null) return [];
  const counts = new Map<number, number>();
  for (const code of action.codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return (
    action.dictionary
      .map((name, code) => ({ action: name, events: counts.get(code) ?? 0 }))
      // What only says that something was shown is no event here.
      .filter(({ events }) => events > 0)
      .sort((a, b) => b.events - a.events)
  );
}

/** One bar for each value where there are few, else bars of equal width. */
function valueBars(values: Float64Array | null): EventProfile['values'] {
  const counts = new Map<number, number>();
  for (const v of values ?? []) if (!Number.isNaN(v)) counts.set(v, (counts.get(v) ?? 0) + 1);
  const different = [...counts].sort(([a], [b]) => a - b);
  if (different.length <= MOST_BARS) return different.map(([v, events]) => ({ from: v, to: v, events }));
  const low = different[0]![0];
  const width = (different.at(-1)![0] - low) / MOST_BARS;
  const bars = new Float64Array(MOST_BARS);
  for (const [v, n] of different) bars[Math.min(MOST_BARS - 1, Math.floor((v - low) / width))]! += n;
  return Array.from(bars, (events, b) => ({ from: low + b * width, to: low + (b + 1) * width, events }));
}

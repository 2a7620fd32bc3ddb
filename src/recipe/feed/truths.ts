import type { FeedDesign, FeedHead } from '../../contracts/feed-design.ts';
import type { FeedLog } from '../../contracts/feed-log.ts';
import { quantile } from '../../kernels/quantile.ts';
import type { Pages } from './pages.ts';

/** A row is settled once this share of all actions would have come. */
const SETTLED = 0.99;

/**
 * What came of each row, by head: 0 or 1, or the amount.
 *
 * An action belongs to the page of its own request if that showed the post before, else to the newest page that did, within
 * the window. NaN: the head it is given did not come true; or the log ends before 99 % of such actions would have come, so
 * that nobody knows yet. O(events x heads + rows).
 */
export function truthsOf(
  log: FeedLog,
  pages: Pages,
  { heads, windowMinutes }: Pick<FeedDesign['framing'], 'heads' | 'windowMinutes'>,
): Float64Array[] {
  const rows = pages.post.length;
  const truth = heads.map(() => new Float64Array(rows));
  const lags: number[][] = heads.map(() => []);
  const shownAt = timesOf(log, pages);
  const told = log.types.map((type) => [...heads.keys()].filter((h) => heads[h]!.actions.includes(type)));
  const find = rowFinder(log, pages);
  for (let e = 0; e < log.at.length; e++) {
    const row = find(e);
    const lag = row < 0 ? Number.NaN : log.at[e]! - shownAt[row]!;
    if (!(lag <= windowMinutes * 60_000)) continue;
    for (const h of told[log.type[e]!]!) {
      const brings = broughtBy(heads[h]!, log.value[e]!);
      if (brings === 0) continue;
      if (heads[h]!.kind === 'amount') truth[h]![row]! += brings;
      else truth[h]![row] = 1;
      lags[h]!.push(lag);
    }
  }
  const end = log.at.at(-1) ?? 0;
  heads.forEach(({ given }, h) => {
    const asked = given === null ? null : truth[heads.findIndex(({ name }) => name === given)]!;
    const settles = lags[h]!.length === 0 ? 0 : quantile(Float64Array.from(lags[h]!).sort(), SETTLED);
    for (let r = 0; r < rows; r++)
      if ((asked !== null && asked[r] !== 1) || shownAt[r]! + settles > end) truth[h]![r] = Number.NaN;
  });
  return truth;
}

/** What an event brings to a head: 0 = it says nothing of it. */
function broughtBy({ kind, atLeast, below }: FeedHead, value: number): number {
  if (kind === 'amount') return Number.isNaN(value) ? 0 : value;
  const high = atLeast === null || value >= atLeast;
  const low = below === null || value < below;
  return high && low ? 1 : 0;
}

/** [rows] when each was shown, milliseconds since 1970; of drawn ones when their page was. */
function timesOf(log: FeedLog, { first, start, shown }: Pages): Float64Array {
  const at = new Float64Array(shown.length);
  for (let p = 0; p < first.length; p++)
    for (let r = start[p]!; r < start[p + 1]!; r++) at[r] = log.at[shown[r]! < 0 ? first[p]! : shown[r]!]!;
  return at;
}

/** For each event, asked one after the other: the row that it belongs to, -1 = none. */
function rowFinder(log: FeedLog, { shown }: Pages): (event: number) => number {
  const { reader, post, request, posts } = log;
  const rowShownBy = new Int32Array(log.at.length).fill(-1);
  shown.forEach((e, row) => {
    if (e >= 0) rowShownBy[e] = row;
  });
  const newest = new Map<number, number>();
  const ofRequest = new Map<number, number>();
  return (e) => {
    if (reader[e]! < 0 || post[e]! < 0) return -1;
    const pair = reader[e]! * posts.length + post[e]!;
    const asked = request[e]! * posts.length + post[e]!;
    const row = rowShownBy[e]!;
    if (row >= 0) {
      newest.set(pair, row);
      if (request[e]! >= 0) ofRequest.set(asked, row);
    }
    return (request[e]! >= 0 ? ofRequest.get(asked) : undefined) ?? newest.get(pair) ?? -1;
  };
}

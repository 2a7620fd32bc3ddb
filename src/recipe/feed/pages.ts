import type { FeedLog } from '../../contracts/feed-log.ts';

/** Posts in front of readers, before anything is known of what came of it: oldest page first. */
export interface Pages {
  /** [pages] event of the log that each begins with: what was known of the reader is what came before it. Rising. */
  readonly first: Int32Array;
  /** [pages + 1] rows of page p are start[p] .. start[p + 1] - 1. */
  readonly start: Int32Array;
  /** [rows] */
  readonly post: Int32Array;
  /** [rows] event that says that the post was shown; -1 = drawn, nobody says so. */
  readonly shown: Int32Array;
}

/** Impressions of a reader that no request holds together belong to one page while they follow within this time. */
const ONE_PAGE_MS = 60_000;

/**
 * The pages of a log that notes impressions: those of one request, else those of a reader that follow each other within a
 * minute. A post that a page showed twice is on it once. Rows by position where it is known, else in order of the log.
 * O(events).
 */
export function loggedPages(log: FeedLog, type: string): Pages {
  const code = log.types.indexOf(type);
  const { readers, posts } = log;
  const first: number[] = [];
  const sizes: number[] = [];
  const page: number[] = [];
  const shown: number[] = [];
  const byRequest = new Map<number, number>();
  const open = new Map<number, { page: number; at: number }>();
  const onPage = new Set<number>();
  for (let e = 0; e < log.at.length; e++) {
    const [reader, post, request, at] = [log.reader[e]!, log.post[e]!, log.request[e]!, log.at[e]!];
    if (log.type[e] !== code || reader < 0 || post < 0) continue;
    const named = request * readers.length + reader;
    const last = open.get(reader);
    const found =
      request >= 0 ? byRequest.get(named) : last && at - last.at <= ONE_PAGE_MS ? last.page : undefined;
    const p = found ?? first.length;
    if (found === undefined) {
      first.push(e);
      sizes.push(0);
    }
    if (request >= 0) byRequest.set(named, p);
    else open.set(reader, { page: p, at });
    const key = p * posts.length + post;
    if (onPage.has(key)) continue;
    onPage.add(key);
    sizes[p]! += 1;
    page.push(p);
    shown.push(e);
  }
  const start = startsOf(sizes);
  const rows = rowsByPage(page, shown, start, log.position);
  return { first: Int32Array.from(first), start, post: rows.map((e) => log.post[e]!), shown: rows };
}

/** [pages + 1] the first row of each page. */
export function startsOf(sizes: readonly number[]): Int32Array {
  const start = new Int32Array(sizes.length + 1);
  sizes.forEach((size, p) => {
    start[p + 1] = start[p]! + size;
  });
  return start;
}

/** Events, page by page, those of a page by position; where it is unknown they stay in their order. */
function rowsByPage(
  page: readonly number[],
  shown: readonly number[],
  start: Int32Array,
  position: Int16Array,
): Int32Array {
  const next = start.slice();
  const rows = new Int32Array(shown.length);
  shown.forEach((e, i) => {
    rows[next[page[i]!]!++] = e;
  });
  for (let p = 0; p + 1 < start.length; p++)
    rows.subarray(start[p], start[p + 1]).sort((a, b) => position[a]! - position[b]! || a - b);
  return rows;
}

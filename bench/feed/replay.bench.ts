import type { FeedLog, FeedOccasions } from '../../src/contracts/feed-log.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { random, randomInt } from '../../src/kernels/random.ts';
import { feedFeatures } from '../../src/recipe/feed/feed-features.ts';
import { replayFeatures } from '../../src/recipe/feed/replay-features.ts';
import { LogReplay } from '../../src/recipe/feed/replay-log.ts';
import { itemsOf } from '../../src/table/catalogue.ts';
import { type Column, categoryColumn, numberColumn } from '../../src/table/column.ts';
import { rules, TYPES } from './served-town.ts';

/**
 * Going through a log: CPU time of one thread to fold its events alone, and to write the rows to learn from on the way.
 * Readers come in sessions of a page of twenty posts and what they do with it.
 *
 * node bench/feed/replay.bench.ts [--events 1000000] [--rows 100000]
 */
const flag = (name: string, usual: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? usual : Number(process.argv[at + 1]);
};
const events = flag('events', 1_000_000);
const rows = flag('rows', 100_000);
const PAGE = 20;
const READERS = 100_000;
const POSTS = 100_000;
const AUTHORS = 5000;
const TOPICS = 60;
const START = Date.UTC(2026, 0, 1);
const SPAN_MS = 14 * 86_400_000;

const names = (prefix: string, n: number) => Array.from({ length: n }, (_, i) => `${prefix}${i}`);

function madeLog(): { log: FeedLog; occasions: FeedOccasions } {
  const r = random(2);
  const log = {
    type: new Uint8Array(events),
    reader: new Int32Array(events),
    post: new Int32Array(events),
    at: new Float64Array(events),
  };
  const starts: number[] = [];
  for (let e = 0; e < events; ) {
    const reader = Math.floor(READERS * r() ** 2);
    starts.push(e);
    const there = Math.floor((POSTS * (e + 1)) / events);
    const first = e;
    for (let i = 0; i < PAGE && e < events; i++, e++) {
      log.type[e] = 0;
      log.post[e] = Math.max(0, there - 1 - Math.floor(there * r() ** 4));
    }
    // What came of it.
    for (let i = 0; i < 5 && e < events; i++, e++) {
      log.type[e] = 1 + randomInt(r, TYPES.length - 1);
      log.post[e] = log.post[first + randomInt(r, Math.min(PAGE, e - first))]!;
    }
    log.reader.fill(reader, first, e);
    for (let i = first; i < e; i++) log.at[i] = START + (SPAN_MS * i) / events;
  }
  const schema = [
    { name: 'author', type: 'nominal', dictionary: names('a', AUTHORS) },
    { name: 'topic', type: 'nominal', dictionary: names('t', TOPICS) },
    ...rules.data.posts.vector.map((name) => ({ name, type: 'continuous' }) as const),
  ] as const;
  const each = Int32Array.from({ length: POSTS }, (_, p) => p);
  const columns = new Map<string, Column>([
    [
      'author',
      categoryColumn(
        each.map(() => Math.floor(AUTHORS * r() ** 2)),
        names('a', AUTHORS),
      ),
    ],
    [
      'topic',
      categoryColumn(
        each.map(() => randomInt(r, TOPICS)),
        names('t', TOPICS),
      ),
    ],
    ...rules.data.posts.vector.map(
      (name) => [name, numberColumn(Float64Array.from(each, () => r() - 0.5))] as const,
    ),
  ]);
  const published = Float64Array.from(each, (p) => START + (SPAN_MS * p) / POSTS);
  const none = {
    from: new Int32Array(0),
    to: new Int32Array(0),
    since: new Float64Array(0),
    closeness: new Float32Array(0),
  };
  const pages = Math.min(Math.ceil(rows / PAGE), starts.length);
  const before = Int32Array.from(
    { length: pages },
    (_, o) => starts[Math.floor((o * starts.length) / pages)]!,
  );
  return {
    log: {
      ...log,
      readers: names('r', READERS),
      posts: names('p', POSTS),
      types: TYPES,
      value: new Float64Array(events).fill(Number.NaN),
      request: new Int32Array(0),
      position: new Int16Array(0),
      propensity: new Float32Array(0),
      context: { rows: events, schema: [], columns: new Map() },
      catalogue: itemsOf({ rows: POSTS, schema, columns }, published),
      readerAttributes: null,
      follows: none,
      friends: none,
    },
    occasions: {
      size: pages,
      at: Float64Array.from(before, (b) => log.at[b]!),
      reader: before.map((b) => log.reader[b]!),
      before,
      moment: before,
      start: Int32Array.from({ length: pages + 1 }, (_, o) => o * PAGE),
      post: Int32Array.from(
        { length: pages * PAGE },
        (_, row) => log.post[Math.min(events - 1, before[Math.floor(row / PAGE)]! + (row % PAGE))]!,
      ),
      position: Int16Array.from({ length: pages * PAGE }, (_, row) => row % PAGE),
      propensity: new Float32Array(pages * PAGE),
      truth: [],
    },
  };
}

const cpuSeconds = (): number => process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6;
const { log, occasions } = madeLog();
const features = feedFeatures(rules, log.catalogue.attributes.schema, [], {
  reader: log.readers,
  'post:author': names('a', AUTHORS),
});
const said = `${features.columns.length} features, ${rules.aggregates.length} aggregates, ${rules.ratios.length} ratios`;
console.log(`${events} events, ${POSTS} posts, ${READERS} readers, ${said}`);
let start = cpuSeconds();
new LogReplay(rules, log, null).advance(events, Infinity);
const folded = cpuSeconds() - start;
console.log(`folded in ${folded.toFixed(1)} s CPU: ${(events / folded).toFixed(0)} events/s`);
start = cpuSeconds();
const { rows: written } = replayFeatures(
  log,
  occasions,
  features,
  new LogReplay(rules, log, null),
  quietRun(),
);
const replayed = cpuSeconds() - start;
console.log(`${written} rows on the way: ${replayed.toFixed(1)} s CPU`);

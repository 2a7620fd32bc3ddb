import { random } from '../../src/kernels/random.ts';
import { AggregateSet } from '../../src/recipe/aggregates/aggregate-set.ts';
import { feedAggregates } from './feed-aggregates.ts';

/**
 * Events through forty aggregates, and features read as of an impression, in one process on one thread. Beside it, in the
 * same run: the same counters as one would write them by hand, a Map of numbers by text key.
 *
 * node bench/aggregates/run.ts [millions of events] [read each nth]
 */
const EVENTS = Number(process.argv[2] ?? 2) * 1e6;
const EACH = Number(process.argv[3] ?? 10);
const POSTS = 100_000;
const READERS = 100_000;
const AUTHORS = 5_000;
const TOPICS = 40;
/** Events of a day: a feed of a hundred thousand readers. */
const STEP_MS = 86_400_000 / 2_000_000;

const events = { type: new Uint8Array(EVENTS), keys: new Int32Array(EVENTS * 4) };
const r = random(1);
/** Few are much, many are little. */
const skewed = (n: number): number => Math.floor(n * r() ** 3);
for (let i = 0; i < EVENTS; i++) {
  const post = skewed(POSTS);
  events.type[i] = r() < 0.85 ? 0 : 1 + Math.floor(4 * r());
  events.keys.set([post, (post * 7919) % AUTHORS, (post * 31) % TOPICS, skewed(READERS)], 4 * i);
}

function ours(): { seconds: number; reads: number; rows: number } {
  const set = new AggregateSet(feedAggregates);
  const out = new Float64Array(set.names.length);
  const types = feedAggregates.types;
  const event = { type: '', at: 0, seenAt: 0, value: 1, keys: new Int32Array(4) };
  const start = process.cpuUsage();
  let reads = 0;
  for (let i = 0; i < EVENTS; i++) {
    event.keys = events.keys.subarray(4 * i, 4 * i + 4);
    event.at = event.seenAt = i * STEP_MS;
    event.type = types[events.type[i]!]!;
    if (i % EACH === 0) {
      set.read(event.keys, event.at, out);
      reads += 1;
    }
    set.update(event);
  }
  return { seconds: cpuSeconds(start), reads, rows: set.rows };
}

/** Counters alone, without windows and fading: less than is asked for. */
function byHand(): number {
  const counters = new Map<string, number>();
  const start = process.cpuUsage();
  for (let i = 0; i < EVENTS; i++) {
    const type = events.type[i]!;
    for (const { name, by, counts } of feedAggregates.aggregates) {
      if (counts !== null && counts[feedAggregates.types[type]!] === undefined) continue;
      let key = name;
      for (const entity of by) key += `:${events.keys[4 * i + feedAggregates.entities.indexOf(entity)]}`;
      counters.set(key, (counters.get(key) ?? 0) + 1);
    }
  }
  return cpuSeconds(start);
}

const cpuSeconds = (start: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
};

const { seconds, reads, rows } = ours();
const memory = process.memoryUsage().rss / 2 ** 30;
console.log(
  `${(EVENTS / seconds / 1000).toFixed(0)}k events/s of CPU with ${reads.toLocaleString('en')} reads of ${feedAggregates.aggregates.length + feedAggregates.ratios.length} features among them; ${rows.toLocaleString('en')} keys, ${memory.toFixed(2)} GiB`,
);
if (EVENTS <= 2e6) console.log(`time of counters by hand (a Map): x ${(seconds / byHand()).toFixed(2)}`);

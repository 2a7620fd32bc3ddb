import { rmSync } from 'node:fs';
import { type Random, random, randomInt } from '../../src/kernels/random.ts';
import { poissonLoad } from '../recommend/poisson-load.ts';
import { load } from '../serve/load.ts';
import { allCpuMs, cpuMs, type Peer, rssMb, start } from '../serve/served-process.ts';
import { AWAY, DESIGN, EAGER, isAway, madeAct, STAR, servedTown } from './served-town.ts';

/**
 * POST /v1/feed as shipped (keys, validation, log and metrics on) over 100,000 posts and readers: open loop, Poisson
 * arrivals, while 500 events/s arrive in batches of ten; the server on core 0 alone, the load on core 1. Then the hard
 * loads, each at the first rate. Then how soon an event is known to pages of others, the most pages a second, the memory.
 *
 * node bench/feed/serve.bench.ts [--model shared-body] [--rates 50,100] [--seconds 20] [--node "--trace-gc"]
 *
 * On a machine that others use as well, times say little: beside them stands the CPU time of the thread that answers,
 * less that of the events, by page.
 */
const flag = (name: string, usual: string): string => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? usual : process.argv[at + 1]!;
};
const model = flag('model', 'shared-body');
const rates = flag('rates', '50,100').split(',').map(Number);
const seconds = Number(flag('seconds', '20'));
/** For the server's own Node; what it then writes is told on stderr. */
const nodeFlags = flag('node', '').split(' ').filter(Boolean);
const WARM_UP_SECONDS = 10;
const BATCH = 10;
const BATCHES_A_SECOND = 50;
const KEY = 'a-key-for-the-bench-only';
interface Load {
  readonly name: string;
  readonly bodyOf: () => string;
  readonly rate: number;
  /** Of ten events, those about one post, and which. */
  readonly hot?: { readonly share: number; readonly post: () => string };
  /** Posts that somebody publishes meanwhile, a second. */
  readonly published?: { readonly rate: number; readonly bodyOf: () => string };
}

const r = random(4);
const someReader = (draw: Random): number => {
  const { reader } = madeAct(draw);
  return isAway(reader) ? reader + AWAY : reader;
};
const eventsOf = (draw: Random, hot: Load['hot']): string =>
  JSON.stringify({
    events: Array.from({ length: BATCH }, (_, i) => {
      const { type, post } = madeAct(draw);
      const item = hot !== undefined && i < hot.share ? hot.post() : `p${post}`;
      return { type, user: `r${someReader(draw)}`, item };
    }),
  });
const pageOf = (reader: string): string => JSON.stringify({ reader, k: DESIGN.k });
const anybody = (): string => pageOf(`r${someReader(r)}`);

/** Posts of the author whom everybody follows. */
let ofStar = 0;
const starPost = (): string => {
  const vector = Array.from({ length: 16 }, (_, d) => [`v${d}`, r() - 0.5] as const);
  const attributes = { author: STAR, topic: `t${ofStar % 60}`, length: 100, ...Object.fromEntries(vector) };
  return JSON.stringify({ items: [{ item: `star${ofStar++}`, attributes }] });
};

/** Pages at this rate beside 500 events/s. */
async function both(peer: Peer, { bodyOf, rate, hot, published }: Load, over: number) {
  const draw = random(11 + rate);
  const events = (at: number) =>
    poissonLoad(`${peer.address}/v1/events`, KEY, () => eventsOf(draw, hot), BATCHES_A_SECOND, at, 7);
  const before = cpuMs(peer);
  await events(Math.min(over, 5));
  const aSecond = (cpuMs(peer) - before) / Math.min(over, 5);
  const [from, allFrom, began] = [cpuMs(peer), allCpuMs(peer), performance.now()];
  const [pages, told] = await Promise.all([
    poissonLoad(`${peer.address}/v1/feed`, KEY, bodyOf, rate, over),
    events(over),
    published && poissonLoad(`${peer.address}/v1/items`, KEY, published.bodyOf, published.rate, over, 5),
  ]);
  const busy = (allCpuMs(peer) - allFrom) / (performance.now() - began);
  const cpu = (cpuMs(peer) - from - aSecond * over) / pages.requests;
  return { pages, told, cpu, eventMs: aSecond / (BATCH * BATCHES_A_SECOND), busy };
}

async function asked<T>({ address }: Peer, path: string, body: unknown): Promise<T> {
  const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
  const answer = await fetch(address + path, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await answer.json()) as T;
}

/**
 * How long after their acknowledgement events are known to pages of others: somebody saw a post, so that his pages leave it
 * out as seen; others comment on it, and it may come back. ms from the acknowledgement to the whole answer of the first
 * page that knows.
 */
async function untilKnown(peer: Peer, times: number): Promise<number[]> {
  const took: number[] = [];
  for (let i = 0; i < times; i++) {
    const [reader, post] = [`watcher${i}`, `p${DESIGN.posts - 100 - i}`];
    const event = (type: string, user: string) => ({ type, user, item: post });
    const seen = async (): Promise<boolean> => {
      const page = await asked<{ missing: { because: string }[] }>(peer, '/v1/feed', { reader, why: [post] });
      return page.missing[0]?.because === 'seen';
    };
    await asked(peer, '/v1/events', { events: [event('impression', reader)] });
    if (!(await seen())) throw new Error(`${post} is not known to be seen`);
    const events = Array.from({ length: 3 }, (_, c) => event('comment', `r${1000 + 3 * i + c}`));
    await asked(peer, '/v1/events', { events });
    const start = performance.now();
    while (await seen());
    took.push(performance.now() - start);
  }
  return took.sort((a, b) => a - b);
}

const { folder, columns } = await servedTown(model);
console.log(`design: ${JSON.stringify(DESIGN)}, ${columns} features, ${model}`);
const began = performance.now();
const peer = await start(folder, `admin:${KEY}`, nodeFlags);
console.log(
  `ready after ${((performance.now() - began) / 1000).toFixed(1)} s, RSS ${rssMb(peer).toFixed(0)} MB`,
);
try {
  const [rate] = rates as [number];
  await both(peer, { name: '', bodyOf: anybody, rate }, WARM_UP_SECONDS);
  const loads: readonly Load[] = [
    ...rates.map((at) => ({ name: '', bodyOf: anybody, rate: at })),
    {
      name: ', a post with 20 % of events',
      bodyOf: anybody,
      rate,
      hot: { share: 2, post: () => `p${DESIGN.posts - 1}` },
    },
    { name: ', who follows 5,000', bodyOf: () => pageOf(EAGER), rate },
    {
      name: ', half of events about the newest posts of one whom all follow, who publishes 2 a second',
      bodyOf: anybody,
      rate,
      hot: { share: 5, post: () => (ofStar < 3 ? 'p0' : `star${ofStar - 2}`) },
      published: { rate: 2, bodyOf: starPost },
    },
    { name: ', who did nothing for 30 days', bodyOf: () => pageOf(`r${1 + randomInt(r, AWAY)}`), rate },
    { name: ', strangers', bodyOf: () => pageOf(`somebody-${Math.floor(r() * 1e9)}`), rate },
  ];
  for (const one of loads) {
    const { pages, told, cpu, eventMs, busy } = await both(peer, one, seconds);
    const times = [pages.p50Ms, pages.p90Ms, pages.p99Ms].map((ms) => ms.toFixed(1)).join(' / ');
    console.log(
      `${one.rate}/s${one.name}: p50 / p90 / p99 ${times} ms, ${cpu.toFixed(2)} ms CPU a page, ${(1000 * eventMs).toFixed(0)} us an event, ${(100 * busy).toFixed(0)} % of a core with all threads; ${pages.requests} pages, ${pages.failed} failed, ${pages.degraded} degraded; ${told.requests} batches, ${told.failed} failed, p99 ${told.p99Ms.toFixed(1)} ms`,
    );
  }
  const [known] = await Promise.all([
    untilKnown(peer, 100),
    both(peer, { name: '', bodyOf: anybody, rate }, seconds),
  ]);
  const at = (q: number): string => known[Math.floor(q * (known.length - 1))]!.toFixed(1);
  console.log(
    `events known to pages of others after p50 / p99 / most ${at(0.5)} / ${at(0.99)} / ${at(1)} ms`,
  );
  const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
  const most = await load(`${peer.address}/v1/feed`, headers, anybody(), Math.min(seconds, 8), 4);
  console.log(`${most.perSecond.toFixed(0)} pages/s at most, RSS ${rssMb(peer).toFixed(0)} MB`);
} finally {
  peer.process.kill('SIGTERM');
  await new Promise((resolve) => peer.process.once('exit', resolve));
  rmSync(folder, { recursive: true });
}

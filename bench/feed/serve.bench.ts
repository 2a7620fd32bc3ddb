import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Random, random } from '../../src/kernels/random.ts';
import { poissonLoad } from '../recommend/poisson-load.ts';
import { load } from '../serve/load.ts';
import { DESIGN, EAGER, madeAct, servedTown } from './served-town.ts';

/**
 * POST /v1/feed as shipped (keys, validation, log and metrics on) over 100,000 posts and readers: open loop, Poisson
 * arrivals, while 500 events/s arrive in batches of ten; the server on core 0 alone, the load on core 1. Then the hard
 * loads, each at the first rate. Then the most pages a second, the memory, and how soon an event is known to others.
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
const root = join(import.meta.dirname, '../..');

interface Peer {
  readonly process: ChildProcess;
  readonly address: string;
}

function start(project: string): Promise<Peer> {
  const args = ['-c', '0', process.execPath, ...nodeFlags, 'src/bin.ts', 'serve', '--project', project];
  const child = spawn('taskset', args, {
    cwd: root,
    env: { ...process.env, MILLWRIGHT_KEYS: `admin:${KEY}`, PORT: '0', HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    createInterface(child.stdout!).on('line', (line) => {
      if (nodeFlags.length > 0) console.error(line);
      const [address] = /http:\/\/[\w.]+:\d+/.exec(line) ?? [];
      if (address !== undefined) resolve({ process: child, address });
    });
    child.once('exit', () => reject(new Error('the server did not start')));
  });
}

const cpuMs = ({ process: { pid } }: Peer): number =>
  Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
const rssMb = ({ process: { pid } }: Peer): number => {
  const [, kb] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kb) / 1024;
};

const r = random(4);
/** Ten events; `hot` of them are about one post. */
const eventsOf = (draw: Random, hot: number): string =>
  JSON.stringify({
    events: Array.from({ length: BATCH }, (_, i) => {
      const { type, reader, post } = madeAct(draw);
      return { type, user: `r${reader}`, item: i < hot ? `p${DESIGN.posts - 1}` : `p${post}` };
    }),
  });
const pageOf = (reader: string): string => JSON.stringify({ reader, k: DESIGN.k });
const anybody = (): string => pageOf(`r${madeAct(r).reader}`);

/** Pages at this rate beside 500 events/s. */
async function both(peer: Peer, bodyOf: () => string, rate: number, hot: number, over: number) {
  const draw = random(11 + rate);
  const events = (at: number) =>
    poissonLoad(`${peer.address}/v1/events`, KEY, () => eventsOf(draw, hot), BATCHES_A_SECOND, at, 7);
  const before = cpuMs(peer);
  await events(Math.min(over, 5));
  const aSecond = (cpuMs(peer) - before) / Math.min(over, 5);
  const from = cpuMs(peer);
  const [pages, told] = await Promise.all([
    poissonLoad(`${peer.address}/v1/feed`, KEY, bodyOf, rate, over),
    events(over),
  ]);
  const cpu = (cpuMs(peer) - from - aSecond * over) / pages.requests;
  return { pages, told, cpu, eventMs: aSecond / (BATCH * BATCHES_A_SECOND) };
}

const { folder, columns } = await servedTown(model);
console.log(`design: ${JSON.stringify(DESIGN)}, ${columns} features, ${model}`);
const began = performance.now();
const peer = await start(folder);
console.log(
  `ready after ${((performance.now() - began) / 1000).toFixed(1)} s, RSS ${rssMb(peer).toFixed(0)} MB`,
);
try {
  await both(peer, anybody, rates[0]!, 0, WARM_UP_SECONDS);
  const loads: readonly (readonly [string, () => string, number, number])[] = [
    ...rates.map((rate) => [`${rate}/s`, anybody, rate, 0] as const),
    [`${rates[0]}/s, a post with 20 % of events`, anybody, rates[0]!, 2],
    [`${rates[0]}/s, who follows 5,000`, () => pageOf(EAGER), rates[0]!, 0],
    [
      `${rates[0]}/s, strangers, as after 30 days`,
      () => pageOf(`somebody-${Math.floor(r() * 1e9)}`),
      rates[0]!,
      0,
    ],
  ];
  for (const [name, bodyOf, rate, hot] of loads) {
    const { pages, told, cpu, eventMs } = await both(peer, bodyOf, rate, hot, seconds);
    const times = [pages.p50Ms, pages.p90Ms, pages.p99Ms].map((ms) => ms.toFixed(1)).join(' / ');
    console.log(
      `${name}: p50 / p90 / p99 ${times} ms, ${cpu.toFixed(2)} ms CPU a page, ${(1000 * eventMs).toFixed(0)} us an event; ${pages.requests} pages, ${pages.failed} failed, ${pages.degraded} degraded; ${told.requests} batches, ${told.failed} failed, p99 ${told.p99Ms.toFixed(1)} ms`,
    );
  }
  const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
  const most = await load(`${peer.address}/v1/feed`, headers, anybody(), Math.min(seconds, 8), 4);
  console.log(`${most.perSecond.toFixed(0)} pages/s at most, RSS ${rssMb(peer).toFixed(0)} MB`);
} finally {
  peer.process.kill('SIGTERM');
  await new Promise((resolve) => peer.process.once('exit', resolve));
  rmSync(folder, { recursive: true });
}

import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { load } from '../serve/load.ts';
import { poissonLoad } from './poisson-load.ts';
import { DESIGN, servedCatalogue } from './served-catalogue.ts';

/**
 * POST /v1/recommend as shipped (keys, validation, log and metrics on) over catalogues of some sizes: open loop, Poisson
 * arrivals, the server on core 0 alone, the load on core 1. The factors are made, all else is fitted; the design is
 * printed. Then the most requests a second that 4 waiting connections get, and the memory of the server.
 *
 * node bench/recommend/serve.bench.ts [--items 10000,100000,1000000] [--rates 50,100,200] [--seconds 20]
 *   [--node "--trace-gc"]
 *
 * It waits until the index of similar items is built, by a thread that is there for a while after a start. On a machine that
 * others use as well, times say little: beside them stands the CPU time of a request, of the thread that answers.
 */
const flag = (name: string, usual: string): string => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? usual : process.argv[at + 1]!;
};
const numbers = (text: string): number[] => text.split(',').map(Number);
const sizes = numbers(flag('items', '10000,100000,1000000'));
const rates = numbers(flag('rates', '50,100,200'));
const seconds = Number(flag('seconds', '20'));
/** For the server's own Node; what it then writes is told on stderr. */
const nodeFlags = flag('node', '').split(' ').filter(Boolean);
const WARM_UP_SECONDS = 15;
/** Processor time of a second in which nothing happens. */
const QUIET_NS = 50e6;
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
    env: { ...process.env, MILLWRIGHT_KEYS: `predict:${KEY}`, PORT: '0', HOST: '127.0.0.1' },
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

/** CPU time of the thread that answers, ms. */
const cpuMs = ({ process: { pid } }: Peer): number =>
  Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;

/** Until the server does nothing by itself any more; answers the seconds that took. */
async function settled({ process: { pid } }: Peer): Promise<number> {
  const threads = (): number =>
    readdirSync(`/proc/${pid}/task`)
      .map((id) => Number(readFileSync(`/proc/${pid}/task/${id}/schedstat`, 'utf8').split(' ')[0]))
      .reduce((a, b) => a + b, 0);
  const began = performance.now();
  for (let before = -Infinity; threads() - before > QUIET_NS; ) {
    before = threads();
    await pause(1000);
  }
  return (performance.now() - began) / 1000;
}

const rssMb = ({ process: { pid } }: Peer): number => {
  const [, kb] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kb) / 1024;
};

const bodyOf = (i: number): string =>
  JSON.stringify({ user: `u${(i * 37) % DESIGN.users}`, k: DESIGN.k, context: { device: 'tv' } });

console.log(`design: ${JSON.stringify(DESIGN)}, ranked by boosted trees over 14 features of each candidate`);
for (const items of sizes) {
  const project = await servedCatalogue(items);
  const peer = await start(project);
  const url = `${peer.address}/v1/recommend`;
  try {
    await poissonLoad(url, KEY, bodyOf, Math.min(...rates), WARM_UP_SECONDS, 9);
    console.log(`${items} items: ${(await settled(peer)).toFixed(0)} s until all indexes were built`);
    for (const rate of rates) {
      const before = cpuMs(peer);
      const { requests, failed, degraded, p50Ms, p90Ms, p99Ms } = await poissonLoad(
        url,
        KEY,
        bodyOf,
        rate,
        seconds,
      );
      const cpu = (cpuMs(peer) - before) / requests;
      const told = [p50Ms, p90Ms, p99Ms].map((ms) => ms.toFixed(1)).join(' / ');
      console.log(
        `${items} items, ${rate}/s: p50 / p90 / p99 ${told} ms, ${cpu.toFixed(2)} ms CPU a request, ${requests} requests, ${failed} failed, ${degraded} degraded`,
      );
    }
    const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
    const most = await load(url, headers, bodyOf(1), Math.min(seconds, 8), 4);
    console.log(
      `${items} items: ${most.perSecond.toFixed(0)} requests/s at most, RSS ${rssMb(peer).toFixed(0)} MB`,
    );
  } finally {
    peer.process.kill('SIGTERM');
    await new Promise((resolve) => peer.process.once('exit', resolve));
    rmSync(project, { recursive: true });
  }
}

import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { load } from '../serve/load.ts';
import { allCpuMs, cpuMs, type Peer, rssMb, start } from '../serve/served-process.ts';
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
const QUIET_MS = 50;
const KEY = 'a-key-for-the-bench-only';
/** Until the server does nothing by itself any more; answers the seconds that took. */
async function settled(peer: Peer): Promise<number> {
  const began = performance.now();
  for (let before = -Infinity; allCpuMs(peer) - before > QUIET_MS; ) {
    before = allCpuMs(peer);
    await pause(1000);
  }
  return (performance.now() - began) / 1000;
}

const bodyOf = (i: number): string =>
  JSON.stringify({ user: `u${(i * 37) % DESIGN.users}`, k: DESIGN.k, context: { device: 'tv' } });

console.log(`design: ${JSON.stringify(DESIGN)}, ranked by boosted trees over 14 features of each candidate`);
for (const items of sizes) {
  const project = await servedCatalogue(items);
  const peer = await start(project, `predict:${KEY}`, nodeFlags);
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

import { Agent, request } from 'node:http';
import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';
import { random } from '../../src/kernels/random.ts';

export interface OpenLoad {
  readonly requests: number;
  readonly failed: number;
  /** Answered as a plain slate because there was no time. */
  readonly degraded: number;
  readonly p50Ms: number;
  readonly p90Ms: number;
  readonly p99Ms: number;
}

/** Timers are late by up to so many ms, which would count against the server. */
const TIMER_LATE_MS = 2;

/** A timer for most of the wait, then turns of the event loop, which answers are read in. */
async function until(due: number): Promise<void> {
  const wait = due - performance.now() - TIMER_LATE_MS;
  if (wait > 0) await pause(wait);
  while (performance.now() < due) await turn();
}

/**
 * Send requests when a Poisson process says, whether or not earlier ones were answered (open loop), for some seconds. The
 * time of each is counted from the instant at which it was due, so that a server that falls behind is seen to.
 */
export async function poissonLoad(
  url: string,
  key: string,
  bodyOf: (request: number) => string,
  perSecond: number,
  seconds: number,
  seed = 1,
): Promise<OpenLoad> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const r = random(seed);
  const latencies: number[] = [];
  let failed = 0;
  let degraded = 0;
  const send = (body: string, due: number): Promise<void> =>
    new Promise((resolve) => {
      const headers = {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      };
      const asked = request(url, { method: 'POST', agent, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () => {
          latencies.push(performance.now() - due);
          if (response.statusCode !== 200) failed++;
          else if (text.includes('"degraded"')) degraded++;
          resolve();
        });
      });
      asked.on('error', () => {
        failed++;
        resolve();
      });
      asked.end(body);
    });
  const under: Promise<void>[] = [];
  const start = performance.now();
  let due = start;
  for (let i = 0; ; i++) {
    due += (-Math.log(1 - r()) / perSecond) * 1000;
    if (due > start + seconds * 1000) break;
    await until(due);
    under.push(send(bodyOf(i), due));
  }
  await Promise.all(under);
  agent.destroy();
  latencies.sort((a, b) => a - b);
  const at = (q: number): number => latencies[Math.floor(q * latencies.length)] ?? Number.NaN;
  return { requests: latencies.length, failed, degraded, p50Ms: at(0.5), p90Ms: at(0.9), p99Ms: at(0.99) };
}

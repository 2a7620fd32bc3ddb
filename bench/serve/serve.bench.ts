import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Load, load as sendLoad } from './load.ts';
import { madeProject } from './made-project.ts';

/**
 * Single-row POST /v1/predict as shipped (keys, validation, log and metrics on) against an empty Fastify route with the
 * same body: requests per second at 32 connections, rounds interleaved, the median of the ratios.
 *
 * node bench/serve/serve.bench.ts [--project FOLDER] [--rounds N] [--seconds S] [--one-core]
 *
 * The load runs on core 1, where `taskset` is there; the servers run as they are started, or both on core 0 alone with
 * --one-core: then the thread of the journal takes its time from the answers. CPU time a request, of the process and of
 * the thread that answers, is printed beside it: unlike requests per second it says much even on a busy machine.
 */
const flag = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};
const rounds = Number(flag('rounds') ?? 7);
const duration = Number(flag('seconds') ?? 4);
const WARM_UP_SECONDS = 8;
const root = join(import.meta.dirname, '../..');
const KEY = 'a-key-for-the-bench-only';
const ROW = {
  gender: 'Female',
  SeniorCitizen: '0',
  Partner: 'Yes',
  Dependents: 'No',
  tenure: 1,
  PhoneService: 'No',
  MultipleLines: 'No phone service',
  InternetService: 'DSL',
  OnlineSecurity: 'No',
  OnlineBackup: 'Yes',
  DeviceProtection: 'No',
  TechSupport: 'No',
  StreamingTV: 'No',
  StreamingMovies: 'No',
  Contract: 'Month-to-month',
  PaperlessBilling: 'Yes',
  PaymentMethod: 'Electronic check',
  MonthlyCharges: 29.85,
  TotalCharges: 29.85,
};

const pinned = hasTaskset();
const oneCore = pinned && process.argv.includes('--one-core');

function hasTaskset(): boolean {
  try {
    execFileSync('taskset', ['-cp', '1', String(process.pid)], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

interface Peer {
  readonly process: ChildProcess;
  readonly address: string;
}

/** Start a program and wait for the first URL that it prints. */
async function start(args: readonly string[]): Promise<Peer> {
  const command = [...(oneCore ? ['taskset', '-c', '0'] : []), process.execPath, ...args];
  const child = spawn(command[0]!, command.slice(1), {
    cwd: root,
    env: { ...process.env, MILLWRIGHT_KEYS: `predict:${KEY}`, PORT: '0', HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface(child.stdout!)) {
    const [address] = /http:\/\/[\w.]+:\d+/.exec(line) ?? [];
    if (address !== undefined) return { process: child, address };
  }
  throw new Error(`${args.join(' ')} did not start`);
}

/** CPU time of a process, in microseconds: of all its threads, and of the one that answers; NaN where /proc is not. */
interface Cpu {
  readonly all: number;
  readonly answering: number;
}

function cpuOf({ process: { pid } }: Peer): Cpu {
  try {
    const folder = `/proc/${pid}/task`;
    const microsOf = (thread: string): number =>
      Number(readFileSync(`${folder}/${thread}/schedstat`, 'utf8').split(' ')[0]) / 1000;
    const all = readdirSync(folder).reduce((sum, thread) => sum + microsOf(thread), 0);
    return { all, answering: microsOf(String(pid)) };
  } catch {
    return { all: Number.NaN, answering: Number.NaN };
  }
}

interface Round extends Load {
  /** A request. */
  readonly cpu: Cpu;
}

async function load(peer: Peer, seconds: number): Promise<Round> {
  const before = cpuOf(peer);
  const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
  const sent = await sendLoad(
    `${peer.address}/v1/predict`,
    headers,
    JSON.stringify({ rows: [ROW] }),
    seconds,
  );
  const after = cpuOf(peer);
  const each = (name: keyof Cpu): number => (after[name] - before[name]) / sent.requests;
  return { ...sent, cpu: { all: each('all'), answering: each('answering') } };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

const made = flag('project') === undefined;
const project = flag('project') ?? (await madeProject());
const shipped = await start(['src/bin.ts', 'serve', '--project', project]);
const empty = await start(['bench/serve/empty-route.ts']);
try {
  // A server is not at its pace before its code is compiled: about 100,000 requests.
  await load(shipped, WARM_UP_SECONDS);
  await load(empty, WARM_UP_SECONDS);
  const results: { shipped: Round; empty: Round }[] = [];
  for (let i = 0; i < rounds; i++) {
    const first = i % 2 === 0;
    const a = await load(first ? shipped : empty, duration);
    const b = await load(first ? empty : shipped, duration);
    const round = first ? { shipped: a, empty: b } : { shipped: b, empty: a };
    results.push(round);
    const told = (name: keyof typeof round): string => {
      const { perSecond, cpu, p99Ms } = round[name];
      return `${name} ${perSecond.toFixed(0)}/s p99 ${p99Ms.toFixed(1)} ms, ${cpu.all.toFixed(1)} µs (${cpu.answering.toFixed(1)} to answer)`;
    };
    console.log(
      `round ${i + 1}  ${told('shipped')}  ${told('empty')}  ratio ${(round.shipped.perSecond / round.empty.perSecond).toFixed(3)}`,
    );
  }
  const ratio = median(results.map((r) => r.shipped.perSecond / r.empty.perSecond));
  const cpu = median(results.map((r) => r.empty.cpu.all / r.shipped.cpu.all));
  console.log(
    `median ratio of requests/s ${ratio.toFixed(3)}; of CPU time a request ${cpu.toFixed(3)}; load pinned: ${pinned}, servers on one core: ${oneCore}`,
  );
} finally {
  shipped.process.kill('SIGTERM');
  empty.process.kill('SIGTERM');
  if (made) rmSync(project, { recursive: true, force: true });
}

import { setImmediate as turn } from 'node:timers/promises';
import { random } from '../../src/kernels/random.ts';
import { packKnown, unpackKnown } from '../../src/recipe/feed/store-known.ts';
import { DESIGN, madeAct, madeTown, rules, STAR } from './served-town.ts';

/**
 * The longest that anybody waits for what is known of a feed: the CPU time of its longest single call, right after a restart,
 * when memory is as large as what was kept and each table has to grow; and of a full collection of the heap beside it. CPU
 * time of one thread, so that it says the same on a busy machine.
 *
 * node --expose-gc bench/feed/stops.bench.ts
 */
const cpu = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};
let began = cpu();
const known = await restarted();
console.log(`restarted in ${(cpu() - began).toFixed(0)} ms CPU with the making of the town`);

async function restarted() {
  const kept = packKnown(madeTown(Date.now()));
  await turn();
  began = cpu();
  return unpackKnown(kept, rules, null);
}

const r = random(8);
let at = Date.now();
const act = (reader: number, post: number): void => {
  at += 2;
  known.act({ type: madeAct(r).type, reader, post, at, seenAt: at, value: Number.NaN });
};
const vector = () => Object.fromEntries(Array.from({ length: 16 }, (_, d) => [`v${d}`, r() - 0.5]));
let posts = 0;
const loads: readonly [string, number, () => void][] = [
  [
    'events of any reader',
    100_000,
    () => {
      const { reader, post } = madeAct(r);
      act(reader, post);
    },
  ],
  ['readers who join', 20_000, () => act(known.readerOf(`joins${posts++}`), madeAct(r).post)],
  [
    'posts of one whom all follow',
    2000,
    () => {
      const attributes = { author: STAR, topic: `t${posts % 60}`, length: 100, ...vector() };
      act(madeAct(r).reader, known.putPost(`star${posts++}`, attributes, at));
    },
  ],
  [
    'follows',
    20_000,
    () => {
      known.follows.add(madeAct(r).reader, known.postTable.authorCode(`a${Math.floor(5000 * r())}`), at, 1);
    },
  ],
];
for (const [name, times, one] of loads) {
  const took = new Float64Array(times);
  for (let i = 0; i < times; i++) {
    const start = cpu();
    one();
    took[i] = cpu() - start;
  }
  took.sort();
  const over = took.filter((ms) => ms > 5).length;
  console.log(
    `${name}, ${times}: longest call ${took.at(-1)!.toFixed(1)}, then ${took.at(-2)!.toFixed(1)} ms CPU; ${over} above 5 ms`,
  );
}

const collect = (globalThis as { gc?: () => void }).gc!;
for (let i = 0; i < 5; i++) {
  const [mine, all] = [cpu(), process.cpuUsage()];
  collect();
  const { user, system } = process.cpuUsage(all);
  const heap = process.memoryUsage().heapUsed / 2 ** 20;
  console.log(
    `a full collection: ${(cpu() - mine).toFixed(0)} ms CPU of this thread, ${((user + system) / 1000).toFixed(0)} of all; ${heap.toFixed(0)} MB of heap, ${DESIGN.readers} readers and as many posts`,
  );
  await turn();
}

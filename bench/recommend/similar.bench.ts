import { setTimeout as pause } from 'node:timers/promises';
import { usearchIndexes } from '../../src/adapters/usearch/usearch-indexes.ts';
import { wasmKernels } from '../../src/adapters/wasm/wasm-kernels.ts';
import { random, randomInt } from '../../src/kernels/random.ts';
import { roomForBest, topK } from '../../src/kernels/top-k.ts';
import { openBestProducts } from '../../src/learn/factors/best-products.ts';
import { openInnerProducts } from '../../src/learn/factors/inner-products.ts';
import { bareCatalogue } from '../../src/table/catalogue.ts';
import { DESIGN, madeFactors } from './served-catalogue.ts';

/**
 * The items most like one by looking at all vectors (the kernels on one thread), by looking at all in bytes and at few of
 * them in full, as candidates are found, and by the index: time and CPU of each, recall of the index against all, CPU to
 * build it. From where the index is quicker for 20 is what adapters/usearch begins at; --k 500 asks for candidates.
 *
 * node bench/recommend/similar.bench.ts [--items 10000,100000,1000000] [--queries 500] [--k 20]
 */
const flag = (name: string, usual: string): string => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? usual : process.argv[at + 1]!;
};
const sizes = flag('items', '10000,30000,100000,1000000').split(',').map(Number);
const queries = Number(flag('queries', '500'));
const K = Number(flag('k', '20'));

const indexes = await usearchIndexes();
if (indexes === null) throw new Error('install the optional package "usearch" first');

/** Median, 99th percentile and CPU of a call, in ms. */
function timed(calls: readonly (() => void)[]): string {
  const cpu = process.cpuUsage();
  const ms = calls.map((call) => {
    const start = performance.now();
    call();
    return performance.now() - start;
  });
  const { user, system } = process.cpuUsage(cpu);
  ms.sort((a, b) => a - b);
  const at = (q: number): string => ms[Math.floor(q * ms.length)]!.toFixed(3);
  return `p50 ${at(0.5)} p99 ${at(0.99)} ms, ${((user + system) / 1000 / calls.length).toFixed(3)} ms CPU`;
}

for (const items of sizes) {
  const size = DESIGN.factors;
  const factors = madeFactors(items, size);
  const catalogue = bareCatalogue(items);
  const all = openInnerProducts(factors, size, () => false, wasmKernels(1));
  const none = new Uint8Array(items);
  const scores = new Float32Array(items);
  const r = random(4);
  const asked = Array.from({ length: queries }, () => randomInt(r, items));
  const exact = asked.map(() => roomForBest(K));
  const lookAtAll = asked.map((item, q) => () => {
    all.similar(item, catalogue, scores);
    topK(scores, items, none, exact[q]!);
  });
  timed(lookAtAll.slice(0, 50));
  console.log(`${items} items, all: ${timed(lookAtAll)}`);

  const kernels = wasmKernels(1);
  const unit = kernels.f32(factors.length);
  for (let i = 0; i < items; i++) {
    const vector = factors.subarray(i * size, (i + 1) * size);
    const length = Math.hypot(...vector);
    for (let f = 0; f < size; f++) unit[i * size + f] = vector[f]! / length;
  }
  const bytes = openBestProducts(unit, size, kernels);
  const room = roomForBest(K);
  const lookInBytes = asked.map((item) => () => {
    bytes.find(unit.subarray(item * size, (item + 1) * size), none, room);
  });
  timed(lookInBytes.slice(0, 50));
  console.log(`${items} items, all in bytes first: ${timed(lookInBytes)}`);

  const found = asked.map(() => roomForBest(K));
  const before = process.cpuUsage();
  const index = indexes.over(factors, size);
  const vectorOf = (item: number): Float32Array => factors.subarray(item * size, (item + 1) * size);
  while (index.nearest(vectorOf(0), found[0]!.item, found[0]!.score) === null) await pause(5);
  const { user, system } = process.cpuUsage(before);
  const search = asked.map((item, q) => () => {
    index.nearest(vectorOf(item), found[q]!.item, found[q]!.score);
  });
  timed(search.slice(0, 50));
  console.log(
    `${items} items, index: ${timed(search)}, ${((user + system) / 1e6).toFixed(1)} s CPU to build`,
  );
  let hits = 0;
  for (const [q, { item }] of exact.entries())
    hits += item.filter((it) => found[q]!.item.includes(it)).length;
  console.log(`${items} items: recall@${K} ${(hits / (queries * K)).toFixed(4)}`);
}

import { wasmKernels } from '../../src/adapters/wasm/wasm-kernels.ts';
import { random } from '../../src/kernels/random.ts';
import { openFeed } from '../../src/recipe/feed/open-feed.ts';
import { packKnown, unpackKnown } from '../../src/recipe/feed/store-known.ts';
import { DESIGN, madeAct, madeTownFeed, rules } from './served-town.ts';

/**
 * What a page costs without a server: CPU time of one thread and heap, of readers as they come, of one who follows 5,000 authors,
 * and of strangers; what an event costs; and how long a checkpoint takes.
 *
 * node bench/feed/page.bench.ts [--model shared-body]
 */
const flag = process.argv.indexOf('--model');
const model = flag < 0 ? 'shared-body' : process.argv[flag + 1]!;
const now = Date.now();
const { fitted, known } = await madeTownFeed(model, now);
const schemas = { posts: known.posts.attributes.schema, readers: known.readers.schema };
const feed = openFeed(fitted, schemas, wasmKernels(1));
const r = random(8);
const cpu = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};
const heap = (): number => process.memoryUsage().heapUsed;

console.log(`design: ${JSON.stringify(DESIGN)}, ${fitted.columns.length} features, ${model}`);
const page = (reader: number) =>
  feed.page(
    {
      reader,
      k: DESIGN.k,
      now,
      context: {},
      before: [],
      worth: rules.framing.objectives.value!,
      seed: 1,
      explain: false,
    },
    known,
  );
for (let i = 0; i < 100; i++) page(madeAct(r).reader);
for (const [who, readerOf] of [
  ['any reader', () => madeAct(r).reader],
  ['who follows 5,000', () => 0],
  ['a stranger', () => -1],
] as const) {
  const times: number[] = [];
  const bytes: number[] = [];
  let candidates = 0;
  for (let i = 0; i < 400; i++) {
    const [start, before] = [cpu(), heap()];
    candidates += page(readerOf()).candidates;
    times.push(cpu() - start);
    bytes.push(heap() - before);
  }
  times.sort((a, b) => a - b);
  bytes.sort((a, b) => a - b);
  const told = [0.5, 0.99].map((q) => times[Math.floor(q * times.length)]!.toFixed(2)).join(' / ');
  console.log(
    `${who}: p50 / p99 ${told} ms CPU a page, ${(bytes[200]! / 1024).toFixed(0)} KB of heap, ${(candidates / 400).toFixed(0)} candidates`,
  );
}
const events = 100_000;
let start = cpu();
for (let e = 0; e < events; e++)
  known.act({ ...madeAct(r), at: now + e, seenAt: now + e, value: Number.NaN });
console.log(`${(events / ((cpu() - start) / 1000)).toFixed(0)} events/s folded`);
start = cpu();
const bytes = packKnown(known);
console.log(
  `checkpoint: ${(bytes.length / 2 ** 20).toFixed(0)} MB, packed in ${(cpu() - start).toFixed(0)} ms`,
);
start = cpu();
unpackKnown(bytes, rules, null);
console.log(`restored in ${(cpu() - start).toFixed(0)} ms`);

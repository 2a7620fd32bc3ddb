/**
 * How well ratings are told: node bench/recommend/ratings.ts
 *
 * The movies of examples/movies, by a split by time and by one by chance (of which the future tells, and which published
 * figures use); a tenth to choose by, a fifth to measure on. Prints a row a split and way of learning.
 */
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { wasmKernels } from '../../src/adapters/wasm/wasm-kernels.ts';
import type { Measured } from '../../src/contracts/evaluation.ts';
import { splitEvents } from '../../src/splitters/events/index.ts';
import { evaluateRatings } from '../../src/stages/recommend/evaluate-ratings.ts';
import { learnRatings } from '../../src/stages/recommend/learn-ratings.ts';
import type { RecommendPorts } from '../../src/stages/recommend/recommend-task.ts';
import { interactionsFrom } from '../../src/table/interactions.ts';

const lines = readFileSync(
  new URL('../../examples/movies/ml-latest-small/ratings.csv', import.meta.url),
  'utf8',
)
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(','));
const numbered = (at: 0 | 1): { codes: Int32Array; count: number } => {
  const ids = new Map<string, number>();
  for (const line of lines) if (!ids.has(line[at]!)) ids.set(line[at]!, ids.size);
  return { codes: Int32Array.from(lines, (line) => ids.get(line[at]!)!), count: ids.size };
};
const [user, item] = [numbered(0), numbered(1)];
const events = interactionsFrom(user.count, item.count, {
  user: user.codes,
  item: item.codes,
  at: Float64Array.from(lines, (line) => 1000 * Number(line[3])),
  weight: Float32Array.from(lines, (line) => Number(line[2])),
});
const ports: RecommendPorts = {
  clock: { now: () => 0, elapsed: () => performance.now() },
  kernels: wasmKernels(1),
  progress: { begin: () => {}, at: () => {}, end: () => {} },
  checkCancelled: () => {},
};
const label = { says: '', actions: null, atLeast: null, weighted: true, rated: true } as const;
const text = ({ value, low, high }: Measured): string =>
  `${value!.toFixed(4)} [${low!.toFixed(4)}, ${high!.toFixed(4)}]`;

console.log(
  '| split | learned over | RMSE | MAE | mean of all: RMSE | biases: RMSE | biases above | CPU s |',
);
console.log('|---|---|---|---|---|---|---|---|');
for (const name of ['time', 'random'] as const) {
  const split = splitEvents(events, { name, validation: 0.1, test: 0.2, optOut: true }, 1);
  const task = { split, history: 1000, seed: 1 };
  for (const over of ['observed', 'weighted', 'all'] as const) {
    const began = process.cpuUsage();
    const learned = learnRatings({ ratings: over, label }, task, ports)!;
    const { rmse, mae, baselines } = evaluateRatings(learned, task, { samples: 1000, level: 0.95 });
    const { user: spent, system } = process.cpuUsage(began);
    const [mean, biases] = baselines;
    const cells = [
      name,
      over,
      text(rmse),
      text(mae),
      text(mean!.rmse),
      text(biases!.rmse),
      text(biases!.behind),
    ];
    console.log(`| ${[...cells, ((spent + system) / 1e6).toFixed(1)].join(' | ')} |`);
  }
}

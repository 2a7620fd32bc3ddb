/**
 * A feed on Deskdrop: node bench/feed/deskdrop.ts [FOLDER of the design, examples/deskdrop]
 *
 * Split by time. At the beginning of each week of the test pages every reader who then opens something that was there is
 * asked once: NDCG@10 of what he opens for the first time that week, ranked among what others opened in the days before (14)
 * and he had not. All orders rank the same articles; the half-life of popularity is the best of validation weeks. The feed
 * learned until the validation pages and stays as it is; popularity and transitions go with the weeks.
 *
 * Then the ROC-AUC of each head on test pages: one network for all heads against the same network taught that head alone.
 */

import { hash } from 'node:crypto';
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { readSystem } from '../../src/adapters/design-file/find-designs.ts';
import { sourceSpecs, wire as wireOf } from '../../src/cli/wire.ts';
import type { Measured } from '../../src/contracts/evaluation.ts';
import { isFeed } from '../../src/design/file.ts';
import { knownRows } from '../../src/explain/feed/judge-heads.ts';
import { denseGroups, overReaders } from '../../src/explain/feed/over-readers.ts';
import { pairedDifference } from '../../src/explain/intervals.ts';
import { rocAuc } from '../../src/metrics/roc-auc.ts';
import { featuresOver } from '../../src/recipe/feed/feed-features.ts';
import { openFeedScorer, valuesOf, worthOf } from '../../src/recipe/feed/feed-scorer.ts';
import { openFeedTexts } from '../../src/recipe/feed/feed-texts.ts';
import { LogReplay } from '../../src/recipe/feed/replay-log.ts';
import { feedParts } from '../../src/stages/feed/feed-parts.ts';
import { type FeedPart, type FeedTask, readerOfRows } from '../../src/stages/feed/feed-task.ts';
import { alone, type FittedHeads, fitHeadsModel } from '../../src/stages/feed/fit-heads-model.ts';
import { prepareFeed } from '../../src/stages/feed/prepare.ts';
import { saidOf } from '../../src/stages/feed/score-part.ts';
import { trainFeed } from '../../src/stages/feed/train-feed.ts';
import { matrix } from '../../src/table/matrix.ts';
import { type Asked, askedOf, itemTransitions, ndcgOf, type Order, popularity } from './next-week.ts';

const HALF_LIVES = [0.01, 0.03, 0.06, 0.125, 0.25, 0.5, 1, 2, 4, 7, 14, 30];
const options = { samples: 2000, level: 0.95, seed: 1 };

const project = resolve(process.argv[2] ?? 'examples/deskdrop');
const wire = wireOf(project);
const quiet = { begin: () => {}, at: () => {}, end: () => {} };
const ports = {
  clock: { now: () => 0, elapsed: () => performance.now() },
  kernels: await wire.kernels(),
  progress: quiet,
  checkCancelled: () => {},
};
const text = ({ value, low, high }: Measured): string =>
  value === null ? '-' : `${value.toFixed(4)} [${low?.toFixed(4)}, ${high?.toFixed(4)}]`;

const task = await load();
const { impressions } = task.design.data;
if (!('opens' in impressions)) throw new Error('its impressions are logged: Deskdrop has none');
const { opens, days } = impressions;
const { log } = task;
const [chosenFrom, from] = [task.validation.occasions.at[0]!, task.test.occasions.at[0]!];
const trained = await trainFeed(task, ports);
await nextWeek(trained.fitted);
await oneForAll();
process.exit(0);

async function load(): Promise<FeedTask> {
  const file = await readSystem(project, undefined);
  if (!isFeed(file)) throw new Error(`${project} holds no feed`);
  const engine = await wire.engine();
  const { design, log } = await prepareFeed(
    { file, program: 'bench', scores: async () => [] },
    {
      engine,
      lake: await wire.lake(),
      progress: quiet,
      locate: (sources) => sourceSpecs(project, sources),
      sha256: (words) => hash('sha256', words),
    },
  );
  await engine.close();
  return feedParts(design, log, ports);
}

/** What readers open the week after, by the feed and by simple orders. */
async function nextWeek(fitted: FittedHeads): Promise<void> {
  const choosing = askedOf(log, opens, days, chosenFrom, from);
  const asked = askedOf(log, opens, days, from, Infinity);
  const mean = (values: Float64Array): number => values.reduce((a, b) => a + b, 0) / values.length;
  const best = HALF_LIVES.map((half) => ({
    half,
    value: mean(ndcgOf(choosing, popularity(log, opens, half))),
  })).sort((a, b) => b.value - a.value)[0]!.half;
  const orders: readonly (readonly [string, Order])[] = [
    ['feed, by opens', feedOrder(fitted, { [opens]: 1 })],
    [
      `feed, by ${task.design.framing.rankBy}`,
      feedOrder(fitted, task.design.framing.objectives[task.design.framing.rankBy]!),
    ],
    ['popularity', popularity(log, opens, Infinity)],
    [`popularity, half after ${best} days`, popularity(log, opens, best)],
    ['item transitions', itemTransitions(log, opens, popularity(log, opens, best))],
  ];
  const reader = Int32Array.from(asked, (one) => one.reader);
  const found = asked.reduce(
    (sum, { candidates, wanted }) => sum + candidates.filter((post) => wanted.has(post)).length,
    0,
  );
  const all = asked.reduce((sum, { wanted }) => sum + wanted.size, 0);
  console.log(
    `${trained.fitted.model.name} ranks; ${new Set(reader).size} readers asked ${asked.length} times, ${(asked.reduce((sum, { candidates }) => sum + candidates.length, 0) / asked.length).toFixed(0)} articles each, which hold ${((100 * found) / all).toFixed(0)} % of what was wanted`,
  );
  console.log('| order | NDCG@10 | the feed has more |\n|---|---|---|');
  const values = orders.map(([, order]) => ndcgOf(asked, order));
  const told = overReaders(values, reader, options);
  const behind = overReaders(
    values.map((of) => of.map((value, i) => values[0]![i]! - value)),
    reader,
    options,
  );
  orders.forEach(([name], i) => {
    console.log(`| ${name} | ${text(told[i]!)} | ${i === 0 ? '' : text(behind[i]!)} |`);
  });
}

/** The order of a feed that goes with the log: asked week by week. */
function feedOrder(fitted: FittedHeads, worths: Readonly<Record<string, number>>): Order {
  const { design, texts, columns } = task;
  const features = featuresOver(log, design, task);
  const replay = new LogReplay(design, log, texts && openFeedTexts(texts));
  const score = openFeedScorer(fitted, ports.kernels);
  const worth = worthOf(fitted.heads, worths);
  return ({ reader, at, before, candidates }: Asked) => {
    replay.advance(before, at);
    const x = matrix(candidates.length, columns.length);
    features.write(replay.known, { reader, posts: candidates, context: {}, position: null, now: at }, x, 0);
    const out = new Float64Array(candidates.length);
    valuesOf(saidOf(score, x, fitted.heads.length), worth, out);
    return out;
  };
}

/** One network for all heads against one that learns a head alone. */
async function oneForAll(): Promise<void> {
  const choice = task.design.models.find(({ params }) => 'headUnits' in params);
  if (choice === undefined) throw new Error('the design names no network');
  const { heads } = task.design.framing;
  const { train, validation, test, columns, design } = task;
  const learn = (only: number | null): Promise<FittedHeads> => {
    const kept = only === null ? heads : alone([heads[only]!]);
    const of = (part: FeedPart): FeedPart =>
      only === null
        ? part
        : { ...part, occasions: { ...part.occasions, truth: [part.occasions.truth[only]!] } };
    const own = { heads: kept, columns, train: of(train), validation: of(validation), seed: design.seed };
    return fitHeadsModel(choice, false, own, ports);
  };
  const reader = readerOfRows(test.occasions);
  const saidBy = (fitted: FittedHeads): Float64Array =>
    saidOf(
      openFeedScorer({ ...fitted, heads: alone(fitted.heads) }, ports.kernels),
      test.x,
      fitted.heads.length,
    );
  const together = saidBy(await learn(null));
  console.log(
    '\n| head | rows | AUC, all heads at once | AUC, alone | all at once have more |\n|---|---|---|---|---|',
  );
  for (const [h, { name, kind }] of heads.entries()) {
    if (kind !== 'binary') continue;
    const truth = test.occasions.truth[h]!;
    const a = knownRows(truth, together, heads.length, h, reader);
    const b = knownRows(truth, saidBy(await learn(h)), 1, 0, reader);
    const context = {
      task: { category: 'binary' as const, classes: ['no', 'yes'] as const },
      threshold: 0.5,
    };
    const own = { ...options, samples: 500 };
    const more = pairedDifference(rocAuc, context, a.truth, a.said, b.said, 1, own, denseGroups(a.reader));
    console.log(
      `| ${name} | ${a.truth.length} | ${aucOf(a.truth, a.said)} | ${aucOf(b.truth, b.said)} | ${text(more)} |`,
    );
  }
}

function aucOf(truth: Float64Array, said: Float64Array): string {
  const acc = rocAuc.start({ task: { category: 'binary', classes: ['no', 'yes'] }, threshold: 0.5 });
  for (let r = 0; r < truth.length; r++) rocAuc.add(acc, truth[r]!, said, r, 1);
  return rocAuc.value(acc).toFixed(4);
}

/**
 * The trained feed in the made world, beside feeds that learned nothing and the oracles:
 *
 *     node bench/feed/world.ts [SEEDS, 5] [OBJECTIVES, value,opens,dwell,reactions] [PARAMETER=FACTOR]
 *
 * In each town the design of examples/news-feed learns from the log as written; then, for the days after it, each ranking
 * serves the same sessions. All objectives of the design rank by the same model; what they see of these days folds into what
 * is known, the model stays as it is. Prints the true value, and how many times that of other feeds.
 */

import { hash } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parametersSha256 } from '../../examples/news-feed/world/parameter-hash.ts';
import {
  declaredParameters,
  type ParameterName,
  scaled,
} from '../../examples/news-feed/world/parameter-set.ts';
import type { Ranker, RankerMaker } from '../../examples/news-feed/world/ranker.ts';
import { referenceRankers } from '../../examples/news-feed/world/reference-rankers.ts';
import { attributesOf } from '../../examples/news-feed/world/rows.ts';
import { makeTown } from '../../examples/news-feed/world/town.ts';
import { compareRankers, times } from '../../examples/news-feed/world/value.ts';
import { printStandings, range } from '../../examples/news-feed/world/value-command.ts';
import { type Post, postId, readerId } from '../../examples/news-feed/world/visible.ts';
import { writeLog } from '../../examples/news-feed/world/write-log.ts';
import { readSystem } from '../../src/adapters/design-file/find-designs.ts';
import { sourceSpecs, wire as wireOf } from '../../src/cli/wire.ts';
import type { FittedFeed } from '../../src/contracts/feed.ts';
import { isFeed } from '../../src/design/file.ts';
import { openFeedTexts } from '../../src/recipe/feed/feed-texts.ts';
import type { KnownFeed } from '../../src/recipe/feed/known-feed.ts';
import { openFeed } from '../../src/recipe/feed/open-feed.ts';
import { packKnown, unpackKnown } from '../../src/recipe/feed/store-known.ts';
import { fittedFeed } from '../../src/stages/feed/build-feed.ts';
import { feedParts } from '../../src/stages/feed/feed-parts.ts';
import { prepareFeed } from '../../src/stages/feed/prepare.ts';
import { trainFeed } from '../../src/stages/feed/train-feed.ts';

const seeds = Array.from({ length: Number(process.argv[2] ?? 5) }, (_, i) => i + 1);
const objectives = (process.argv[3] ?? 'value,opens,dwell,reactions').split(',');
const [name, factor] = (process.argv[4] ?? '').split('=');
const parameters =
  factor === undefined
    ? declaredParameters
    : scaled(declaredParameters, name as ParameterName, Number(factor));
const kernels = await wireOf(tmpdir()).kernels();
const quiet = { begin: () => {}, at: () => {}, end: () => {} };

console.log(`parameters ${parametersSha256()}${factor === undefined ? '' : `, ${name} times ${factor}`}`);
/** By seed: all objectives of a town rank by what was learned once. */
const learned = new Map<number, Promise<{ fitted: FittedFeed; known: Uint8Array }>>();
let seed = 0;
const trained = objectives.map(
  (objective): RankerMaker => ({
    name: `trained, by ${objective}`,
    async start() {
      const town = objective === objectives[0] ? seeds[seed++]! : seeds[seed - 1]!;
      if (!learned.has(town)) learned.set(town, learn(town));
      const { fitted, known } = await learned.get(town)!;
      return ranker(fitted, known, objective);
    },
  }),
);
const standings = await compareRankers([...trained, ...referenceRankers()], {
  size: 'demo',
  seeds,
  parameters,
  progress: (ranking, town, value) => console.error(`seed ${town}, ${ranking}: ${value.toFixed(4)}`),
});
printStandings(standings);
const of = (ranking: string) => standings.find((s) => s.name === ranking)!;
for (const other of ['chronological', 'followed', 'popular', 'recently popular']) {
  const ratio = times(standings[0]!, of(other));
  console.log(`${standings[0]!.name}: ${ratio === null ? '-' : range(ratio)} times ${other}`);
}
process.exit(0);

/** Write the log of a town and let the design of the example learn from it. */
async function learn(town: number): Promise<{ fitted: FittedFeed; known: Uint8Array }> {
  const project = mkdtempSync(join(tmpdir(), 'feed-world-'));
  const example = join(import.meta.dirname, '../../examples/news-feed');
  copyFileSync(join(example, 'news-feed.design.ts'), join(project, 'news-feed.design.ts'));
  writeLog(makeTown({ size: 'demo', seed: town, parameters }), {
    folder: join(project, 'data'),
    format: 'csv',
  });
  const wire = wireOf(project);
  const file = await readSystem(project, undefined);
  if (!isFeed(file)) throw new Error('the design of the example is no feed');
  const engine = await wire.engine();
  const { design, log } = await prepareFeed(
    { file, program: 'bench' },
    {
      engine,
      lake: await wire.lake(),
      progress: quiet,
      locate: (sources) => sourceSpecs(project, sources),
      sha256: (words) => hash('sha256', words),
    },
  );
  await engine.close();
  const ports = {
    clock: { now: () => 0, elapsed: () => performance.now() },
    kernels,
    progress: quiet,
    checkCancelled: () => {},
  };
  const task = feedParts(design, log, ports);
  const fitted = fittedFeed(task, await trainFeed(task, ports));
  rmSync(project, { recursive: true });
  return { fitted, known: packKnown(task.known) };
}

/** A fitted feed as the world asks it: its own sources, filters and rerankers, by one objective. */
function ranker(fitted: FittedFeed, bytes: Uint8Array, objective: string): Ranker {
  const known: KnownFeed = unpackKnown(bytes, fitted.design, fitted.texts && openFeedTexts(fitted.texts));
  known.postTable.publishRest();
  const feed = openFeed(
    fitted,
    { posts: known.posts.attributes.schema, readers: known.readers.schema },
    kernels,
  );
  const worth = fitted.design.framing.objectives[objective]!;
  const items = known.postTable.items;
  const publish = (post: Post): void => {
    if (items.find(post.id) === undefined) known.putPost(post.id, attributesOf(post), post.publishedAt);
  };
  return {
    order({ reader, at, context, candidates, count }) {
      candidates.forEach(publish);
      const place = new Map(candidates.map(({ id }, i) => [id, i]));
      const request = {
        reader: known.readers.find(reader.id) ?? -1,
        k: count,
        now: at,
        context: { ...context },
      };
      const page = feed.page({ ...request, before: [], worth, seed: at % 2 ** 31, explain: false }, known);
      const shown = page.entries.flatMap(({ post }) => place.get(items.ids[post]!) ?? []);
      // A page may hold fewer than are asked for: the newest of the rest follow.
      const taken = new Set(shown);
      for (let i = candidates.length - 1; i >= 0 && shown.length < count; i--)
        if (!taken.has(i)) shown.push(i);
      return shown;
    },
    observe({ action, reader, post, at, value }) {
      const index = items.find(postId(post));
      if (index === undefined) return;
      known.act({
        type: action,
        reader: known.readerOf(readerId(reader)),
        post: index,
        at,
        seenAt: at,
        value,
      });
    },
  };
}

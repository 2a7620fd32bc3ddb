/** The feed of examples/news-feed in a made town: it learns from the log as written, and serves as the world asks. */

import { hash } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Ranker } from '../../examples/news-feed/world/ranker.ts';
import { attributesOf } from '../../examples/news-feed/world/rows.ts';
import type { Town } from '../../examples/news-feed/world/town.ts';
import { type Post, postId, type Reader, readerId } from '../../examples/news-feed/world/visible.ts';
import { writeLog } from '../../examples/news-feed/world/write-log.ts';
import { readSystem } from '../../src/adapters/design-file/find-designs.ts';
import { sourceSpecs, wire as wireOf } from '../../src/cli/wire.ts';
import type { FittedFeed } from '../../src/contracts/feed.ts';
import type { FeedDesign } from '../../src/contracts/feed-design.ts';
import type { FeedInput } from '../../src/design/feed/input.ts';
import { isFeed } from '../../src/design/file.ts';
import { openFeedTexts } from '../../src/recipe/feed/feed-texts.ts';
import type { KnownFeed } from '../../src/recipe/feed/known-feed.ts';
import { openFeed } from '../../src/recipe/feed/open-feed.ts';
import { packKnown, unpackKnown } from '../../src/recipe/feed/store-known.ts';
import { fittedFeed } from '../../src/stages/feed/build-feed.ts';
import { feedParts } from '../../src/stages/feed/feed-parts.ts';
import type { FeedPorts, FeedTask } from '../../src/stages/feed/feed-task.ts';
import { prepareFeed } from '../../src/stages/feed/prepare.ts';
import { refitFeed } from '../../src/stages/feed/refit-feed.ts';
import { trainFeed } from '../../src/stages/feed/train-feed.ts';

/** What a feed has learned, and what it knew when the log ended, packed: each trial unpacks its own. */
export interface TownFeed {
  readonly fitted: FittedFeed;
  readonly known: Uint8Array;
}

const kernels = await wireOf(tmpdir()).kernels();
const quiet = { begin: () => {}, at: () => {}, end: () => {} };
export const ports: FeedPorts = {
  clock: { now: () => 0, elapsed: () => performance.now() },
  kernels,
  progress: quiet,
  checkCancelled: () => {},
};

/** Write the log of a town, and read it as the design of the example does, with the changes asked for. */
export async function townTask(
  town: Town,
  change: (design: FeedDesign) => FeedDesign = (design) => design,
): Promise<FeedTask> {
  const project = mkdtempSync(join(tmpdir(), 'feed-world-'));
  const example = join(import.meta.dirname, '../../examples/news-feed');
  copyFileSync(join(example, 'news-feed.design.ts'), join(project, 'news-feed.design.ts'));
  const { counts } = writeLog(town, { folder: join(project, 'data'), format: 'csv' }).written;
  const wire = wireOf(project);
  const file = await readSystem(project, undefined);
  if (!isFeed(file)) throw new Error('the design of the example is no feed');
  const engine = await wire.engine();
  const { design, log } = await prepareFeed(
    { file: { ...file, input: withoutRare(file.input, counts) }, program: 'bench', scores: async () => [] },
    {
      engine,
      lake: await wire.lake(),
      progress: quiet,
      locate: (sources) => sourceSpecs(project, sources),
      sha256: (words) => hash('sha256', words),
    },
  );
  await engine.close();
  rmSync(project, { recursive: true });
  return feedParts(change(design), log, ports);
}

/** Objectives say nothing of actions that are too rare in a small town to be a head. */
function withoutRare(input: FeedInput, counts: Readonly<Record<string, number>>): FeedInput {
  const frequent = (worth: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(worth).filter(([head]) => (counts[head] ?? 0) >= FEWEST));
  const objectives = Object.entries(input.framing!.objectives!).map(([name, worth]) => [
    name,
    frequent(worth),
  ]);
  return { ...input, framing: { ...input.framing, objectives: Object.fromEntries(objectives) } };
}

/** Events of a type that make it a head, as in design/feed/resolve-heads.ts. */
const FEWEST = 20;

/** Let the design of the example learn from the log of a town. */
export async function learnTown(town: Town, change?: (design: FeedDesign) => FeedDesign): Promise<TownFeed> {
  const task = await townTask(town, change);
  const { fitted } = await trainFeed(task, ports);
  return {
    fitted: fittedFeed(task, await refitFeed(task, fitted, ports), ports),
    known: packKnown(task.known),
  };
}

/**
 * A feed that has learned, as the world asks it: its own sources, filters and rerankers, by one objective.
 *
 * @param newcomers readers of whom all is erased first, but what they tell when they join: language and device
 */
export function feedRanker(
  { fitted, known: bytes }: TownFeed,
  objective: string,
  newcomers: readonly Reader[] = [],
): Ranker {
  const known: KnownFeed = unpackKnown(bytes, fitted.design, fitted.texts && openFeedTexts(fitted.texts));
  known.postTable.publishRest();
  for (const { id, language, device, joinedAt } of newcomers) {
    known.eraseReader(id);
    known.putReader(id, { language, device, joinedAt });
  }
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

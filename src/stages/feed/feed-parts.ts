import type { FeedDesign } from '../../contracts/feed-design.ts';
import type { FeedLog, FeedOccasions } from '../../contracts/feed-log.ts';
import { canonicalJson } from '../../contracts/json.ts';
import type { Run } from '../../contracts/run.ts';
import { fail } from '../../errors/fail.ts';
import { seedFor } from '../../kernels/random.ts';
import { feedDictionaries } from '../../recipe/feed/feed-dictionaries.ts';
import { featuresOver } from '../../recipe/feed/feed-features.ts';
import { fitFeedTexts, openFeedTexts } from '../../recipe/feed/feed-texts.ts';
import { occasionsOf, occasionsSince, someOccasions } from '../../recipe/feed/occasions.ts';
import { fitPostPromise } from '../../recipe/feed/post-promise.ts';
import { replayFeatures } from '../../recipe/feed/replay-features.ts';
import { LogReplay } from '../../recipe/feed/replay-log.ts';
import type { FeedPart, FeedPorts, FeedTask } from './feed-task.ts';
import type { WarmStart } from './warm-start.ts';

/**
 * Pages of a log, their truths and their features, parted by time: the newest pages are for the test, those before them for
 * validation. Texts and categories are learned from what was there when training ended. The log is gone through once.
 *
 * start: only pages since its data ended are parted, and its texts, promises and categories stay; where the columns of the tables have
 * changed, it is no start.
 *
 * Throws 'feed/too-few-pages' and 'train/cancelled'. O(events + rows x features).
 */
export function feedParts(design: FeedDesign, log: FeedLog, ports: FeedPorts, start?: WarmStart): FeedTask {
  const { framing, data, seed } = design;
  ports.progress.begin('read pages');
  const every = occasionsOf(log, framing, data.impressions, seed);
  const all = start === undefined ? every : occasionsSince(every, start.until);
  const [training, validated] = boundaries(all, data.split);
  const run = runOf(ports, seedFor(seed, 'texts'));
  const { texts, promise, dictionaries } = start?.fitted ?? {
    texts: textsOf(design, log, all.at[training] ?? Number.POSITIVE_INFINITY, run),
    promise: fitPostPromise(framing.heads, design, log, all, all.start[training]!, run),
    dictionaries: feedDictionaries(design, log, all, training),
  };
  const features = featuresOver(log, design, { dictionaries, promise: promise ?? null });
  if (start !== undefined && canonicalJson(features.columns) !== canonicalJson(start.fitted.columns))
    return feedParts(design, log, ports);
  const replay = new LogReplay(design, log, texts && openFeedTexts(texts));
  const part = (from: number, to: number): FeedPart => {
    const occasions = someOccasions(all, from, to);
    const whole = {
      ...run,
      progress: (done: number, note?: string) => run.progress((from + done * (to - from)) / all.size, note),
    };
    return { occasions, x: replayFeatures(log, occasions, features, replay, whole) };
  };
  const [train, validation, test] = [part(0, training), part(training, validated), part(validated, all.size)];
  replay.advance(log.at.length, log.at.at(-1) ?? 0);
  ports.progress.end(
    `${all.size.toLocaleString('en')} pages, ${all.post.length.toLocaleString('en')} rows of ${features.columns.length} features`,
  );
  const { columns } = features;
  const { known } = replay;
  return {
    design,
    log,
    columns,
    dictionaries,
    texts,
    promise: promise ?? null,
    all,
    train,
    validation,
    test,
    known,
    ...(start && { start }),
  };
}

/** How a fit of a feed is run. */
export const runOf = ({ checkCancelled, progress, kernels }: FeedPorts, seed: number): Run => ({
  seed,
  checkCancelled,
  progress: (fraction, note) => progress.at(fraction, note),
  kernels,
});

/** Pages before which training ends, and validation. Pages of one instant stay together. */
function boundaries(
  { at, size }: FeedOccasions,
  { validation, test }: FeedDesign['data']['split'],
): readonly [number, number] {
  const after = (share: number): number => {
    let page = Math.floor(share * size);
    while (page > 0 && page < size && at[page] === at[page - 1]) page++;
    return page;
  };
  const [first, second] = [after(1 - validation - test), after(1 - test)];
  if (first === 0 || second === first || second === size)
    throw fail('feed/too-few-pages', {
      pages: size,
      train: first,
      validation: second - first,
      test: size - second,
    });
  return [first, second];
}

function textsOf({ data: { posts } }: FeedDesign, { catalogue }: FeedLog, until: number, run: Run) {
  const column = posts.text === null ? undefined : catalogue.attributes.columns.get(posts.text);
  if (column?.form !== 'text') return null;
  // Of posts of which nobody knows since when they are there, it is not told whether they were there.
  return fitFeedTexts(
    column.values.filter((_, post) => !(catalogue.addedAt[post]! >= until)),
    run,
  );
}

/**
 * What a feed is worth to readers of whom nothing is known, beside the popular feeds, by how much they have done since:
 *
 *     node bench/feed/newcomers.ts [SEEDS, 2]
 *
 * In each town the feed learns from the log; then of every third reader all is erased, as of somebody who joins today and tells his language and device. Their
 * sessions of the days after, by what they had done until then (opens and all that follows, no impressions), are compared
 * with the same sessions under the popular feeds. Intervals of 95 % over readers, paired.
 */

import { parametersSha256 } from '../../examples/news-feed/world/parameter-hash.ts';
import type { RankerMaker } from '../../examples/news-feed/world/ranker.ts';
import { referenceRankers } from '../../examples/news-feed/world/reference-rankers.ts';
import { prepareGround, tryRanker } from '../../examples/news-feed/world/trial.ts';
import { interval } from '../../examples/news-feed/world/value.ts';
import { range } from '../../examples/news-feed/world/value-command.ts';
import { visibleReader } from '../../examples/news-feed/world/visible.ts';
import { feedRanker, learnTown } from './town-feed.ts';

const seeds = Array.from({ length: Number(process.argv[2] ?? 2) }, (_, i) => i + 1);
const STEPS = [0, 1, 5, 20];
const others = referenceRankers().filter(({ name }) => name.endsWith('popular'));
/** By step, by reader of a town: values of sessions, the feed's first. */
const seen = STEPS.map(() => new Map<string, number[][]>());

console.log(`parameters ${parametersSha256()}`);
for (const seed of seeds) {
  const ground = prepareGround({ size: 'demo', seed });
  const isNew = (reader: number): boolean => reader % 3 === 0;
  const newcomers = Array.from({ length: ground.town.readers.count }, (_, r) => r).filter(isNew);
  const learned = await learnTown(ground.town);
  const did = new Map<number, number>();
  const before: number[] = [];
  const feed: RankerMaker = {
    name: 'feed',
    start() {
      const ranker = feedRanker(
        learned,
        'value',
        newcomers.map((reader) => visibleReader(ground.town, reader)),
      );
      return {
        order(request) {
          before.push(did.get(request.reader.index) ?? 0);
          return ranker.order(request);
        },
        observe(event) {
          if (event.action !== 'impression') did.set(event.reader, (did.get(event.reader) ?? 0) + 1);
          ranker.observe?.(event);
        },
      };
    },
  };
  const tried = [await tryRanker(ground, feed)];
  for (const other of others) tried.push(await tryRanker(ground, other));
  tried[0]!.forEach(({ session }, i) => {
    if (!isNew(session.reader)) return;
    const step = STEPS.findLastIndex((least) => before[i]! >= least);
    const own = `${seed} ${session.reader}`;
    const values = tried.map((under) => under[i]!.value);
    seen[step]!.set(own, [...(seen[step]!.get(own) ?? []), values]);
  });
}
console.log(
  `| events before | readers | sessions | feed | ${others.map(({ name }) => `more than ${name}`).join(' | ')} |`,
);
console.log(`| --- | --- | --- | --- |${' --- |'.repeat(others.length)}`);
STEPS.forEach((least, s) => {
  const readers = [...seen[s]!.values()];
  if (readers.length < 2) return;
  const meanOf = (of: (values: number[]) => number) =>
    range(interval(readers.map((sessions) => sessions.reduce((sum, v) => sum + of(v), 0) / sessions.length)));
  const sessions = readers.reduce((sum, of) => sum + of.length, 0);
  const more = others.map((_, o) => meanOf((values) => values[0]! - values[o + 1]!));
  console.log(
    `| ${least} or more | ${readers.length} | ${sessions} | ${meanOf((v) => v[0]!)} | ${more.join(' | ')} |`,
  );
});
process.exit(0);

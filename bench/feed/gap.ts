/**
 * Where the trained feed loses against the oracle in the made world, part by part:
 *
 *     node bench/feed/gap.ts [SEEDS, 2] [TIMES, 1]
 *
 * Oracles that lack one thing each, or several, say what knowing it is worth; the oracle among the posts that the feed itself
 * gathers says what retrieval loses; the feed without rerankers, and with all posts scored, says what these are
 * worth. TIMES as many days of log say whether more history would do it; oracles are left out then.
 */

import { makeOracle, unread } from '../../examples/news-feed/world/oracle.ts';
import { parametersSha256 } from '../../examples/news-feed/world/parameter-hash.ts';
import type { Parameters } from '../../examples/news-feed/world/parameter-set.ts';
import { SIZES } from '../../examples/news-feed/world/size.ts';
import type { Town } from '../../examples/news-feed/world/town.ts';
import {
  type Ground,
  policyOf,
  prepareGround,
  tryOracle,
  tryPolicy,
  tryRanker,
} from '../../examples/news-feed/world/trial.ts';
import { interval } from '../../examples/news-feed/world/value.ts';
import { range } from '../../examples/news-feed/world/value-command.ts';
import { feedRanker, learnTown, type TownFeed } from './town-feed.ts';

const seeds = Array.from({ length: Number(process.argv[2] ?? 2) }, (_, i) => i + 1);
const more = Number(process.argv[3] ?? 1);
const size = { ...SIZES.demo, days: more * SIZES.demo.days };

type Lacking = (town: Town) => Town;
const weighing =
  (weights: Partial<Parameters>): Lacking =>
  (town) => ({ ...town, parameters: { ...town.parameters, ...weights } });
const taste: Lacking = (town) => {
  const { interest } = town.readers;
  const mean = interest.reduce((sum, v) => sum + v, 0) / interest.length;
  return { ...town, readers: { ...town.readers, interest: interest.map(() => mean) } };
};
const liking = weighing({ authorSpread: 0 });
const tiring = weighing({ topicFatigue: 0, authorFatigue: 0 });
const authors: Lacking = (town) => {
  const none = new Float32Array(town.posts.count);
  const clickbait = none.map(() => town.parameters.clickbaitShare);
  return { ...town, posts: { ...town.posts, appeal: none, quality: none, clickbait } };
};
const without =
  (...lacking: Lacking[]): Lacking =>
  (town) =>
    lacking.reduce((known, lack) => lack(known), town);

const oracles: readonly (readonly [string, Lacking])[] = [
  ['oracle that does not know what tires readers', tiring],
  ['oracle that does not know their tastes', taste],
  ['oracle that does not know their liking of authors', liking],
  ['oracle that has not read the posts', unread],
  ['oracle that knows nothing of posts, nor of their authors', authors],
  ['oracle without tastes and likings', without(taste, liking)],
  ['oracle without tastes and likings, that has not read the posts', without(taste, liking, unread)],
  [
    'oracle without all these, but for what tires: ties, language, device, age, fashion',
    without(taste, liking, authors),
  ],
  ['the same, that does not know what tires either', without(taste, liking, authors, tiring)],
];

const shares = new Map<string, number[]>();
console.log(`parameters ${parametersSha256()}`);
for (const seed of seeds) {
  const ground = prepareGround({ size, seed });
  const all = mean(await tryOracle(ground));
  const note = (name: string, tried: readonly { value: number }[]): void => {
    shares.set(name, [...(shares.get(name) ?? []), mean(tried) / all]);
    console.error(`seed ${seed}, ${name}: ${(mean(tried) / all).toFixed(3)}`);
  };
  if (more === 1) for (const [name, lack] of oracles) note(name, await tryOracle(ground, lack(ground.town)));
  const learned = await learnTown(ground.town);
  console.error(JSON.stringify([learned.fitted.model.name, learned.fitted.design.rerankers]));
  const feed = (with_: Partial<TownFeed['fitted']['design']>) =>
    feedRanker(
      { ...learned, fitted: { ...learned.fitted, design: { ...learned.fitted.design, ...with_ } } },
      'value',
    );
  note('trained feed', await tryRanker(ground, { name: 'feed', start: () => feed({}) }));
  if (more > 1) continue;
  note(
    'trained feed without rerankers',
    await tryRanker(ground, { name: 'feed', start: () => feed({ rerankers: [] }) }),
  );
  const { serving } = learned.fitted.design;
  note(
    'trained feed that scores every post',
    await tryRanker(ground, {
      name: 'feed',
      start: () => feed({ serving: { ...serving, candidates: 5000 } }),
    }),
  );
  note(
    'oracle among the 500 posts that the feed gathers',
    await amongGathered(ground, feed({ rerankers: [] }), serving.candidates),
  );
}
console.log('| who ranks | share of the oracle |\n| --- | --- |');
for (const [name, values] of shares) console.log(`| ${name} | ${range(interval(values))} |`);
process.exit(0);

/** The oracle orders what the feed gathered and scored, best value first, in place of the feed. */
function amongGathered(ground: Ground, feed: ReturnType<typeof feedRanker>, candidates: number) {
  const oracle = makeOracle(ground.town, ground.truth);
  const gather = policyOf(ground, {
    ...feed,
    order: (request) => feed.order({ ...request, count: candidates }),
  });
  return tryPolicy(
    ground,
    async (past, session, fresh) => {
      const gathered = Array.from(await gather(past, session, fresh), (place) => fresh[place]!);
      const place = new Map(fresh.map((post, i) => [post, i]));
      return oracle(past, session.reader, session.at, gathered, 60).map((post) => place.get(post)!);
    },
    feed.observe?.bind(feed),
  );
}

function mean(tried: readonly { readonly value: number }[]): number {
  return tried.reduce((sum, { value }) => sum + value, 0) / tried.length;
}

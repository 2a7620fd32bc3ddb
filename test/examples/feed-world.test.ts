import { describe, expect, test } from 'vitest';
import { calibrate, truthOf } from '../../examples/news-feed/world/calibrate.ts';
import { noExposure } from '../../examples/news-feed/world/exposure.ts';
import { simulateLog } from '../../examples/news-feed/world/log.ts';
import { startLoggingPolicy } from '../../examples/news-feed/world/logging-policy.ts';
import { parametersSha256 } from '../../examples/news-feed/world/parameter-hash.ts';
import { declaredParameters, parameterNames, scaled } from '../../examples/news-feed/world/parameter-set.ts';
import { facts } from '../../examples/news-feed/world/parameters.ts';
import { startPast } from '../../examples/news-feed/world/past.ts';
import { DAY_MS } from '../../examples/news-feed/world/time.ts';
import { makeTown, type Town } from '../../examples/news-feed/world/town.ts';
import { emptyOutlook, makeTruth, type Outlook } from '../../examples/news-feed/world/truth.ts';
import { postsOf } from '../../examples/news-feed/world/visible.ts';
import { type FeedEvent, visitor } from '../../examples/news-feed/world/visit.ts';
import { attention } from '../../examples/news-feed/world/worth.ts';
import { random, randomInt } from '../../src/kernels/random.ts';

const town = makeTown({ size: { readers: 300, authors: 100, days: 2, after: 1 }, seed: 5 });
const levels = calibrate(town);
const truth = makeTruth(town, levels);

function logOf(made: Town): FeedEvent[] {
  const events: FeedEvent[] = [];
  simulateLog(made, truthOf(made), (event) => events.push(event));
  return events;
}

describe('the parameters', () => {
  test('each says where it is from, and all have one hash', () => {
    for (const name of parameterNames) expect(facts[name].source.length, name).toBeGreaterThan(6);
    expect(parametersSha256()).toMatch(/^[0-9a-f]{64}$/);
  });

  test('each can be halved and doubled, and nothing else changes', () => {
    for (const name of parameterNames) {
      const [half, double] = [0.5, 2].map((factor) => scaled(declaredParameters, name, factor));
      for (const changed of [half!, double!]) {
        const others = parameterNames.filter((other) => changed[other] !== declaredParameters[other]);
        expect(others).toEqual([name]);
      }
      if (facts[name].unit.startsWith('share')) expect(double![name], name).toBeLessThan(1);
    }
  });
});

describe('the log', () => {
  const tiny = makeTown({ size: 'tiny', seed: 3 });
  const log = logOf(tiny);

  test('is told by the seed', () => {
    expect(logOf(makeTown({ size: 'tiny', seed: 3 }))).toEqual(log);
    expect(logOf(makeTown({ size: 'tiny', seed: 4 }))).not.toEqual(log);
  });

  test('is in the order of time; what is done was shown before, and nothing is shown twice', () => {
    const shown = new Set<string>();
    const wrong = log.filter(({ action, at, reader, post }, i) => {
      const known = shown.has(`${reader} ${post}`);
      shown.add(`${reader} ${post}`);
      return known === (action === 'impression') || at < (log[i - 1]?.at ?? 0) || tiny.posts.at[post]! > at;
    });
    expect(wrong).toEqual([]);
    expect(log.at(-1)!.at).toBeLessThan(tiny.startAt + tiny.size.days * DAY_MS);
  });

  test('the propensities are the shares in which posts come to a place', () => {
    const past = startPast(town);
    const policy = startLoggingPolicy(town);
    for (let post = 40; post < 60; post++)
      policy.observe({
        action: 'open',
        at: town.startAt,
        reader: 0,
        post,
        value: Number.NaN,
        session: 0,
        position: 0,
        propensity: Number.NaN,
      });
    const counts = new Map<number, number>();
    const told = new Map<number, number>();
    const draws = 4000;
    for (let id = 0; id < draws; id++) {
      const { posts, propensities } = policy.slate(past, { id, reader: 0, at: town.startAt, depth: 1 });
      counts.set(posts[0]!, (counts.get(posts[0]!) ?? 0) + 1);
      told.set(posts[0]!, propensities[0]!);
    }
    // But for the few posts that never came.
    const all = [...told.values()].reduce((sum, p) => sum + p, 0);
    expect(all).toBeGreaterThan(0.95);
    expect(all).toBeLessThan(1.000001);
    for (const [post, p] of told)
      expect(Math.abs(counts.get(post)! / draws - p)).toBeLessThan(5 * Math.sqrt((p * (1 - p)) / draws));
  });
});

describe('the truth', () => {
  const { readers, posts } = town;
  /** Random looks at random posts. */
  const r = random(4);
  const exposure = noExposure();
  const looks = Array.from({ length: 10_000 }, () => {
    const post = randomInt(r, posts.count);
    const reader = randomInt(r, readers.count);
    exposure.follows = town.graph.follows[reader]!.has(posts.author[post]!);
    const at = posts.at[post]! + 3 * DAY_MS * r();
    return { bait: posts.clickbait[post]!, ...truth(reader, post, at, exposure, emptyOutlook()) };
  });
  const mean = (of: (o: Outlook) => number, among = looks): number =>
    among.reduce((sum, look) => sum + of(look), 0) / among.length;
  const p = declaredParameters;

  test.each([
    ['opens of a look', (o: Outlook) => o.open, p.openRate],
    ['hides of a look', (o: Outlook) => o.hide, p.hidePerLook],
    ['likes', (o: Outlook) => o.open * o.like, p.openRate * p.likePerOpen],
    ['comments', (o: Outlook) => o.open * o.comment, p.openRate * p.commentPerOpen],
    ['shares', (o: Outlook) => o.open * o.share, p.openRate * p.sharePerOpen],
    ['follows', (o: Outlook) => o.open * o.follow, p.openRate * p.followPerOpen],
  ])('%s come out at the rate of the parameters', (_name, of, rate) => {
    const found = mean(of) / rate;
    expect(found).toBeGreaterThan(0.85);
    expect(found).toBeLessThan(1.15);
  });

  test('clickbait is opened more, read less long, hidden more, and worth less', () => {
    const [honestLooks, baitLooks] = [0, 1].map((bait) => looks.filter((look) => look.bait === bait));
    const compare = (of: (o: Outlook) => number): number => mean(of, baitLooks) - mean(of, honestLooks);
    expect(compare((o) => o.logDwell)).toBeLessThan(0);
    expect(compare((o) => o.hide)).toBeGreaterThan(0);
    expect(compare((o) => o.value)).toBeLessThan(0);
    // Authors of clickbait differ in other things too, so of opens the same post is compared with itself.
    const bait = posts.clickbait.indexOf(1);
    const honest = { ...town, posts: { ...posts, clickbait: posts.clickbait.map(() => 0) } };
    const open = (made: Town): number =>
      makeTruth(made, levels)(0, bait, posts.at[bait]!, noExposure(), emptyOutlook()).open;
    expect(open(town)).toBeGreaterThan(open(honest));
  });

  test('the lower a post stands the less it is opened, by the exponent of the parameters', () => {
    const past = startPast(town);
    const visit = visitor(town, truth);
    const opens = [0, 0];
    const at = town.startAt + DAY_MS;
    for (let id = 0; id < 3000; id++) {
      const slate = Array.from({ length: 9 }, () => randomInt(r, posts.count));
      visit(
        past,
        { id, reader: randomInt(r, readers.count), at, depth: 9 },
        slate,
        (action, _at, _post, position) => {
          if (action === 'open' && position % 8 === 0) opens[position / 8]!++;
        },
      );
    }
    expect(attention(town, 8)).toBeCloseTo(1 / 3, 10);
    expect(opens[0]! / opens[1]!).toBeGreaterThan(2);
    expect(opens[0]! / opens[1]!).toBeLessThan(4.5);
  });
});

describe('posts', () => {
  const postOf = postsOf(town);
  const all = Array.from({ length: town.posts.count }, (_, i) => postOf(i));

  test('that tell the same have most words in common, others of a topic do not', () => {
    const common = (a: string, b: string): number => {
      const [x, y] = [a.split(' '), b.split(' ')];
      const n = Math.min(x.length, y.length);
      return x.slice(0, n).filter((word, i) => word === y[i]).length / n;
    };
    const again = all.filter((post) => post.group !== post.id);
    expect(again.length).toBeGreaterThan(0);
    for (const post of again)
      expect(common(post.text, postOf(Number(post.group.slice(1))).text)).toBeGreaterThan(0.5);
    expect(common(all[0]!.text, all[1]!.text)).toBeLessThan(0.5);
  });

  test('hashtags are joined words of the topic; vectors are given for pictures and videos alone', () => {
    expect(all.some((post) => /^#[a-z]{6,}( #[a-z]{6,})*$/.test(post.hashtags))).toBe(true);
    for (const post of all) expect(post.vector === null).toBe(post.type === 'text');
  });

  test('the busiest tenth of the authors writes most of them', () => {
    const counts = new Map<string, number>();
    for (const { author } of all) counts.set(author, (counts.get(author) ?? 0) + 1);
    const busiest = [...counts.values()].sort((a, b) => b - a).slice(0, 10);
    const share = busiest.reduce((sum, n) => sum + n, 0) / all.length;
    expect(Math.abs(share - declaredParameters.topTenthPosts)).toBeLessThan(0.1);
  });
});

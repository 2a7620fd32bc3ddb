import type { Exposure } from './exposure.ts';
import { liking } from './graph.ts';
import { HOUR_MS, hourOf } from './time.ts';
import { TOPICS } from './topics.ts';
import type { Town } from './town.ts';

/**
 * What a reader who looks at a post will do with it, in probabilities, and what that is worth. Reused from call to call.
 *
 * open, hide: of a look. report: of a hide. like, comment, share, follow: of an open. satisfaction: -1 to 1, if opened.
 */
export interface Outlook {
  open: number;
  hide: number;
  report: number;
  like: number;
  comment: number;
  share: number;
  follow: number;
  satisfaction: number;
  /** Mean of the log of the seconds with it, if opened. */
  logDwell: number;
  /** True value of a look: what it is to a reader, not what he did. */
  value: number;
}

/** Levels that make the rates of an average look those of the parameters: see calibrate.ts. */
export interface Levels {
  readonly open: number;
  readonly hide: number;
  readonly like: number;
  readonly comment: number;
  readonly share: number;
  readonly follow: number;
}

export type Truth = (reader: number, post: number, at: number, exposure: Exposure, out: Outlook) => Outlook;

const NOTHING: Outlook = {
  open: 0,
  hide: 0,
  report: 0,
  like: 0,
  comment: 0,
  share: 0,
  follow: 0,
  satisfaction: 0,
  logDwell: 0,
  value: 0,
};
export const emptyOutlook = (): Outlook => ({ ...NOTHING });

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
/** Readers are a third of the way to liking a topic best, on average: what is drawn to is measured from there. */
const MEAN_INTEREST = 1 / 3;
/** Words of the median post, and how the time with a post grows with its words. */
const MEDIAN_WORDS = 80;
const DWELL_BY_WORDS = 0.4;
/** Who is unhappy with a post hides it: log-odds of hiding by log-odds of satisfaction. */
const HIDE_BY_DISPLEASURE = 0.8;

/** Of the same state and post always the same. Allocates nothing. */
export function makeTruth(town: Town, levels: Levels): Truth {
  const p = town.parameters;
  const { posts } = town;
  const draws = makeDraw(town);
  const lifeMs = p.halfLifeHours * HOUR_MS;
  return (reader, post, at, exposure, out) => {
    const draw = draws(reader, post, at, exposure);
    const age = Math.max(0, at - posts.at[post]!);
    const faded = Math.LN2 * (age / lifeMs) ** p.lifeExponent;
    const tired = exposure.repeat ? p.repeatFatigue : 0;
    const bait = posts.clickbait[post]!;
    out.open = sigmoid(
      levels.open + draw + p.qualitySpread * posts.appeal[post]! + p.clickbaitPull * bait - faded - tired,
    );
    const pleased =
      p.satisfactionBase +
      p.satisfactionWeight * draw +
      p.qualitySatisfaction * posts.quality[post]! -
      p.clickbaitLetdown * bait -
      tired;
    const s = 2 * sigmoid(pleased) - 1;
    out.satisfaction = s;
    out.logDwell =
      Math.log(p.dwellMedian) +
      DWELL_BY_WORDS * Math.log(posts.length[post]! / MEDIAN_WORDS) +
      p.dwellBySatisfaction * s;
    const activity = town.readers.activity[reader]!;
    const glad = (1 + s) ** 2;
    out.like = Math.min(1, levels.like * activity * glad);
    // One comments on what one agrees with, and on what angers.
    out.comment = Math.min(1, levels.comment * activity * (0.5 + s * s));
    out.share = Math.min(1, levels.share * activity * glad);
    out.follow = exposure.follows ? 0 : Math.min(1, levels.follow * activity * glad);
    out.hide = sigmoid(levels.hide - HIDE_BY_DISPLEASURE * pleased);
    out.report = p.reportPerHide;
    out.value =
      out.open *
        (p.valueSatisfaction * s +
          p.valueLike * out.like +
          p.valueComment * out.comment +
          p.valueShare * out.share +
          p.valueFollow * out.follow) -
      out.hide * (p.costHide + out.report * p.costReport);
    return out;
  };
}

/** What draws a reader to a post besides the post's own appeal, in log-odds of opening. */
function makeDraw(town: Town): (reader: number, post: number, at: number, exposure: Exposure) => number {
  const { parameters: p, readers, posts, authors, graph, fashion, seed } = town;
  return (reader, post, at, exposure) => {
    const topic = posts.topic[post]!;
    const author = posts.author[post]!;
    const interest = readers.interest[reader * TOPICS.length + topic]!;
    let draw = p.tasteWeight * (interest - MEAN_INTEREST) + p.authorSpread * liking(seed, reader, author);
    draw +=
      fashion(topic, at) +
      deviceFit(readers.phone[reader]!, posts.type[post]!, posts.length[post]!) * p.deviceWeight;
    draw += 0.5 * p.hourWeight * Math.cos(((hourOf(at) - TOPICS[topic]!.hour) / 12) * Math.PI);
    if (exposure.follows) draw += p.followWeight;
    const person = authors.person[author]!;
    const friend = person < 0 ? undefined : graph.friends[reader]!.get(person);
    if (friend !== undefined) draw += p.friendWeight * friend.closeness;
    if (posts.mention[post] === reader) draw += p.mentionWeight;
    if (exposure.friendLiked) draw += p.socialWeight;
    if (posts.language[post] !== readers.language[reader] && readers.bilingual[reader] === 0)
      draw -= p.languageWeight;
    return draw - p.topicFatigue * exposure.sameTopic - p.authorFatigue * exposure.sameAuthor;
  };
}

/** From -1/2 to 1/2. */
function deviceFit(phone: number, type: number, words: number): number {
  const handy = type === 2 || words < MEDIAN_WORDS ? 0.5 : -0.5;
  return phone === 1 ? handy : -handy;
}

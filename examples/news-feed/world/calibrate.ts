import { random, randomInt, seedFor } from '../../../src/kernels/random.ts';
import { noExposure } from './exposure.ts';
import { SHOWN_FOR_MS, type Town } from './town.ts';
import { emptyOutlook, type Levels, makeTruth, type Outlook, sigmoid, type Truth } from './truth.ts';

/** Looks over which rates are averaged. */
const LOOKS = 8000;
/** Above 1 a probability is cut, so what goes by ratio is measured far below. */
const SMALL = 1e-3;

/**
 * Levels at which the rates of the parameters come out, over random looks of random readers at random fresh posts, that
 * nothing but the reader's follows favours: bisection for the two probabilities of a look, a ratio for those of an open.
 */
export function calibrate(town: Town): Levels {
  const p = town.parameters;
  const outlooks = lookAround(town, {
    open: 0,
    hide: 0,
    like: SMALL,
    comment: SMALL,
    share: SMALL,
    follow: SMALL,
  });
  const open = solve(
    Float64Array.from(outlooks, (o) => logit(o.open)),
    p.openRate,
  );
  const hide = solve(
    Float64Array.from(outlooks, (o) => logit(o.hide)),
    p.hidePerLook,
  );
  const opens = outlooks.map((o) => sigmoid(logit(o.open) + open));
  const all = opens.reduce((sum, v) => sum + v, 0);
  const level = (rate: number, of: (o: Outlook) => number): number => {
    const perOpen = outlooks.reduce((sum, o, i) => sum + opens[i]! * of(o), 0) / all;
    return (SMALL * rate) / Math.max(perOpen, Number.MIN_VALUE);
  };
  return {
    open,
    hide,
    like: level(p.likePerOpen, (o) => o.like),
    comment: level(p.commentPerOpen, (o) => o.comment),
    share: level(p.sharePerOpen, (o) => o.share),
    follow: level(p.followPerOpen, (o) => o.follow),
  };
}

/** The truth of a town, at the levels of its parameters. */
export const truthOf = (town: Town): Truth => makeTruth(town, calibrate(town));

function lookAround(town: Town, levels: Levels): Outlook[] {
  const r = random(seedFor(town.seed, 'looks'));
  const { posts, readers, startAt, graph } = town;
  const truth = makeTruth(town, levels);
  const exposure = noExposure();
  return Array.from({ length: LOOKS }, () => {
    const reader = randomInt(r, readers.count);
    const post = randomInt(r, posts.count);
    exposure.follows = graph.follows[reader]!.has(posts.author[post]!);
    const at = Math.max(startAt, posts.at[post]! + r() * SHOWN_FOR_MS);
    return truth(reader, post, at, exposure, emptyOutlook());
  });
}

const logit = (p: number): number => Math.log(p / (1 - p));

/** What to add to all log-odds that their mean probability is the one wanted: by bisection, to a millionth. */
function solve(logOdds: Float64Array, wanted: number): number {
  let [low, high] = [-20, 20];
  while (high - low > 1e-6) {
    const middle = (low + high) / 2;
    let sum = 0;
    for (let i = 0; i < logOdds.length; i++) sum += sigmoid(logOdds[i]! + middle);
    if (sum < wanted * logOdds.length) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

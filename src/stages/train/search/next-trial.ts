import type { ModelChoice } from '../../../contracts/design.ts';
import { canonicalJson } from '../../../contracts/json.ts';
import { TIERS } from '../../../contracts/model.ts';
import { random, seedFor } from '../../../kernels/random.ts';
import { paramsAt, pointOf, type Space, spaceOf } from '../../../learn/search/space.ts';
import { tpePoint } from '../../../learn/search/tpe.ts';
import { modelOf } from '../fit-model.ts';
import type { Trial } from './trial.ts';

/** Of a simple model: it has little to tune. */
const SIMPLE_TRIALS = 5;
/** Trials in a row that may bring no gain before the search is not worth going on with. */
const PATIENCE = 25;
/** What counts as a gain: this share of the way from the baseline to the best so far. */
const GAIN = 0.001;

/** What to try next, and why the search is over when there is nothing. */
export type Next = { readonly choice: ModelChoice; readonly step: Step } | { readonly over: 'not worth it' };
export type Step = (typeof TIERS)[number] | 'search';

/**
 * The next trial of a run under a budget: every baseline, then every simple model and a few variants of the best of them,
 * then every complex model, then variants of those, chosen by TPE, the better ones more often.
 *
 * It depends on the trials before it, and on nothing else: time and number only cut the sequence short.
 */
export function nextTrial(candidates: readonly ModelChoice[], trials: readonly Trial[], seed: number): Next {
  for (const tier of TIERS) {
    const ofTier = candidates.filter((c) => modelOf(c).traits.tier === tier);
    const fresh = ofTier.find((c) => !trials.some((t) => same(t.choice, c)));
    if (fresh !== undefined) return { choice: fresh, step: tier };
    if (isPerfect(trials)) return { over: 'not worth it' };
    if (tier !== 'simple') continue;
    const best = searchable(ofTier, trials)[0];
    if (best !== undefined && trialsOf(best, trials).length < SIMPLE_TRIALS)
      return { choice: variantOf(best, trials, seed), step: tier };
  }
  const complex = searchable(
    candidates.filter((c) => modelOf(c).traits.tier === 'complex'),
    trials,
  );
  if (complex.length === 0 || stalled(candidates, trials)) return { over: 'not worth it' };
  // Two of three variants are of the best model, the third of the next best.
  const turn = trials.length % 3 === 2 ? 1 : 0;
  return { choice: variantOf(complex[Math.min(turn, complex.length - 1)]!, trials, seed), step: 'search' };
}

/** Models that have something to search, best first. */
const searchable = (choices: readonly ModelChoice[], trials: readonly Trial[]): readonly ModelChoice[] =>
  choices
    .filter((c) => spaceOf(modelOf(c).params).length > 0)
    .toSorted((a, b) => bestLoss(trialsOf(a, trials)) - bestLoss(trialsOf(b, trials)));

/** The model with parameters that TPE has chosen by its trials so far. What the design sets and no search draws stays. */
export function variantOf(choice: ModelChoice, trials: readonly Trial[], seed: number): ModelChoice {
  const own = trialsOf(choice, trials);
  const space: Space = spaceOf(modelOf(choice).params);
  const tried = own.map((t) => ({ point: pointOf(space, t.choice.params), loss: t.loss }));
  const r = random(seedFor(seed, `trial ${trials.length}`));
  return { name: choice.name, params: { ...choice.params, ...paramsAt(space, tpePoint(space, tried, r)) } };
}

const same = (a: ModelChoice, b: ModelChoice): boolean =>
  a.name === b.name && canonicalJson(a.params) === canonicalJson(b.params);

const trialsOf = ({ name }: ModelChoice, trials: readonly Trial[]): readonly Trial[] =>
  trials.filter((t) => t.choice.name === name);

const bestLoss = (trials: readonly Trial[]): number => Math.min(...trials.map((t) => t.loss));

/** No error to speak of is left: rare, but then nothing more can be gained. */
const isPerfect = (trials: readonly Trial[]): boolean => {
  const first = trials[0]?.loss ?? 0;
  const best = bestLoss(trials.filter((t) => t.said !== null));
  // An AUC or accuracy of 1 is a loss of -1; a loss proper of nothing beside that of the baseline is as good.
  return best === -1 || (first > 0 && best < 1e-6 * first);
};

function stalled(candidates: readonly ModelChoice[], trials: readonly Trial[]): boolean {
  const searched = trials.length - candidates.length;
  if (searched < PATIENCE) return false;
  const baseline = trials[0]!.loss;
  const before = bestLoss(trials.slice(0, -PATIENCE));
  return before - bestLoss(trials) <= GAIN * Math.max(0, baseline - before);
}

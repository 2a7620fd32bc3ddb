import { random } from '../kernels/random.ts';
import { resample } from '../kernels/resample.ts';
import { type BcaInterval, bcaInterval } from './bca-interval.ts';

/** Decisions that one policy took, seen from another. */
export interface LoggedDecisions {
  /** [decisions] what came of each. */
  readonly reward: Float64Array;
  /** [decisions] the chance, > 0, with which the logging policy took the action that it took. */
  readonly propensity: Float64Array;
  /** [decisions] the chance, >= 0, with which the other policy would have taken it. */
  readonly target: Float64Array;
  /** What a model of the reward, fitted without the decision itself, expects; null = there is none. */
  readonly expected: {
    /** [decisions] of the action that was taken. */
    readonly taken: Float64Array;
    /** [decisions] of the other policy: over all actions, by the chance of each. */
    readonly target: Float64Array;
  } | null;
  /** [decisions] decisions of one group (a user) hang together, and are drawn together; absent = each is alone. */
  readonly group?: Int32Array;
}

export interface OffPolicyOptions {
  /** Resamples. */
  readonly samples: number;
  /** Share of resamples within each interval, e.g. 0.95. */
  readonly level: number;
  readonly seed: number;
  /** Effective decisions below which no estimate is given. */
  readonly leastEffective: number;
}

/** What another policy would have earned by decision, told from the log alone. */
export interface OffPolicy {
  readonly decisions: number;
  /**
   * (sum of weights)^2 / sum of squared weights: how many decisions of the other policy the log is worth. Where there are
   * groups, of the sums of the weights of each: how many groups.
   */
  readonly effective: number;
  /** Mean and largest weight. The mean is 1, but for chance, when propensities are true and nothing was impossible. */
  readonly meanWeight: BcaInterval;
  readonly largestWeight: number;
  /** Mean reward of the logging policy. */
  readonly logged: BcaInterval;
  /** Null where the log is worth too few decisions: every figure would be chance. */
  readonly estimates: OffPolicyEstimates | null;
}

export interface OffPolicyEstimates {
  /** Inverse propensity scoring: without bias, with the most variance. Horvitz and Thompson 1952. */
  readonly ips: BcaInterval;
  /** Self-normalised: a little bias, less variance, never beyond the rewards met. Swaminathan and Joachims 2015. */
  readonly snips: BcaInterval;
  /** Doubly robust: right when propensities or the model of the reward are. Dudik, Langford and Li 2011. */
  readonly dr: BcaInterval | null;
  /** The best of them (doubly robust where there is one, else self-normalised) less the mean reward of the log, paired. */
  readonly gain: BcaInterval;
}

/**
 * Estimate a policy from the log of another.
 *
 * Intervals are bootstrap intervals corrected for bias and skewness (weights are skewed), over the same resamples for
 * all figures, of groups where there are any. Deterministic in the seed. No decision at all gives NaN and no estimate. O(samples x decisions).
 */
export function offPolicy(log: LoggedDecisions, options: OffPolicyOptions): OffPolicy {
  const terms = termsOf(log);
  const parts = byGroup(terms, log.group);
  const decisions = terms.weight.length;
  const largestWeight = terms.weight.reduce((most, w) => Math.max(most, w), 0);
  let sum = 0;
  let squares = 0;
  for (const w of parts.weight) {
    sum += w;
    squares += w * w;
  }
  const effective = squares === 0 ? 0 : (sum * sum) / squares;
  const enough = effective >= options.leastEffective;
  const figures = enough ? [...ALWAYS, ...ESTIMATES, ...(log.expected ? ROBUST : [])] : ALWAYS;
  const told = figuresOf(figures, parts, options);
  const gain = log.expected === null ? 'snipsGain' : 'drGain';
  return {
    decisions,
    effective,
    meanWeight: told.get('weight')!,
    largestWeight,
    logged: told.get('reward')!,
    estimates: enough
      ? {
          ips: told.get('ips')!,
          snips: told.get('snips')!,
          dr: told.get('dr') ?? null,
          gain: told.get(gain)!,
        }
      : null,
  };
}

/** By decision, the terms whose means the figures are made of. */
type Terms = Readonly<Record<'weight' | 'reward' | 'weighted' | 'robust', Float64Array>>;

/** The same added up by group, and decisions of each. */
type GroupTerms = Terms & { readonly size: Float64Array };

function byGroup(terms: Terms, group: Int32Array | undefined): GroupTerms {
  const decisions = terms.weight.length;
  if (group === undefined) return { ...terms, size: new Float64Array(decisions).fill(1) };
  const groups = group.reduce((most, g) => Math.max(most, g + 1), 0);
  const added = (values: (i: number) => number): Float64Array => {
    const sums = new Float64Array(groups);
    for (let i = 0; i < decisions; i++) sums[group[i]!]! += values(i);
    return sums;
  };
  const { weight, reward, weighted, robust } = terms;
  return {
    weight: added((i) => weight[i]!),
    reward: added((i) => reward[i]!),
    weighted: added((i) => weighted[i]!),
    robust: added((i) => robust[i]!),
    size: added(() => 1),
  };
}

function termsOf({ reward, propensity, target, expected }: LoggedDecisions): Terms {
  const weight = target.map((p, i) => p / propensity[i]!);
  const weighted = weight.map((w, i) => w * reward[i]!);
  const robust = expected
    ? weight.map((w, i) => expected.target[i]! + w * (reward[i]! - expected.taken[i]!))
    : weighted;
  return { weight, reward, weighted, robust };
}

type Means = Readonly<Record<keyof Terms, number>>;

/** A figure: from means to its value, and how much each group moves it (its influence). */
interface Figure {
  readonly name: string;
  value(means: Means): number;
  influence(means: Means, terms: GroupTerms, i: number): number;
}

const ratioInfluence = (m: Means, t: GroupTerms, i: number): number =>
  (t.weighted[i]! - (m.weighted / m.weight) * t.weight[i]!) / m.weight;

const ALWAYS: readonly Figure[] = [
  { name: 'weight', value: (m) => m.weight, influence: (m, t, i) => t.weight[i]! - t.size[i]! * m.weight },
  { name: 'reward', value: (m) => m.reward, influence: (m, t, i) => t.reward[i]! - t.size[i]! * m.reward },
];
const ESTIMATES: readonly Figure[] = [
  { name: 'ips', value: (m) => m.weighted, influence: (m, t, i) => t.weighted[i]! - t.size[i]! * m.weighted },
  { name: 'snips', value: (m) => m.weighted / m.weight, influence: ratioInfluence },
  {
    name: 'snipsGain',
    value: (m) => m.weighted / m.weight - m.reward,
    influence: (m, t, i) => ratioInfluence(m, t, i) - (t.reward[i]! - t.size[i]! * m.reward),
  },
];
const ROBUST: readonly Figure[] = [
  { name: 'dr', value: (m) => m.robust, influence: (m, t, i) => t.robust[i]! - t.size[i]! * m.robust },
  {
    name: 'drGain',
    value: (m) => m.robust - m.reward,
    influence: (m, t, i) => t.robust[i]! - t.reward[i]! - t.size[i]! * (m.robust - m.reward),
  },
];

function figuresOf(
  figures: readonly Figure[],
  terms: GroupTerms,
  { samples, level, seed }: OffPolicyOptions,
): Map<string, BcaInterval> {
  const n = terms.weight.length;
  const whole = meansOf(terms, new Float64Array(n).fill(1));
  const drawn = figures.map(() => new Float64Array(samples));
  const counts = new Float64Array(n);
  const r = random(seed);
  for (let s = 0; s < samples; s++) {
    resample(counts, r);
    const means = meansOf(terms, counts);
    figures.forEach((figure, f) => {
      drawn[f]![s] = figure.value(means);
    });
  }
  return new Map(
    figures.map((figure, f) => {
      const influences = terms.weight.map((_, i) => figure.influence(whole, terms, i));
      return [figure.name, bcaInterval(figure.value(whole), drawn[f]!, influences, level)];
    }),
  );
}

function meansOf({ weight, reward, weighted, robust, size }: GroupTerms, counts: Float64Array): Means {
  let n = 0;
  let [w, r, wr, d] = [0, 0, 0, 0];
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i]!;
    if (count === 0) continue;
    n += count * size[i]!;
    w += count * weight[i]!;
    r += count * reward[i]!;
    wr += count * weighted[i]!;
    d += count * robust[i]!;
  }
  return { weight: w / n, reward: r / n, weighted: wr / n, robust: d / n };
}

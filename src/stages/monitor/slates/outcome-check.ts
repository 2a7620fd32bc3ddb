import type { Measured } from '../../../contracts/evaluation.ts';
import type { UserAction } from '../../../contracts/product-event.ts';
import type { LabelRule } from '../../../contracts/recommend-design.ts';
import type { OutcomeCheck, VersionOutcomes } from '../../../contracts/slate-monitoring.ts';
import { eachResample, withInterval } from '../../../explain/bootstrap.ts';
import { normalQuantile } from '../../../kernels/normal-quantile.ts';
import { seedFor } from '../../../kernels/random.ts';
import type { SlateRow } from '../slate-rows.ts';
import { type SlateOutcomes, slateOutcomes } from './slate-outcomes.ts';

const HOUR_MS = 3_600_000;
const SAMPLES = 200;
const LEVEL = 0.95;
/** How often a loss of the size that is told would have been found. */
const POWER = 0.8;
/** Users below whom rates of versions are not compared: the bootstrap of fewer is too narrow. */
const FEWEST_USERS = 20;

export interface OutcomeInput {
  /** Of any version, oldest first; degraded ones count for nobody. */
  readonly slates: readonly SlateRow[];
  readonly actions: readonly UserAction[];
  readonly rule: LabelRule;
  readonly hours: number;
  readonly now: number;
  readonly champion: number | null;
  /** The champion before. */
  readonly former: number | null;
  /** Chance that a champion no worse than the one before is called worse. */
  readonly falseAlarmRate: number;
  readonly seed: number;
}

/** What came of slates, by version: rates with intervals over users, for one user's slates hang together. */
export function outcomeCheck(input: OutcomeInput): OutcomeCheck {
  const { hours, champion, former } = input;
  const slates = input.slates.filter(({ degraded }) => degraded === undefined);
  const outcomes = slateOutcomes(slates, input.actions, input.rule, hours * HOUR_MS);
  const numbers = [...new Set(slates.map(({ version }) => version))].sort((a, b) => b - a);
  const versions = numbers.map((version) => versionOutcomes(version, slates, outcomes, input));
  const of = (number: number | null) => versions.find(({ told }) => told.version === number);
  const compared = comparison(of(champion), of(former), input.falseAlarmRate);
  return {
    hours,
    versions: versions.map(({ told }) => told),
    difference: compared?.difference ?? null,
    smallestLoss: compared?.smallestLoss ?? null,
    says: saysOf(
      versions.map(({ told }) => told),
      compared?.smallestLoss ?? null,
      hours,
    ),
  };
}

interface Told {
  readonly told: VersionOutcomes;
  /** Users with slates whose time is over. */
  readonly users: number;
}

function versionOutcomes(
  version: number,
  slates: readonly SlateRow[],
  { taken, events }: SlateOutcomes,
  { now, hours, seed }: OutcomeInput,
): Told {
  const own = [...slates.keys()].filter((s) => slates[s]!.version === version);
  const settled = own.filter((s) => slates[s]!.at <= now - hours * HOUR_MS);
  const hit = (s: number): boolean => taken[s]!.includes(1);
  const options = { samples: SAMPLES, level: LEVEL, seed: seedFor(seed, `outcomes@${version}`) };
  const groups = byUser(settled, slates, hit);
  const counts = new Map<string, number>();
  for (const s of own) for (const [type, n] of events[s]!) counts.set(type, (counts.get(type) ?? 0) + n);
  return {
    users: groups.length,
    told: {
      version,
      slates: own.length,
      settled: settled.length / own.length,
      rate: userRate(byUser(own, slates, hit), options),
      settledRate: userRate(groups, options),
      events: Object.fromEntries([...counts].map(([type, n]) => [type, n / own.length])),
      byPlace: placeRates(own.map((s) => taken[s]!)),
    },
  };
}

interface UserCounts {
  slates: number;
  hits: number;
}

/** Slates for nobody in particular are each of somebody else. */
function byUser(
  own: readonly number[],
  slates: readonly SlateRow[],
  hit: (s: number) => boolean,
): UserCounts[] {
  const users = new Map<string, UserCounts>();
  for (const s of own) {
    const key = slates[s]!.user ?? `\0${s}`;
    const counts = users.get(key) ?? { slates: 0, hits: 0 };
    counts.slates++;
    if (hit(s)) counts.hits++;
    users.set(key, counts);
  }
  return [...users.values()];
}

/** Hits per slate; its interval draws users with all their slates. */
function userRate(
  users: readonly UserCounts[],
  options: { readonly samples: number; readonly level: number; readonly seed: number },
): Measured {
  const over = (counts: Float64Array): number => {
    let [slates, hits] = [0, 0];
    users.forEach((user, u) => {
      slates += counts[u]! * user.slates;
      hits += counts[u]! * user.hits;
    });
    return hits / slates;
  };
  if (users.length === 0) return { value: null, low: null, high: null };
  const drawn = new Float64Array(options.samples);
  eachResample(users.length, options, (counts, sample) => {
    drawn[sample] = over(counts);
  });
  return withInterval(over(new Float64Array(users.length).fill(1)), drawn, options.level);
}

function placeRates(taken: readonly Uint8Array[]): number[] {
  const places = taken.reduce((most, { length }) => Math.max(most, length), 0);
  return Array.from({ length: places }, (_, place) => {
    const shown = taken.filter(({ length }) => length > place);
    return shown.reduce((sum, one) => sum + one[place]!, 0) / shown.length;
  });
}

/** The rates of two versions over slates that had their time. Each is read off its interval as if it were normal. */
function comparison(now: Told | undefined, before: Told | undefined, rate: number) {
  if (now === undefined || before === undefined) return null;
  if (Math.min(now.users, before.users) < FEWEST_USERS) return null;
  const sides = [now, before].map(({ told }) => told.settledRate);
  const z = normalQuantile((1 + LEVEL) / 2);
  const sd = Math.hypot(...sides.map(({ low, high }) => (high! - low!) / (2 * z)));
  const value = sides[0]!.value! - sides[1]!.value!;
  return {
    difference: {
      value,
      low: value - z * sd,
      high: value + z * sd,
      before: before.told.version,
      worse: sd > 0 && value < normalQuantile(rate) * sd,
    },
    smallestLoss: (normalQuantile(1 - rate) + normalQuantile(POWER)) * sd,
  };
}

function saysOf(versions: readonly VersionOutcomes[], smallest: number | null, hours: number): string {
  if (versions.every(({ rate }) => !rate.value))
    return 'No event names a slate or follows one: send what users do to POST /v1/events, with the id of the slate as "requestId".';
  if (smallest === null)
    return `An event counts for the slate that showed its item up to ${hours} hours before. There is no former champion to compare with.`;
  return `An event counts for the slate that showed its item up to ${hours} hours before. A rate lower by ${(100 * smallest).toPrecision(2)} points would have been found four times in five. The two were shown at different times: only a test of both at once proves which is better.`;
}

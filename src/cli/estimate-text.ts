import type { OffPolicy } from '../experiments/off-policy.ts';
import type { Outcome, Paint } from './command.ts';

/** What an estimate is shown with, whatever it is of. */
export interface ShownEstimate {
  readonly told: OffPolicy;
  readonly policy: string;
  readonly level: number;
  /** Why there are no estimates; null when there are. */
  readonly refused: string | null;
  /** What was counted, and what the weights are worth. */
  readonly facts: readonly string[];
  readonly remarks: readonly string[];
}

/** Estimates with their intervals, what they rest on, and why there are none. */
export function estimateText(
  { told, policy, level, refused, facts, remarks }: ShownEstimate,
  paint: Paint,
): string {
  const { estimates, logged, meanWeight } = told;
  const line = (name: string, { value, low, high }: OffPolicy['logged'], says: string): string[] => [
    name,
    shown(value),
    `${shown(low)} to ${shown(high)}`,
    says,
  ];
  const rows = [
    line('as logged', logged, 'mean reward of the policy that ran'),
    ...(estimates === null
      ? []
      : [
          line('IPS', estimates.ips, 'inverse propensity: no bias, most variance'),
          line('SNIPS', estimates.snips, 'self-normalised'),
          ...(estimates.dr === null ? [] : [line('DR', estimates.dr, 'doubly robust')]),
          line('gain', estimates.gain, `${estimates.dr === null ? 'SNIPS' : 'DR'} less the log, paired`),
        ]),
  ];
  const off = meanWeight.low > 1 || meanWeight.high < 1;
  return [
    `Policy ${paint.bold(policy)} by the log`,
    paint.table(['estimate', 'reward', `${Math.round(level * 100)}% interval`, ''], rows),
    ...facts,
    ...(off
      ? [
          paint.warn(
            'the mean weight should be 1: propensities are not what was drawn by, or some actions could not be drawn',
          ),
        ]
      : []),
    ...remarks.map((remark) => paint.dim(remark)),
    ...(refused === null ? [] : [paint.bad(`refused: ${refused}`)]),
  ].join('\n');
}

/** The same with --json; `rest` stands beside it. */
export const estimateJson = (
  { told, policy, level, refused }: ShownEstimate,
  rest: Outcome['json'],
): Outcome['json'] => ({
  policy,
  refused,
  metrics: { logged: told.logged, ...told.estimates },
  level,
  meanWeight: told.meanWeight,
  decisions: told.decisions,
  effective: told.effective,
  largestWeight: told.largestWeight,
  ...rest,
});

/** What the weights come to. */
export const weightFact = ({ effective, meanWeight }: OffPolicy, what: string): string =>
  `effective ${what} ${short(effective)}, mean weight ${shown(meanWeight.value)} [${shown(meanWeight.low)}, ${shown(meanWeight.high)}]`;

export const count = (n: number): string => n.toLocaleString('en');
export const short = (n: number): string => n.toLocaleString('en', { maximumSignificantDigits: 3 });
const shown = (n: number): string => n.toPrecision(3);

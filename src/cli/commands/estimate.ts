import type { Estimated } from '../../stages/estimate.ts';
import { command, type Outcome, type Paint } from '../command.ts';

/** What another policy would have earned, from the log of the one that ran. */
export const estimate = command({
  name: 'estimate',
  about:
    'Tell from a log of decisions what another policy would have earned, or refuse where the log cannot tell',
  arguments: { log: { about: 'decisions: a .csv, .tsv, .jsonl, .json or .parquet file', required: true } },
  options: {
    policy: {
      type: 'text',
      placeholder: 'name',
      about: 'uniform, or the column with the chance that the other policy takes the logged action',
      default: 'uniform',
    },
    action: { type: 'text', placeholder: 'column', about: 'what was done', default: 'action' },
    reward: { type: 'text', placeholder: 'column', about: 'what came of it, a number', default: 'reward' },
    propensity: {
      type: 'text',
      placeholder: 'column',
      about: 'the chance with which it was done',
      default: 'propensity',
    },
    context: {
      type: 'text',
      placeholder: 'columns',
      about: 'what was known before, separated by commas: a model of the reward learns from it',
    },
    level: { type: 'number', min: 0.5, max: 0.999, about: 'share within each interval', default: 0.95 },
    leastEffective: {
      type: 'integer',
      min: 1,
      max: 1_000_000,
      about: 'effective decisions below which it refuses',
      default: 100,
    },
  },
  examples: [
    'millwright estimate clicks.csv --action item --reward click --propensity chance',
    'millwright estimate clicks.csv --policy new_chance --context position,device --json',
  ],
  async run({ log, policy, action, reward, propensity, context: known, level, leastEffective }, context) {
    const { runJob } = await import('../job.ts');
    const { fileArgument } = await import('../file-argument.ts');
    const told = await runJob(
      'estimate',
      {
        log: fileArgument(log, context.cwd),
        columns: { action, reward, propensity, target: policy === 'uniform' ? null : policy },
        context: (known ?? '')
          .split(',')
          .map((name) => name.trim())
          .filter((name) => name !== ''),
        level,
        leastEffective,
      },
      context,
    );
    const refused = told.estimates === null ? refusalOf(told, leastEffective) : null;
    return {
      json: jsonOf(told, policy, level, refused),
      text: (paint) => textOf(told, policy, level, refused, paint),
      exit: refused === null ? 0 : 1,
    } satisfies Outcome;
  },
});

const refusalOf = ({ decisions, effective, largestWeight }: Estimated, least: number): string =>
  `the log of ${count(decisions)} decisions is worth ${short(effective)} of the other policy, and ${count(least)} are asked for: one decision alone weighs ${short(largestWeight)}`;

function jsonOf(told: Estimated, policy: string, level: number, refused: string | null): Outcome['json'] {
  const { estimates, logged, meanWeight, noModel, ...rest } = told;
  return { policy, refused, metrics: { logged, ...estimates }, level, meanWeight, ...rest, noModel };
}

function textOf(
  told: Estimated,
  policy: string,
  level: number,
  refused: string | null,
  paint: Paint,
): string {
  const { estimates, logged, meanWeight, noModel, decisions, effective, actions, dropped } = told;
  const line = (name: string, { value, low, high }: Estimated['logged'], says: string): string[] => [
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
  const facts = [
    `${count(decisions)} decisions, ${count(actions)} actions${dropped > 0 ? `, ${count(dropped)} more without action, reward or propensity` : ''}`,
    `effective decisions ${short(effective)}, mean weight ${shown(meanWeight.value)} [${shown(meanWeight.low)}, ${shown(meanWeight.high)}]`,
    ...(meanWeight.low > 1 || meanWeight.high < 1
      ? [
          paint.warn(
            'the mean weight should be 1: propensities are not what was drawn by, or some actions could not be drawn',
          ),
        ]
      : []),
    ...(noModel === null ? [] : [paint.dim(`no doubly robust estimate: ${noModel}`)]),
  ];
  return [
    `Policy ${paint.bold(policy)} by the log`,
    paint.table(['estimate', 'reward', `${Math.round(level * 100)}% interval`, ''], rows),
    ...facts,
    ...(refused === null ? [] : [paint.bad(`refused: ${refused}`)]),
  ].join('\n');
}

const count = (n: number): string => n.toLocaleString('en');
const short = (n: number): string => n.toLocaleString('en', { maximumSignificantDigits: 3 });
const shown = (n: number): string => n.toPrecision(3);

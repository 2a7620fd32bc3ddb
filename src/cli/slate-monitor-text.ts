import type { Measured } from '../contracts/evaluation.ts';
import type { FeedFacts, HeadInService } from '../contracts/feed-monitoring.ts';
import type { SlateMonitorReport, VersionOutcomes } from '../contracts/slate-monitoring.ts';
import type { Paint } from './command.ts';
import { counted } from './counted.ts';
import {
  alertsText,
  driftText,
  headlineText,
  number,
  percent,
  processText,
  quantiles,
} from './monitor-text.ts';
import { slateShadowText } from './slate-shadow-text.ts';

/** A monitor report of a recommender for people: alerts first, then what was shown, what came of it, drift, service. */
export function slateMonitorText(report: SlateMonitorReport, paint: Paint): string {
  return [
    headlineText(report, 'slate', paint),
    alertsText(report, paint),
    shown(report, paint),
    outcomes(report, paint),
    ...(report.feed === undefined ? [] : [feedText(report.feed, paint)]),
    driftText(report, 'event', paint),
    work(report, paint),
  ].join('\n\n');
}

function shown({ slates: s }: SlateMonitorReport, paint: Paint): string {
  const head = `${paint.bold('Slates')}  last ${counted(s.slates, 'slate')} of the champion, ${counted(s.shown, 'item')} shown`;
  if (s.slates === 0) return head;
  const sources = Object.entries(s.sources)
    .sort(([, a], [, b]) => b - a)
    .map(([name, share]) => `${name} ${percent(share)}`);
  return [
    head,
    `empty ${measured(s.empty)}, shorter than asked ${measured(s.short)}, for newcomers ${share(s.newcomers)}`,
    `catalogue shown ${share(s.coverage)}, places of the most popular hundredth ${share(s.head)}, mean popularity ${share(s.popularity)}`,
    `cold items ${share(s.cold)}, items of the last ${s.freshDays} days ${share(s.fresh)}`,
    ...(sources.length === 0 ? [] : [`found by ${sources.join(', ')}`]),
  ].join('\n');
}

function outcomes(
  { system, outcomes: { versions, hours, difference, says } }: SlateMonitorReport,
  paint: Paint,
) {
  const row = (v: VersionOutcomes): string[] => [
    paint.name(`${system}@${v.version}`),
    v.slates.toLocaleString('en'),
    percent(v.settled),
    measured(v.rate),
    measured(v.settledRate),
    Object.entries(v.events)
      .map(([type, perSlate]) => `${type} ${number(perSlate)}`)
      .join(', '),
  ];
  const compared =
    difference === null
      ? []
      : [
          `less the version before: ${signed(difference.value!)} points [${signed(difference.low!)}, ${signed(difference.high!)}]${difference.worse ? paint.bad(' worse') : ''}`,
        ];
  return [
    `${paint.bold('Outcomes')}  within ${hours} hours`,
    ...(versions.length === 0
      ? []
      : [
          paint.table(
            ['version', 'slates', 'settled', 'with an item taken', 'of the settled', 'events a slate'],
            versions.map(row),
          ),
        ]),
    ...compared,
    paint.dim(says),
  ].join('\n');
}

/** What came of each head beside what was expected, what sessions brought, and how fresh counters were. */
function feedText({ heads, value, counters }: FeedFacts, paint: Paint): string {
  const row = ({ head, kind, posts, rate, first }: HeadInService): string[] => {
    const of = kind === 'binary' ? percent : number;
    const told = (figure: number | null): string => (figure === null ? '-' : of(figure));
    const { value: by, low, high } = first.difference;
    return [
      head,
      posts.toLocaleString('en'),
      told(rate.value),
      told(first.expected),
      told(first.came),
      by === null || low === null ? '-' : `${number(by)} [${number(low)}, ${number(high!)}]`,
    ];
  };
  const { perSession, points } = value;
  const waited = counters.waitedMs;
  return [
    `${paint.bold('Heads')}  of pages whose time for actions is over`,
    paint.table(['head', 'posts', 'came', 'first place: expected', 'came', 'difference'], heads.map(row)),
    perSession.value === null
      ? 'value of a session: nothing is settled yet'
      : `value of a session ${number(perSession.value)}${perSession.low === null ? '' : ` [${number(perSession.low)}, ${number(perSession.high!)}]`}; over time ${points.map((p) => number(p.perSession.value ?? 0)).join(' ')}`,
    waited === null
      ? 'counters: no pages'
      : `counters: ${percent(counters.behind!)} of pages made before an event that had come was counted; it had waited p99 ${number(waited.p99)} ms`,
  ].join('\n');
}

function work({ system, operations, shadow, process }: SlateMonitorReport, paint: Paint): string {
  const { slates, perSecond, latencyMs, degraded, degradedShare } = operations;
  const rate = perSecond === null ? '' : `, ${number(perSecond)} a second`;
  const why = Object.entries(degraded).map(([because, count]) => `${because} ${count}`);
  return [
    `${paint.bold('Service')}  last ${counted(slates, 'slate')}${rate}`,
    ...(latencyMs === null ? [] : [`making one: ${quantiles(latencyMs)}, max ${number(latencyMs.max)} ms`]),
    ...(slates === 0
      ? []
      : [`degraded ${measured(degradedShare)}${why.length === 0 ? '' : ` (${why.join(', ')})`}`]),
    ...(shadow === null ? [] : [slateShadowText(system, shadow, paint)]),
    processText(process, paint),
  ].join('\n');
}

const share = (value: number | null): string => (value === null ? '-' : percent(value));
const measured = ({ value, low, high }: Measured): string =>
  value === null ? '-' : `${percent(value)}${low === null ? '' : ` [${percent(low)}, ${percent(high!)}]`}`;
const signed = (difference: number): string =>
  `${difference >= 0 ? '+' : '−'}${number(Math.abs(100 * difference))}`;

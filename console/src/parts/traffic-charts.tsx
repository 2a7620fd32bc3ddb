import { amount, percent } from '../../../src/adapters/report/numbers.ts';
import type { SystemSeries, TurnedAway } from '../../../src/contracts/watching.ts';
import type { Marked } from './marker-flags.tsx';
import { TimeChart, type TimeLine } from './time-chart.tsx';

const perSecond = (value: number): string => `${amount(Number(value.toPrecision(3)))}/s`;
const ms = (value: number): string => `${amount(Number(value.toPrecision(3)))} ms`;
const MEANING: Readonly<Record<string, string>> = {
  '400': '400 refused',
  '404': '404 not there',
  '413': '413 too large',
  '422': '422 cannot be used',
  '429': '429 too many',
  '500': '500 failed',
  '503': '503 too busy',
};

/** What requests are turned away with before it is known for which system they are. */
const AWAY: Readonly<Record<TurnedAway, Pick<TimeLine, 'name' | 'tone'>>> = {
  '401': { name: '401 no good key', tone: 6 },
  '429': { name: '429 too many', tone: 5 },
  '503': { name: '503 too busy', tone: 9 },
  Other: { name: 'others', tone: 8 },
};

/** Work done over time: requests, times, errors, and of what shows slates events and plain slates. */
export function TrafficCharts({
  of: series,
  marked,
}: {
  readonly of: SystemSeries;
  readonly marked: Marked;
}) {
  const { traffic, kind, latencyMs } = series;
  const { at, from, to, stepMs } = traffic;
  const common = { at, from, to, stepMs, marked };
  const { p50, p95, p99 } = traffic.latencyMs;
  const requests: TimeLine[] = [
    { name: 'requests', tone: 0, values: traffic.requestsPerSecond },
    // Where every request brings one row, one line says both.
    ...(severalRows(traffic) ? [{ name: 'rows', tone: 2, values: traffic.answersPerSecond }] : []),
  ];
  const threeInARow = kind === 'predict' && Object.keys(traffic.turnedAway).length === 0;
  return (
    <section class={threeInARow ? 'card charts three' : 'card charts'} aria-label="Traffic">
      <TimeChart
        {...common}
        title="Requests"
        lines={requests}
        format={perSecond}
        empty="Nobody has counted yet: the first figures come after ten seconds."
      />
      <TimeChart
        {...common}
        title="Time to answer"
        lines={[
          { name: 'p50', tone: 3, values: p50 },
          { name: 'p95', tone: 0, values: p95 },
          { name: 'p99', tone: 1, values: p99 },
        ]}
        format={ms}
        limit={latencyMs === null ? null : { value: latencyMs, says: `the design asks for ${latencyMs} ms` }}
        empty={`Nothing was asked in this time: POST /v1/${kind}.`}
      />
      <TimeChart
        {...common}
        title={kind === 'predict' ? 'Refused and failed' : 'Refused, failed and plain'}
        lines={troubles(traffic)}
        format={percent}
        reaches={0.02}
        empty="Nothing was asked in this time."
      />
      {Object.keys(traffic.turnedAway).length > 0 && (
        <TimeChart
          {...common}
          title="Turned away by the server"
          lines={Object.entries(traffic.turnedAway).map(([status, values]) => ({
            ...AWAY[status as TurnedAway],
            values: values!,
          }))}
          format={perSecond}
          empty="Nothing was turned away in this time."
        />
      )}
      {kind !== 'predict' && (
        <TimeChart
          {...common}
          title="Events"
          lines={[{ name: 'stored', tone: 7, values: traffic.eventsPerSecond }]}
          format={perSecond}
          empty="No event has come in this time: POST /v1/events."
        />
      )}
    </section>
  );
}

const severalRows = ({ requestsPerSecond, answersPerSecond }: SystemSeries['traffic']): boolean =>
  answersPerSecond.some((rows, i) => rows !== null && rows > 1.05 * (requestsPerSecond[i] ?? 0));

/** Shares of requests by what they were refused or failed with, and of slates that were plain; where there are none, a line at 0. */
function troubles({
  errors,
  degradedShare,
  requestsPerSecond,
}: SystemSeries['traffic']): readonly TimeLine[] {
  const lines = Object.entries(errors).map(([status, values], i) => ({
    name: MEANING[status] ?? status,
    tone: status.startsWith('5') ? [9, 4, 1][i % 3]! : [6, 5, 2, 3, 7][i % 5]!,
    values: values!,
  }));
  if (degradedShare.some((share) => share !== null && share > 0))
    lines.push({ name: 'plain slates', tone: 1, values: [...degradedShare] });
  if (lines.length > 0) return lines;
  return [{ name: 'none', tone: 8, values: requestsPerSecond.map((r) => (r === null ? null : 0)) }];
}

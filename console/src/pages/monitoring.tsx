import { amount, percent } from '../../../src/adapters/report/numbers.ts';
import type { MonitorReport } from '../../../src/contracts/monitoring.ts';
import type { SlateMonitorReport } from '../../../src/contracts/slate-monitoring.ts';
import type { DeployMarker, SystemSeries } from '../../../src/contracts/watching.ts';
import { AlertPanel } from '../parts/alert-panel.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { DriftLines } from '../parts/drift-lines.tsx';
import { DriftTable } from '../parts/drift-table.tsx';
import { Empty } from '../parts/empty.tsx';
import { FeedFactsCard } from '../parts/feed-facts.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { type Marked, markerText } from '../parts/marker-flags.tsx';
import { QualityChart } from '../parts/quality-chart.tsx';
import { RangeChoice, rangeNow } from '../parts/range-choice.tsx';
import { TrafficCharts } from '../parts/traffic-charts.tsx';
import { minuteText } from '../time-scale.ts';
import type { ViewProps } from './index.ts';
import '../watching.css';

interface Found {
  readonly since: string;
  readonly traffic: readonly {
    readonly version: string;
    readonly requests: number;
    readonly errors: number;
  }[];
  readonly report: MonitorReport | SlateMonitorReport | null;
}

/** A system over time: alerts, traffic, drift and quality, each beside what changed who answers. */
export function Monitoring({ system }: ViewProps) {
  const { system: name, champion } = system!;
  const number = champion === null ? null : Number(champion.slice(champion.lastIndexOf('@') + 1));
  return (
    <>
      <div class="view-head">
        <h1>Monitoring</h1>
        <RangeChoice />
      </div>
      <Loaded<SystemSeries> of={`/v1/systems/${name}/series?range=${rangeNow()}`} live="ticks">
        {(series) => <Over of={series} champion={number} />}
      </Loaded>
    </>
  );
}

function Over({ of: series, champion }: { readonly of: SystemSeries; readonly champion: number | null }) {
  const { system, traffic, markers, incidents } = series;
  const marked: Marked = { markers, incidents, down: downOf(traffic) };
  return (
    <>
      <AlertPanel of={series} />
      <TrafficCharts of={series} marked={marked} />
      {markers.length > 0 && <Changes of={markers} />}
      <Loaded<Found>
        of={`/v1/systems/${system}/monitoring`}
        live="ticks"
        meanwhile={<Looked of={series} champion={champion} marked={marked} found={null} />}
      >
        {(found) => <Looked of={series} champion={champion} marked={marked} found={found} />}
      </Loaded>
    </>
  );
}

/** What was found over time, and what the last look says of it; null while it is being made. */
function Looked({
  of: series,
  champion,
  marked,
  found,
}: {
  readonly of: SystemSeries;
  readonly champion: number | null;
  readonly marked: Marked;
  readonly found: Found | null;
}) {
  const { system, traffic, looks, quality } = series;
  const { from, to } = traffic;
  const report = found?.report ?? null;
  return (
    <>
      <section class="card">
        <h2>Drift</h2>
        <p class="note lead-note">
          {found === null
            ? 'The last look is being made …'
            : (report?.drift?.says ?? 'Drift of such a system is not looked at.')}
        </p>
        {looks.length > 0 ? (
          <>
            <DriftLines of={looks} from={from} to={to} markers={marked.markers} />
            <p class="note">
              Line: how far a column has shifted from training, look by look. Band: what a look of that size
              finds less than four times in five. Red: surely shifted.
            </p>
          </>
        ) : (
          <Empty command={`millwright monitor ${system}`}>
            No look was made in this time. The first comes when enough was answered; a longer time is chosen
            above.
          </Empty>
        )}
        {report?.drift !== undefined && report.drift.columns.length > 0 && <DriftTable of={report.drift} />}
      </section>
      <section class="card">
        <h2>Quality</h2>
        {report !== null && 'accuracy' in report && <p class="note lead-note">{report.accuracy.says}</p>}
        {report !== null && 'outcomes' in report && <p class="note lead-note">{report.outcomes.says}</p>}
        <QualityChart
          of={quality}
          champion={champion}
          from={from}
          to={to}
          marked={marked}
          empty={
            series.kind === 'predict'
              ? 'No label has come in this time: POST /v1/feedback says what came true.'
              : 'No event has followed a slate in this time: POST /v1/events says what was taken.'
          }
        />
      </section>
      {report !== null && 'feed' in report && report.feed !== undefined && (
        <FeedFactsCard of={report.feed} marked={marked} />
      )}
      {report !== null && 'slates' in report && <Shown of={report} />}
      {found === null ? <p class="waiting">Loading …</p> : <ByVersion of={found} />}
    </>
  );
}

const ByVersion = ({ of: { since, traffic } }: { readonly of: Found }) => (
  <section class="card">
    <DataTable
      caption={`Requests by version since ${minuteText(since)} UTC`}
      rows={traffic}
      keyOf={(t) => t.version}
      columns={[
        { title: 'version', value: (t) => t.version },
        { title: 'requests', value: (t) => t.requests, numeric: true },
        { title: 'refused or failed', value: (t) => t.errors, numeric: true },
      ]}
    />
  </section>
);

/** Stretches without a count after the first one: the server was down. */
function downOf({ at, stepMs, requestsPerSecond, to }: SystemSeries['traffic']): Marked['down'] {
  const down: { from: number; to: number }[] = [];
  const first = requestsPerSecond.findIndex((r) => r !== null);
  at.forEach((from, i) => {
    if (first < 0 || i < first || requestsPerSecond[i] !== null || from + stepMs > to) return;
    const last = down.at(-1);
    if (last?.to === from) last.to = from + stepMs;
    else down.push({ from, to: from + stepMs });
  });
  return down;
}

const Changes = ({ of: markers }: { readonly of: readonly DeployMarker[] }) => (
  <section class="card">
    <h2>What changed meanwhile</h2>
    <ul class="changes">
      {markers.toReversed().map((marker) => (
        <li key={`${marker.at}${marker.what}`} class={marker.what}>
          {markerText(marker)}
        </li>
      ))}
    </ul>
  </section>
);

/** What was shown, and what came of it. */
function Shown({ of: { slates } }: { readonly of: SlateMonitorReport }) {
  const share = (value: number | null): string => (value === null ? '–' : percent(value));
  const facts: readonly (readonly [string, string])[] = [
    ['slates looked at', slates.slates.toLocaleString('en')],
    ['items ever shown', share(slates.coverage)],
    ['places of the most popular hundredth', share(slates.head)],
    ['places of new items', share(slates.fresh)],
    ['empty slates', share(slates.empty.value)],
    ['slates for newcomers', share(slates.newcomers)],
    ['mean popularity, 1 = most', slates.popularity === null ? '–' : amount(slates.popularity)],
  ];
  return (
    <section class="card">
      <h2>What was shown</h2>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

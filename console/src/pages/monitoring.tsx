import { amount, percent } from '../../../src/adapters/report/numbers.ts';
import type {
  Alert,
  DriftCheck,
  DriftLine,
  MonitorReport,
  Quantiles,
} from '../../../src/contracts/monitoring.ts';
import type { SlateMonitorReport } from '../../../src/contracts/slate-monitoring.ts';
import { DataTable } from '../parts/data-table.tsx';
import { Empty } from '../parts/empty.tsx';
import { Loaded } from '../parts/loaded.tsx';
import type { ViewProps } from './index.ts';

interface Found {
  readonly since: string;
  readonly traffic: readonly {
    readonly version: string;
    readonly requests: number;
    readonly errors: number;
  }[];
  readonly report: MonitorReport | SlateMonitorReport | null;
}

/** What the last look found: what needs attention, traffic, drift, and how answers came true. */
export function Monitoring({ system }: ViewProps) {
  const { system: name } = system!;
  return (
    <>
      <div class="view-head">
        <h1>Monitoring</h1>
      </div>
      <Loaded<Found> of={`/v1/systems/${name}/monitoring`} live>
        {(found) => (
          <>
            <Alerts of={found.report} />
            <Traffic of={found} />
            {found.report !== null && <Drift of={found.report.drift} />}
            {found.report !== null &&
              ('accuracy' in found.report ? <Accuracy of={found.report} /> : <Shown of={found.report} />)}
          </>
        )}
      </Loaded>
    </>
  );
}

function Alerts({ of: report }: { readonly of: Found['report'] }) {
  if (report === null)
    return (
      <section class="card">
        <Empty command="millwright monitor">
          Drift and outcomes of such a system are not looked at yet; traffic is.
        </Empty>
      </section>
    );
  return (
    <section class="card" aria-live="polite">
      <h2>What needs attention</h2>
      {report.alerts.length === 0 ? (
        <p class="good">
          Nothing, as far as {new Date(report.at).toISOString().slice(0, 16).replace('T', ' ')} UTC shows.
        </p>
      ) : (
        <ul class="findings">
          {report.alerts.map((alert: Alert) => (
            <li key={alert.says} class="warn">
              <strong>{alert.kind}</strong>: {alert.says}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Traffic({ of: { traffic, since, report } }: { readonly of: Found }) {
  const operations = report?.operations;
  return (
    <section class="card">
      <DataTable
        caption={`Requests since ${since.slice(0, 16).replace('T', ' ')} UTC`}
        rows={traffic}
        keyOf={(t) => t.version}
        columns={[
          { title: 'version', value: (t) => t.version },
          { title: 'requests', value: (t) => t.requests, numeric: true },
          { title: 'errors', value: (t) => t.errors, numeric: true },
        ]}
      />
      {operations?.latencyMs != null && (
        <Latency of={operations.latencyMs} perSecond={operations.perSecond} />
      )}
    </section>
  );
}

const Latency = ({ of, perSecond }: { readonly of: Quantiles; readonly perSecond: number | null }) => (
  <dl class="facts">
    <div>
      <dt>answers a second</dt>
      <dd>{perSecond === null ? '–' : amount(perSecond)}</dd>
    </div>
    {(['p50', 'p95', 'p99', 'max'] as const).map((q) => (
      <div key={q}>
        <dt>{q} of an answer</dt>
        <dd>{amount(of[q])} ms</dd>
      </div>
    ))}
  </dl>
);

/** Live values against those of training. The smallest shift that would have been seen stands beside each column. */
const Drift = ({ of: { columns, says, window, testLevel } }: { readonly of: DriftCheck }) => (
  <section class="card">
    <h2>Drift</h2>
    <p class="note">{says}</p>
    {columns.length === 0 ? (
      <Empty>
        No window is full yet: {window.waiting.toLocaleString('en')} rows of{' '}
        {window.full.toLocaleString('en')} have come.
      </Empty>
    ) : (
      <DataTable<DriftLine>
        caption={`${window.rows.toLocaleString('en')} rows against training`}
        rows={columns}
        keyOf={(c) => `${c.role} ${c.name}`}
        columns={[
          { title: 'column', value: (c) => c.name },
          { title: 'of', value: (c) => c.role },
          {
            title: 'drifted',
            value: (c) => (c.drifted ? 'yes' : 'no'),
            cell: (c) => <span class={c.drifted ? 'bad' : 'good'}>{c.drifted ? 'yes' : 'no'}</span>,
          },
          { title: 'p-value', value: (c) => c.adjusted, cell: (c) => amount(c.adjusted), numeric: true },
          {
            title: 'test',
            value: (c) => c.statistic,
            cell: (c) => `${c.statisticLabel} ${amount(c.statistic)}`,
            numeric: true,
          },
          {
            title: 'smallest shift seen',
            value: (c) => c.smallestShift,
            cell: (c) => (c.smallestShift === null ? '–' : `${amount(c.smallestShift)} ${c.shiftUnit}`),
            numeric: true,
          },
        ]}
      />
    )}
    {columns.length > 0 && (
      <p class="note">
        p-values hold for all columns of a look together (Holm); a column drifted at {amount(testLevel)} or
        below.
      </p>
    )}
  </section>
);

const Accuracy = ({ of: { accuracy } }: { readonly of: MonitorReport }) => (
  <section class="card">
    <h2>Answers that came true</h2>
    <p class="note">{accuracy.says}</p>
    {accuracy.versions.length > 0 && (
      <DataTable
        caption="By version"
        rows={accuracy.versions}
        keyOf={(v) => `${v.version}${v.shadow}`}
        columns={[
          {
            title: 'version',
            value: (v) => v.version,
            cell: (v) => `@${v.version}${v.shadow ? ' in shadow' : ''}`,
          },
          { title: 'labels', value: (v) => v.rows, numeric: true },
          {
            title: accuracy.primary ?? 'metric',
            value: (v) => v.live[accuracy.primary ?? '']?.value ?? null,
            cell: (v) => amount(v.live[accuracy.primary ?? '']?.value ?? Number.NaN),
            numeric: true,
          },
          {
            title: 'when tested',
            value: (v) => v.tested[accuracy.primary ?? '']?.value ?? null,
            cell: (v) => amount(v.tested[accuracy.primary ?? '']?.value ?? Number.NaN),
            numeric: true,
          },
        ]}
      />
    )}
  </section>
);

/** What was shown, and what came of it. */
function Shown({ of: { slates, outcomes } }: { readonly of: SlateMonitorReport }) {
  const share = (value: number | null): string => (value === null ? '–' : percent(value));
  return (
    <section class="card">
      <h2>What was shown</h2>
      <dl class="facts">
        <div>
          <dt>slates</dt>
          <dd>{slates.slates.toLocaleString('en')}</dd>
        </div>
        <div>
          <dt>items ever shown</dt>
          <dd>{share(slates.coverage)}</dd>
        </div>
        <div>
          <dt>places of the most popular hundredth</dt>
          <dd>{share(slates.head)}</dd>
        </div>
        <div>
          <dt>places of new items</dt>
          <dd>{share(slates.fresh)}</dd>
        </div>
      </dl>
      <p class="note">{outcomes.says}</p>
    </section>
  );
}

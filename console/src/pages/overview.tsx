import { amount, percent } from '../../../src/adapters/report/numbers.ts';
import type { SystemNow } from '../../../src/contracts/watching.ts';
import { addressOf } from '../address.ts';
import { Empty } from '../parts/empty.tsx';
import { IncidentList } from '../parts/incident-list.tsx';
import { LifeCycle } from '../parts/life-cycle.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { Sparkline } from '../parts/sparkline.tsx';
import type { SystemFacts } from '../system-facts.ts';
import { minuteText } from '../time-scale.ts';
import type { ViewProps } from './index.ts';
import '../watching.css';

/** The systems of the project as they stand: what needs attention, what answers, what changed last. */
export function Overview({ systems, system }: ViewProps) {
  const shown = system === null ? systems : [system];
  if (shown.length === 0)
    return <Empty command="millwright init data.csv --target COLUMN">There is no system here yet.</Empty>;
  return (
    <>
      <div class="view-head">
        <h1>{system?.system ?? 'Overview'}</h1>
      </div>
      <Loaded<{ systems: readonly SystemNow[] }> of="/v1/watch" live="ticks">
        {({ systems: watched }) => (
          <>
            <Attention of={shown} now={watched.filter((w) => shown.some((s) => s.system === w.system))} />
            {shown.map((s) => (
              <SystemCard
                key={s.system}
                of={s}
                now={watched.find((w) => w.system === s.system) ?? null}
                alone={system !== null}
              />
            ))}
          </>
        )}
      </Loaded>
      <LastChanges of={shown} />
    </>
  );
}

/** Alerts of all systems, and versions that wait for somebody to decide. */
function Attention({
  of: systems,
  now,
}: {
  readonly of: readonly SystemFacts[];
  readonly now: readonly SystemNow[];
}) {
  const open = now.flatMap((s) => s.open);
  const waiting = systems.filter((s) => s.challenger !== null);
  return (
    <section class="card" aria-live="polite">
      <h2>What needs attention</h2>
      {open.length === 0 && waiting.length === 0 && (
        <p class="all-well">Nothing: every rule holds, and no version waits.</p>
      )}
      {open.length > 0 && <IncidentList of={open} named />}
      {waiting.map((s) => (
        <p key={s.system} class="attention">
          {s.challenger} waits beside {s.champion}.{' '}
          <a href={addressOf(s.system, 'deployments')}>Compare and decide</a>
        </p>
      ))}
    </section>
  );
}

function SystemCard({
  of: s,
  now,
  alone,
}: {
  readonly of: SystemFacts;
  readonly now: SystemNow | null;
  readonly alone: boolean;
}) {
  const champion = s.versions.find((v) => v.version === s.champion);
  return (
    <section class="card system-card">
      {!alone && (
        <h2>
          <a href={addressOf(s.system)}>{s.system}</a> <span class="kind">{s.kind}</span>
        </h2>
      )}
      <LifeCycle of={s} now={now} />
      <dl class="facts">
        <div>
          <dt>answers</dt>
          <dd>{champion === undefined ? 'nothing yet' : `${champion.version}, ${champion.model}`}</dd>
        </div>
        <div>
          <dt>{champion?.primary ?? 'quality'}</dt>
          <dd>{champion === undefined ? '–' : measured(champion)}</dd>
        </div>
        <div>
          <dt>last minute</dt>
          <dd>{now === null ? '–' : lastMinute(now)}</dd>
        </div>
        <div class="lately">
          <dt>requests, last hour</dt>
          <dd>
            {now !== null && (
              <Sparkline of={now.lately} label={`Requests to ${s.system} over the last hour`} />
            )}
          </dd>
        </div>
      </dl>
    </section>
  );
}

function lastMinute({ requestsPerSecond, p95Ms, errorRate }: SystemNow): string {
  if (requestsPerSecond === null) return 'not counted yet';
  if (requestsPerSecond === 0) return 'nothing was asked';
  const parts = [
    `${amount(Number(requestsPerSecond.toPrecision(3)))}/s`,
    ...(p95Ms === null ? [] : [`p95 ${amount(Number(p95Ms.toPrecision(2)))} ms`]),
    ...(errorRate === null ? [] : [errorRate === 0 ? 'none failed' : `${percent(errorRate)} failed`]),
  ];
  return parts.join(', ');
}

/** Changes that are shown. */
const MOST = 6;

function LastChanges({ of: systems }: { readonly of: readonly SystemFacts[] }) {
  const changes = systems
    .flatMap((s) => s.history)
    .toSorted((a, b) => b.at.localeCompare(a.at))
    .slice(0, MOST);
  if (changes.length === 0) return null;
  return (
    <section class="card">
      <h2>What changed last</h2>
      <ul class="changes">
        {changes.map(({ at, action, version, by, why }) => (
          <li key={at + version + action} class={action}>
            <time dateTime={at}>{minuteText(at)}</time> {DID[action] ?? action}{' '}
            <a href={addressOf(version.slice(0, version.lastIndexOf('@')), 'deployments')}>{version}</a>, by{' '}
            {by}
            {why !== null && why !== '' && `: ${why}`}
          </li>
        ))}
      </ul>
    </section>
  );
}

const DID: Readonly<Record<string, string>> = {
  promote: 'promoted',
  rollback: 'rolled back to',
  challenge: 'put in shadow:',
};

function measured({ metrics, primary }: SystemFacts['versions'][number]): string {
  const found = metrics[primary];
  if (found?.value == null) return 'not defined';
  const text = (x: number): string => x.toFixed(4);
  return `${text(found.value)} (${text(found.low)} to ${text(found.high)})`;
}

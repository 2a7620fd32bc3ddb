import { addressOf } from '../address.ts';
import { Empty } from '../parts/empty.tsx';
import { LifeCycle } from '../parts/life-cycle.tsx';
import type { SystemFacts } from '../system-facts.ts';
import type { ViewProps } from './index.ts';

/** The systems of the project as they stand: what answers, what waits, what changed last. */
export function Overview({ systems, system }: ViewProps) {
  const shown = system === null ? systems : [system];
  if (shown.length === 0)
    return <Empty command="millwright init data.csv --target COLUMN">There is no system here yet.</Empty>;
  return (
    <>
      <div class="view-head">
        <h1>{system?.system ?? 'Overview'}</h1>
      </div>
      {shown.map((s) => (
        <SystemCard key={s.system} of={s} alone={system !== null} />
      ))}
    </>
  );
}

function SystemCard({ of: s, alone }: { readonly of: SystemFacts; readonly alone: boolean }) {
  const champion = s.versions.find((v) => v.version === s.champion);
  const last = s.history.at(-1);
  return (
    <section class="card system-card">
      {!alone && (
        <h2>
          <a href={addressOf(s.system)}>{s.system}</a> <span class="kind">{s.kind}</span>
        </h2>
      )}
      <LifeCycle of={s} />
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
          <dt>waits</dt>
          <dd>{s.challenger ?? 'nobody'}</dd>
        </div>
        <div>
          <dt>last change</dt>
          <dd>
            {last === undefined
              ? '–'
              : `${last.action} ${last.version} by ${last.by}, ${last.at.slice(0, 16).replace('T', ' ')}`}
          </dd>
        </div>
      </dl>
      {s.challenger !== null && (
        <p class="attention">
          {s.challenger} waits to be compared.{' '}
          <a href={addressOf(s.system, 'deployments')}>Compare and decide</a>
        </p>
      )}
    </section>
  );
}

function measured({ metrics, primary }: SystemFacts['versions'][number]): string {
  const found = metrics[primary];
  if (found?.value == null) return 'not defined';
  const text = (x: number): string => x.toFixed(4);
  return `${text(found.value)} (${text(found.low)} to ${text(found.high)})`;
}

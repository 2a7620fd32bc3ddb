import type { Incident, SystemSeries } from '../../../src/contracts/watching.ts';
import { figureOf, titleOf } from '../alert-words.ts';
import { longText, minuteText } from '../time-scale.ts';
import { DataTable } from './data-table.tsx';
import { IncidentList } from './incident-list.tsx';

/** What needs attention now, what is watched, and what was. */
export function AlertPanel({ of: { incidents, rules } }: { readonly of: SystemSeries }) {
  const open = incidents.filter(({ state }) => state !== 'resolved');
  return (
    <section class="card" aria-live="polite">
      <h2>Alerts</h2>
      {open.length > 0 ? (
        <IncidentList of={open} />
      ) : (
        <p class="all-well">
          {rules.length === 0
            ? 'Nothing is watched: the design declares no alerts.'
            : `Nothing needs attention: ${rules.length} rules hold.`}
        </p>
      )}
      <details>
        <summary>What is watched ({rules.length})</summary>
        <DataTable<SystemSeries['rules'][number]>
          caption="Rules"
          rows={rules}
          keyOf={({ when, side }) => when + side}
          columns={[
            { title: 'alert', value: ({ when }) => titleOf(when) },
            { title: 'figure', value: ({ when }) => when, cell: ({ when }) => <code>{when}</code> },
            {
              title: 'fires',
              value: ({ limit }) => limit,
              cell: ({ when, side, limit }) => `${side} ${figureOf(when, limit)}`,
            },
            {
              title: 'after',
              value: ({ forMs }) => forMs,
              cell: ({ forMs }) => (forMs === 0 ? 'at once' : longText(forMs)),
            },
            { title: 'what it is', value: ({ about }) => about },
          ]}
        />
        <p class="note">
          Other rules: <code>alerts: [{"{ when: 'p99Ms', above: 250, for: '5m' }"}]</code> in the design file.
        </p>
      </details>
      <History of={incidents.filter(({ state }) => state === 'resolved')} />
    </section>
  );
}

const History = ({ of: over }: { readonly of: readonly Incident[] }) =>
  over.length === 0 ? null : (
    <details>
      <summary>What is over ({over.length})</summary>
      <DataTable<Incident>
        caption="Alerts that are over"
        rows={over}
        keyOf={({ id }) => id}
        columns={[
          {
            title: 'fired (UTC)',
            value: ({ firedAt }) => firedAt,
            cell: ({ firedAt }) => minuteText(firedAt!),
          },
          {
            title: 'lasted',
            value: ({ firedAt, resolvedAt }) => resolvedAt! - firedAt!,
            cell: ({ firedAt, resolvedAt }) => longText(resolvedAt! - firedAt!),
            numeric: true,
          },
          { title: 'alert', value: ({ when }) => titleOf(when) },
          { title: 'what was', value: ({ says }) => says },
          { title: 'seen by', value: ({ acknowledged }) => acknowledged?.by ?? null },
          { title: 'why', value: ({ acknowledged }) => acknowledged?.why ?? null },
        ]}
      />
    </details>
  );

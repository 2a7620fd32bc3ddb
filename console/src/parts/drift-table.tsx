import { amount } from '../../../src/adapters/report/numbers.ts';
import type { DriftCheck, DriftLine } from '../../../src/contracts/monitoring.ts';
import { DataTable } from './data-table.tsx';

/** The last look in figures. */
export const DriftTable = ({ of: { columns, window, testLevel } }: { readonly of: DriftCheck }) => (
  <details>
    <summary>The last look in figures</summary>
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
          title: 'distance',
          value: (c) => c.statistic,
          cell: (c) => `${c.statisticLabel} ${amount(c.statistic)}`,
          numeric: true,
        },
        {
          title: 'shift',
          value: (c) => c.shift,
          cell: (c) => (c.shift === null ? '–' : `${amount(c.shift)} ${c.shiftUnit}`),
          numeric: true,
        },
        {
          title: 'smallest shift seen',
          value: (c) => c.smallestShift,
          cell: (c) => (c.smallestShift === null ? '–' : `${amount(c.smallestShift)} ${c.shiftUnit}`),
          numeric: true,
        },
        {
          title: 'what changed most',
          value: (c) => c.change?.what ?? null,
          cell: (c) =>
            c.change === null
              ? '–'
              : `${c.change.what}: ${amount(c.change.before)} → ${amount(c.change.now)}`,
        },
      ]}
    />
    <p class="note">
      p-values hold for all columns of a look together (Holm); a column drifted at {amount(testLevel)} or
      below.
    </p>
  </details>
);

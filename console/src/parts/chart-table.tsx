import { useSignal } from '@preact/signals';
import { amount } from '../../../src/adapters/report/numbers.ts';
import { DataTable } from './data-table.tsx';
import type { TimeLine } from './time-chart.tsx';

/** The figures of a chart as rows, made once somebody asks for them: to sort, to filter, to save as CSV. */
export function ChartTable({
  title,
  at,
  lines,
}: {
  readonly title: string;
  readonly at: readonly number[];
  readonly lines: readonly TimeLine[];
}) {
  const open = useSignal(false);
  const rows = open.value
    ? at.map((_, i) => i).filter((i) => lines.some(({ values }) => values[i] !== null))
    : [];
  return (
    <details
      class="figures-of"
      onToggle={(e) => {
        open.value = e.currentTarget.open;
      }}
    >
      <summary>As a table</summary>
      {open.value && (
        <DataTable<number>
          caption={title}
          rows={rows}
          keyOf={(i) => String(at[i])}
          columns={[
            {
              title: 'from (UTC)',
              value: (i) => at[i]!,
              cell: (i) => new Date(at[i]!).toISOString().slice(0, 19).replace('T', ' '),
            },
            ...lines.map(({ name, values }) => ({
              title: name,
              value: (i: number) => values[i] ?? null,
              cell: (i: number) => (values[i] == null ? '–' : amount(values[i]!)),
              numeric: true as const,
            })),
          ]}
        />
      )}
    </details>
  );
}

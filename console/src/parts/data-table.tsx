import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { keep, place } from '../address.ts';
import { type CellValue, inOrder, saveCsv } from './table-rows.ts';

export interface TableColumn<R> {
  readonly title: string;
  /** By what rows are sorted, filtered and exported; null = nothing is known. */
  readonly value: (row: R) => CellValue;
  /** What stands in the cell; absent = the value. */
  readonly cell?: (row: R) => ComponentChildren;
  readonly numeric?: true;
}

interface TableProps<R> {
  /** Says what the rows are; heads the table and names the exported file. */
  readonly caption: string;
  readonly columns: readonly TableColumn<R>[];
  readonly rows: readonly R[];
  readonly keyOf: (row: R) => string;
}

/** Rows that can be sorted by any column, filtered by any word, and exported as CSV. Order and word stand in the address. */
export function DataTable<R>({ caption, columns, rows, keyOf }: TableProps<R>) {
  const { query } = place.value;
  const own = caption.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const word = useSignal(query.get(`${own}.find`) ?? '');
  const wanted = word.value.trim().toLowerCase();
  const kept = rows.filter(
    (row) =>
      wanted === '' ||
      columns.some((c) =>
        String(c.value(row) ?? '')
          .toLowerCase()
          .includes(wanted),
      ),
  );
  const order = query.get(`${own}.by`) ?? '';
  const down = order.startsWith('-');
  const by = columns.findIndex((c) => c.title === order.slice(1));
  const { value } = columns[by] ?? {};
  const shown = value === undefined ? kept : kept.toSorted((a, b) => inOrder(value(a), value(b), down));
  return (
    <figure class="data-table">
      <div class="tools">
        <figcaption>{caption}</figcaption>
        {rows.length > 5 && (
          <input
            type="search"
            aria-label={`Filter ${caption}`}
            placeholder="Filter"
            value={word.value}
            onInput={(e) => {
              word.value = e.currentTarget.value;
            }}
            onChange={(e) => keep({ [`${own}.find`]: e.currentTarget.value.trim() })}
          />
        )}
        <button
          type="button"
          class="quiet"
          onClick={() =>
            saveCsv(caption, [
              columns.map((c) => c.title),
              ...shown.map((row) => columns.map((c) => c.value(row))),
            ])
          }
        >
          CSV
        </button>
      </div>
      {/* Scrolls where it is wide: by the keyboard too. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the focus (axe: scrollable-region-focusable) */}
      <section class="scroll" aria-label={caption} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {columns.map((column, c) => (
                <th
                  key={column.title}
                  scope="col"
                  class={column.numeric ? 'number' : undefined}
                  aria-sort={by !== c ? undefined : down ? 'descending' : 'ascending'}
                >
                  <button
                    type="button"
                    onClick={() => {
                      const next = by === c ? !down : column.numeric === true;
                      keep({ [`${own}.by`]: `${next ? '-' : '+'}${column.title}` });
                    }}
                  >
                    {column.title}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={keyOf(row)}>
                {columns.map((column) => (
                  <td key={column.title} class={column.numeric ? 'number' : undefined}>
                    {column.cell?.(row) ?? column.value(row) ?? '–'}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {shown.length === 0 && (
        <p class="note">{wanted === '' ? 'Nothing yet.' : `No row holds “${word.value}”.`}</p>
      )}
    </figure>
  );
}

import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { saveText } from './save-text.ts';

export interface TableColumn<R> {
  readonly title: string;
  /** By what rows are sorted, filtered and exported; null = nothing is known. */
  readonly value: (row: R) => string | number | null;
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

/** Rows that can be sorted by any column, filtered by any word, and exported as CSV. */
export function DataTable<R>({ caption, columns, rows, keyOf }: TableProps<R>) {
  const order = useSignal<{ column: number; down: boolean } | null>(null);
  const word = useSignal('');
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
  const by = order.value;
  const shown = by === null ? kept : sorted(kept, columns[by.column]!.value, by.down);
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
          />
        )}
        <button type="button" class="quiet" onClick={() => download(caption, columns, shown)}>
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
                  aria-sort={by?.column !== c ? undefined : by.down ? 'descending' : 'ascending'}
                >
                  <button
                    type="button"
                    onClick={() => {
                      order.value = {
                        column: c,
                        down: by?.column === c ? !by.down : column.numeric === true,
                      };
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

function sorted<R>(rows: readonly R[], value: TableColumn<R>['value'], down: boolean): readonly R[] {
  const sign = down ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
    if (typeof x === 'number' && typeof y === 'number') return sign * (x - y);
    return sign * String(x).localeCompare(String(y), 'en', { numeric: true });
  });
}

/** RFC 4180. A cell that a spreadsheet would take for a formula is written as text. */
function download<R>(caption: string, columns: readonly TableColumn<R>[], rows: readonly R[]): void {
  const cell = (value: string | number | null): string => {
    const text = typeof value === 'string' && /^[=+@\t\r-]/.test(value) ? `'${value}` : String(value ?? '');
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = [
    columns.map((c) => cell(c.title)),
    ...rows.map((row) => columns.map((c) => cell(c.value(row)))),
  ];
  saveText(`${caption}.csv`, 'text/csv', lines.map((line) => `${line.join(',')}\r\n`).join(''));
}

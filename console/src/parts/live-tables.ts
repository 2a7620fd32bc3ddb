import { type CellValue, inOrder, saveCsv } from './table-rows.ts';

/** Rows from which on a table can be filtered. */
const MANY = 8;

/** Tables of a report that a console may sort, filter and save; pictures in the form of a table are left as they are. */
const TABLES = 'table:not(.confusion, .values)';

/** Make the tables of chapters sort by a click on a head, filter by a word, and save as CSV, as the console's own do. */
export function liveTables(chapters: HTMLElement): void {
  for (const table of chapters.querySelectorAll<HTMLTableElement>(TABLES)) {
    if (table.tHead === null || table.tHead.rows.length !== 1) continue;
    const name = nameOf(table);
    sortable(table);
    const tools = document.createElement('div');
    tools.className = 'tools quiet-tools';
    if (table.tBodies.length > 0 && rowsOf(table).length >= MANY) tools.append(filterOf(table, name));
    tools.append(csvOf(table, name));
    (table.closest('.scroll') ?? table).before(tools);
  }
}

const nameOf = (table: HTMLTableElement): string =>
  table.caption?.textContent ??
  table.closest('[aria-label]')?.getAttribute('aria-label') ??
  table.closest('section')?.querySelector('h2')?.textContent ??
  'table';

const rowsOf = (table: HTMLTableElement): HTMLTableRowElement[] =>
  [...table.tBodies].flatMap((body) => [...body.rows].filter((row) => !row.classList.contains('group')));

/** The text of a head becomes a button. Groups keep their place, rows are sorted within them. */
function sortable(table: HTMLTableElement): void {
  const heads = [...table.tHead!.rows[0]!.cells];
  for (const [c, head] of heads.entries()) {
    const text = [...head.childNodes].find(
      (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
    );
    if (text === undefined) continue;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'sort';
    button.textContent = text.textContent!.trim();
    text.replaceWith(button);
    button.onclick = () => {
      const down = head.getAttribute('aria-sort') === 'descending';
      const first = head.classList.contains('number') || head.classList.contains('score');
      const next = head.hasAttribute('aria-sort') ? !down : first;
      for (const other of heads) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', next ? 'descending' : 'ascending');
      for (const body of table.tBodies) sortRows(body, c, next);
    };
  }
}

function sortRows(body: HTMLTableSectionElement, column: number, down: boolean): void {
  const rows = [...body.rows].filter((row) => !row.classList.contains('group'));
  const keyed = rows.map((row) => ({ row, key: keyOf(row.cells[column]) }));
  keyed.sort((a, b) => inOrder(a.key, b.key, down));
  body.append(...keyed.map(({ row }) => row));
}

/** The number for machines where there is one, else the text; null where nothing is said. */
function keyOf(cell: HTMLTableCellElement | undefined): CellValue {
  const text = textOf(cell);
  if (text === '' || text === '–') return null;
  const value = Number(text);
  return Number.isNaN(value) ? text : value;
}

/** What a cell says, without what stands under it in small. */
function textOf(cell: HTMLTableCellElement | undefined): string {
  const data = cell?.querySelector('data')?.value;
  if (data !== undefined) return data;
  const copy = cell?.cloneNode(true) as HTMLElement | undefined;
  for (const small of copy?.querySelectorAll('small') ?? []) small.remove();
  return copy?.textContent?.trim() ?? '';
}

function filterOf(table: HTMLTableElement, name: string): HTMLInputElement {
  const input = document.createElement('input');
  input.type = 'search';
  input.placeholder = 'Filter';
  input.setAttribute('aria-label', `Filter ${name}`);
  input.oninput = () => {
    const wanted = input.value.trim().toLowerCase();
    for (const row of rowsOf(table)) row.hidden = !row.textContent!.toLowerCase().includes(wanted);
  };
  return input;
}

function csvOf(table: HTMLTableElement, name: string): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'quiet';
  button.textContent = 'CSV';
  button.setAttribute('aria-label', `Save ${name} as CSV`);
  button.onclick = () => {
    const heads = [...table.tHead!.rows[0]!.cells].map(textOf);
    const rows = rowsOf(table).filter((row) => !row.hidden);
    saveCsv(name, [heads, ...rows.map((row) => [...row.cells].map(textOf))]);
  };
  return button;
}

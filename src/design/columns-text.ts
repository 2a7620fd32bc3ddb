import type { InferredColumn } from '../contracts/dataset.ts';
import { commented, fieldName, quoted } from './literal.ts';

/** Values up to which a column's type lists them one by one. */
const MOST_LITERALS = 50;
/** Columns of a line of code. */
const WIDTH = 110;

/**
 * The text of NAME.columns.ts: the columns of a system's data as a TypeScript interface, so that names and values
 * complete in the design file. It holds types only; nothing loads it.
 */
export const columnsText = (columns: readonly InferredColumn[], from: string): string =>
  [head(from), 'export interface Columns {', ...columns.flatMap((c) => fieldLines(c, '  ')), '}', ''].join(
    '\n',
  );

/** The same for the tables of a recommender: their columns by the name of the table. */
export function tablesText(
  tables: Readonly<Record<string, readonly InferredColumn[] | null>>,
  from: string,
): string {
  const shown = Object.entries(tables).flatMap(([table, columns]) =>
    columns === null
      ? []
      : [`  readonly ${table}: {`, ...columns.flatMap((c) => fieldLines(c, '    ')), '  };'],
  );
  return [head(from), 'export interface Columns {', ...shown, '}', ''].join('\n');
}

const head = (from: string): string =>
  `/** Columns of ${commented(from)}, as last read. Written by millwright on \`init\` and \`run\`; do not edit. */`;

function fieldLines(column: InferredColumn, indent: string): readonly string[] {
  const missing = column.missing > 0 ? `; ${column.missing.toLocaleString('en')} missing` : '';
  const doc = commented(`${column.type}: ${column.because}${missing}`);
  return [`${indent}/** ${doc} */`, fieldLine(column, indent)];
}

/** As formatters write it: a long union has one value a line. */
function fieldLine(column: InferredColumn, indent: string): string {
  const field = `${indent}readonly ${fieldName(column.name)}:`;
  const members = valueTypes(column);
  const line = `${field} ${members.join(' | ')};`;
  return line.length <= WIDTH ? line : `${field}\n${members.map((m) => `${indent}  | ${m}`).join('\n')};`;
}

function valueTypes(column: InferredColumn): string[] {
  const { type, values, missing } = column;
  const none = missing > 0 ? ['null'] : [];
  if (type === 'continuous' || type === 'discrete') return ['number', ...none];
  if (values === undefined || values.length === 0 || values.length > MOST_LITERALS)
    return ['string', ...none];
  return [...values.map(quoted), ...none];
}

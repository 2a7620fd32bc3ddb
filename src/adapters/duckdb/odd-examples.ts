import type { InferredColumn } from '../../contracts/dataset.ts';
import { castTo, isPresent } from './cast.ts';
import type { Database } from './database.ts';
import type { SourceTable } from './source-table.ts';
import { at } from './sql.ts';

const EXAMPLES = 3;
/** A table with more odd columns than this is broken as a whole; examples of the first ones tell how. */
const MOST_COLUMNS = 50;

/** Add to each column with odd values the first few of them. */
export async function addOddExamples(
  db: Database,
  data: SourceTable,
  columns: readonly InferredColumn[],
): Promise<InferredColumn[]> {
  const out: InferredColumn[] = [];
  let asked = 0;
  for (const [i, column] of columns.entries()) {
    const asks = column.odd > 0 && asked < MOST_COLUMNS;
    if (asks) asked++;
    out.push(asks ? { ...column, oddExamples: await oddValues(db, data, i, column) } : column);
  }
  return out;
}

async function oddValues(
  db: Database,
  data: SourceTable,
  place: number,
  { type, dateOrder }: InferredColumn,
): Promise<string[]> {
  const held = data.columns[place]!.held;
  // What is odd in a category is what is no number among numbers.
  const meant = type === 'timestamp' ? type : 'continuous';
  const rows = await db.rows(
    `SELECT DISTINCT v FROM (SELECT ${at(place)} AS v FROM ${data.table}) WHERE ${isPresent('v', held)} ` +
      `AND (${castTo('v', held, meant, dateOrder)}) IS NULL ORDER BY v LIMIT ${EXAMPLES}`,
  );
  return rows.map(([value]) => String(value));
}

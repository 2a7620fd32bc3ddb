import { MISSING_SPELLINGS } from '../../table/missing.ts';
import type { ColumnType, DateOrder } from '../../table/schema.ts';
import type { Held } from './source-table.ts';
import { literals } from './sql.ts';

/** SQL that turns a held column into the values of a type; NULL where a value is missing or is not one. */
export function castTo(column: string, held: Held, type: ColumnType, dateOrder?: DateOrder): string {
  if (type === 'continuous' || type === 'discrete') return asNumber(column, held);
  if (type === 'timestamp') return asTimestamp(column, held, dateOrder);
  return asText(column, held);
}

/**
 * A cell that stands for a value at all. `list_contains`, because DuckDB plans each IN as a join of its own: 250 of
 * them in one statement take gigabytes.
 */
export function isPresent(column: string, held: Held): string {
  if (held === 'timestamp') return `(${column} IS NOT NULL)`;
  if (held === 'number') return `(${column} IS NOT NULL AND NOT isnan(${column}))`;
  return `(${column} IS NOT NULL AND NOT list_contains(${literals(['', ...MISSING_SPELLINGS])}, trim(${column}, ' \t\n\r')))`;
}

/** Finite numbers only: an infinity is no measurement, and would make every mean one. */
export function asNumber(column: string, held: Held): string {
  if (held === 'timestamp') return `epoch_ms(${column})::DOUBLE`;
  const value = held === 'number' ? column : `TRY_CAST(${column} AS DOUBLE)`;
  return `CASE WHEN isfinite(${value}) THEN ${value} END`;
}

/** Text as the source spells it; whole numbers without a point, as JSON writes them. */
export function asText(column: string, held: Held): string {
  const value =
    held === 'number'
      ? `CASE WHEN ${column} = floor(${column}) AND abs(${column}) < 1e15 THEN ${column}::BIGINT::VARCHAR ELSE ${column}::VARCHAR END`
      : `${column}::VARCHAR`;
  return `CASE WHEN ${isPresent(column, held)} THEN ${value} END`;
}

/** Days in the spellings that people use, by which of day and month stands first; each with an optional time of day. */
const DAY_FORMATS: Readonly<Record<DateOrder, readonly string[]>> = {
  'day-first': ['%d/%m/%Y', '%d.%m.%Y', '%d-%m-%Y', '%d %b %Y', '%d %B %Y', '%d-%b-%Y'],
  'month-first': ['%m/%d/%Y', '%m.%d.%Y', '%m-%d-%Y', '%b %d, %Y', '%B %d, %Y'],
};
const TIMES = ['', ' %H:%M', ' %H:%M:%S', ' %I:%M %p'];

/** Instants in UTC. ISO 8601 is read whatever the order; a number is seconds since 1970, or milliseconds from 1e11 on. */
export function asTimestamp(column: string, held: Held, dateOrder?: DateOrder): string {
  if (held === 'timestamp') return `CASE WHEN isfinite(${column}) THEN ${column} END`;
  if (held === 'number')
    return `CASE WHEN abs(${column}) < 8.64e15 THEN make_timestamp_ms((CASE WHEN abs(${column}) < 1e11 THEN ${column} * 1000 ELSE ${column} END)::BIGINT) END`;
  const iso = `(TRY_CAST(${column} AS TIMESTAMPTZ) AT TIME ZONE 'UTC')`;
  const finite = `CASE WHEN isfinite(${iso}) THEN ${iso} END`;
  if (dateOrder === undefined) return finite;
  const formats = DAY_FORMATS[dateOrder].flatMap((day) => TIMES.map((time) => day + time));
  return `coalesce(${finite}, try_strptime(trim(${column}), ${literals(formats)}))`;
}

import type { InferredColumn } from '../../contracts/dataset.ts';
import type { SourceChoice } from '../../contracts/design.ts';
import { throwCollected } from '../../errors/fail.ts';
import type { DesignFile } from '../file.ts';
import { columnNamed, type Notes, startNotes } from '../resolution.ts';
import { resolveSource } from '../resolve-sources.ts';
import { type FeedRole, feedSureness } from './feed-words.ts';
import type { FeedInput } from './input.ts';

export const FEED_TABLES = ['events', 'posts', 'readers', 'follows', 'friends'] as const;
export type FeedTable = (typeof FEED_TABLES)[number];

/** The columns of each table as the engine inferred them; null where the design has no such table. */
export type InferredFeedTables = {
  readonly [table in FeedTable]: readonly InferredColumn[] | null;
};

/** The source of each table, by its name. Throws every 'design/source-...' problem at once. */
export function resolveFeedSources(
  file: DesignFile<FeedInput>,
): Readonly<Record<FeedTable, SourceChoice | null>> {
  const notes = startNotes(file);
  const found = Object.fromEntries(
    FEED_TABLES.map((table) => {
      const asked = file.input.data[table];
      return [
        table,
        asked === undefined ? null : { ...resolveSource(notes, asked, ['data', table]), name: table },
      ];
    }),
  ) as Record<FeedTable, SourceChoice | null>;
  FEED_TABLES.forEach((table, t) => {
    const own = found[table];
    const other = FEED_TABLES.slice(0, t).find(
      (o) => own !== null && own.kind !== 'postgres' && found[o]?.from === own.from,
    );
    if (other !== undefined)
      notes.problem('design/file-twice', { table, other, file: own!.from }, ['data', table]);
  });
  throwCollected(notes.failures);
  return found;
}

/** A role that a column of a table may have. */
export interface AskedRole {
  readonly role: FeedRole;
  /** Name of the field in the design: `data.events.reader`. */
  readonly field: string;
  readonly needed?: true;
  fits(column: InferredColumn): boolean;
  /** What fits, in words. */
  readonly wants: string;
  /** Name that another table uses for the same. */
  readonly like?: string | undefined;
}

/**
 * Which column of a table says what: those that the design names, the others by their names. Every problem is noted; what
 * is not found and not needed is null.
 */
export function columnsByRole<F extends string>(
  notes: Notes,
  table: FeedTable,
  columns: readonly InferredColumn[],
  asked: Readonly<Partial<Record<string, unknown>>>,
  roles: readonly (AskedRole & { readonly field: F })[],
): Readonly<Record<F, InferredColumn | null>> {
  const found = new Map<string, InferredColumn>();
  for (const { field, fits, wants } of roles) {
    const name = asked[field];
    if (typeof name !== 'string') continue;
    const path = ['data', table, field];
    const column = columnNamed(notes, columns, name, `data.${table}.${field}`, path);
    if (column === undefined) continue;
    const other = [...found].find(([, c]) => c === column)?.[0];
    if (other !== undefined)
      notes.problem('design/role-twice', { column: name, roles: [other, field] }, path);
    if (!fits(column))
      notes.problem(
        'design/role-unfit',
        { field: `data.${table}.${field}`, column: name, type: column.type, wants },
        path,
      );
    found.set(field, column);
  }
  for (const { role, field, fits, wants, like, needed } of roles) {
    if (asked[field] !== undefined) continue;
    const free = columns.filter((c) => ![...found.values()].includes(c) && fits(c));
    const same = free.find((c) => c.name === like);
    const column = same ?? surest(role, free);
    if (column !== undefined) {
      found.set(field, column);
      const because = column === same ? 'events call it the same' : 'its name';
      notes.inferred(`data.${table}.${field}`, because);
    } else if (needed) {
      const known = columns.map((c) => c.name);
      notes.problem('design/column-unfound', { table, field, wants, known }, ['data', table]);
    }
  }
  return Object.fromEntries(roles.map(({ field }) => [field, found.get(field) ?? null])) as Record<
    F,
    InferredColumn | null
  >;
}

const surest = (role: FeedRole, free: readonly InferredColumn[]): InferredColumn | undefined =>
  free
    .map((column) => ({ column, sure: feedSureness(role, column.name) ?? Infinity }))
    .filter(({ sure }) => sure < Infinity)
    .sort((a, b) => a.sure - b.sure)[0]?.column;

import type { InferredColumn } from '../../contracts/dataset.ts';
import type { EntityChoice } from '../../contracts/recommend-design.ts';
import type { ColumnType } from '../../table/schema.ts';
import type { ColumnInput } from '../input.ts';
import { columnNamed, type Notes } from '../resolution.ts';
import { sureness } from './column-words.ts';

type Table = 'items' | 'users' | 'readers';

/** What a design says of a table of items, users or readers. */
interface Asked {
  readonly id?: string;
  readonly added?: string;
  readonly friends?: string;
  readonly columns?: { readonly [column: string]: ColumnInput | undefined };
}

/**
 * The table of items or of users: which column is the id, and which others are kept. Undefined after a problem.
 *
 * referredBy: the column of the interactions that names its rows.
 */
export function resolveEntity(
  notes: Notes,
  table: Table,
  given: string | Asked,
  columns: readonly InferredColumn[],
  referredBy: string,
): (EntityChoice & { readonly added: string | null; readonly friends?: string }) | undefined {
  const asked = typeof given === 'string' ? {} : given;
  const id = resolveId(notes, table, asked, columns, referredBy);
  const overrides = asked.columns ?? {};
  for (const name of Object.keys(overrides))
    columnNamed(notes, columns, name, `data.${table}.columns`, ['data', table, 'columns', name], 'key');
  if (id === undefined) return undefined;
  const added = table === 'items' ? resolveAdded(notes, asked, columns) : null;
  const friends = table === 'users' ? resolveFriends(notes, asked, columns) : undefined;
  const kept = columns.flatMap((column) => {
    if (column.name === id || column.name === added) return [];
    if (column.name === friends) return [{ name: friends, type: 'text' as const, inferred: false }];
    const own = overrides[column.name];
    const because = own?.drop === true ? null : whyLeftOut(column, own?.type);
    if (because !== null) notes.inferred(`data.${table}.columns`, `without ${column.name}: ${because}`);
    if (own?.drop === true || because !== null) return [];
    return [{ name: column.name, type: own?.type ?? column.type, inferred: own?.type === undefined }];
  });
  return { source: table, id, added, columns: kept, ...(friends !== undefined && { friends }) };
}

function resolveId(
  notes: Notes,
  table: Table,
  { id }: Asked,
  columns: readonly InferredColumn[],
  referredBy: string,
): string | undefined {
  if (id !== undefined)
    return columnNamed(notes, columns, id, `data.${table}.id`, ['data', table, 'id'])?.name;
  const role = table === 'items' ? 'item' : 'user';
  const [found, because] = likelyId(role, columns, referredBy) ?? [];
  if (found !== undefined) {
    notes.inferred(`data.${table}.id`, because!);
    return found.name;
  }
  notes.problem('design/role-unfound', { role, table, known: columns.map((c) => c.name) }, ['data', table]);
  return undefined;
}

function likelyId(
  role: 'item' | 'user',
  columns: readonly InferredColumn[],
  referredBy: string,
): readonly [InferredColumn, string] | undefined {
  const same = columns.find((c) => c.name === referredBy);
  if (same !== undefined) return [same, 'the interactions call it the same'];
  const named = columns.find((c) => sureness(role, c.name) !== undefined);
  if (named !== undefined) return [named, 'its name'];
  const first = columns[0];
  if (first !== undefined && /^id$/i.test(first.name)) return [first, 'its name'];
  const identifiers = columns.filter((c) => c.type === 'identifier');
  return identifiers.length === 1 ? [identifiers[0]!, 'the only identifier'] : undefined;
}

const INSTANTS: readonly ColumnType[] = ['timestamp', 'continuous', 'discrete', 'identifier'];

/** The column that says since when there is the item. */
function resolveAdded(notes: Notes, { added }: Asked, columns: readonly InferredColumn[]): string | null {
  if (added !== undefined)
    return columnNamed(notes, columns, added, 'data.items.added', ['data', 'items', 'added'])?.name ?? null;
  const found = columns.find((c) => sureness('added', c.name) !== undefined && INSTANTS.includes(c.type));
  if (found === undefined) return null;
  notes.inferred('data.items.added', 'its name');
  return found.name;
}

/** The column that lists a user's friends. */
function resolveFriends(
  notes: Notes,
  { friends }: Asked,
  columns: readonly InferredColumn[],
): string | undefined {
  if (friends !== undefined)
    return columnNamed(notes, columns, friends, 'data.users.friends', ['data', 'users', 'friends'])?.name;
  const found = columns.find((c) => sureness('friends', c.name) !== undefined);
  if (found !== undefined) notes.inferred('data.users.friends', 'its name');
  return found?.name;
}

/** Why a column tells nothing of one thing that it would not of all, or of none other; null = it is kept. */
export function whyLeftOut(column: InferredColumn, declared: ColumnType | undefined): string | null {
  if (declared !== undefined) return null;
  if (column.type === 'identifier') return 'an identifier';
  return column.distinct <= 1 ? 'it never changes' : null;
}

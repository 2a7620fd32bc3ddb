import type { InferredColumn } from '../../contracts/dataset.ts';
import type { RecommendDesign } from '../../contracts/recommend-design.ts';
import { throwCollected } from '../../errors/fail.ts';
import type { ColumnType } from '../../table/schema.ts';
import type { DesignFile } from '../file.ts';
import { columnNamed, type Notes, startNotes } from '../resolution.ts';
import { resolveSource } from '../resolve-sources.ts';
import { type Role, type ShownRole, sureness } from './column-words.ts';
import type { RecommendInput } from './input.ts';

type Data = RecommendDesign['data'];
/** Which column of the interactions says what. */
export type EventColumnNames = Omit<Data['interactions'], 'source'>;

/** The columns of each table as the engine inferred them; null where the design has no such table. */
export interface InferredTables {
  readonly interactions: readonly InferredColumn[];
  readonly items: readonly InferredColumn[] | null;
  readonly users: readonly InferredColumn[] | null;
  readonly friends: readonly InferredColumn[] | null;
}

/** The sources of the tables, in the order interactions, items, users, friends. Throws every 'design/source-...' problem at once. */
export function resolveTableSources(file: DesignFile<RecommendInput>) {
  const notes = startNotes(file);
  const { interactions, items, users, friends } = file.input.data;
  const sourceOf = (asked: typeof interactions | typeof items | typeof friends, table: string) =>
    asked === undefined ? null : { ...resolveSource(notes, asked, ['data', table]), name: table };
  const found = {
    interactions: sourceOf(interactions, 'interactions')!,
    items: sourceOf(items, 'items'),
    users: sourceOf(users, 'users'),
    friends: sourceOf(friends, 'friends'),
  };
  for (const table of ['items', 'users', 'friends'] as const)
    if (found[table]?.from === found.interactions.from && found.interactions.kind !== 'postgres')
      notes.problem('design/table-twice', { table, file: found.interactions.from }, ['data', table]);
  throwCollected(notes.failures);
  return found;
}

/** Which column of the interactions says what, as far as the design and the columns tell. Throws every problem at once. */
export function resolveEventColumns(
  file: DesignFile<RecommendInput>,
  tables: InferredTables,
): EventColumnNames {
  const notes = startNotes(file);
  const names = eventColumns(file, tables, notes);
  throwCollected(notes.failures);
  return names!;
}

/** In the order in which columns are given away: who finds his by a surer name comes first. */
const ROLES: readonly Role[] = [
  'user',
  'item',
  'time',
  'action',
  'value',
  'position',
  'request',
  'propensity',
];
const OF_SHOWN: readonly Role[] = ['position', 'request', 'propensity'] satisfies ShownRole[];

const NUMBERS: readonly ColumnType[] = ['discrete', 'continuous', 'identifier'];
const FITS: Readonly<Record<Role, (column: InferredColumn) => boolean>> = {
  user: ({ type }) => type !== 'timestamp',
  item: ({ type }) => type !== 'timestamp',
  time: ({ type }) => type === 'timestamp' || NUMBERS.includes(type),
  action: ({ type, values }) => !NUMBERS.includes(type) && type !== 'timestamp' && values !== undefined,
  value: ({ type }) => type === 'discrete' || type === 'continuous',
  position: ({ type }) => type === 'discrete' || type === 'continuous',
  request: ({ type }) => type !== 'timestamp',
  propensity: ({ type }) => type === 'discrete' || type === 'continuous',
};
const WANTS: Readonly<Record<Role, string>> = {
  user: 'anything but instants',
  item: 'anything but instants',
  time: 'instants, or seconds or milliseconds since 1970',
  action: 'a few names of what users do',
  value: 'numbers',
  position: 'numbers',
  request: 'anything but instants',
  propensity: 'numbers',
};

export function eventColumns(
  { input: { data } }: DesignFile<RecommendInput>,
  tables: InferredTables,
  notes: Notes,
): EventColumnNames | undefined {
  const asked: Partial<Record<Role, string>> = typeof data.interactions === 'string' ? {} : data.interactions;
  const columns = tables.interactions;
  const found = new Map<Role, InferredColumn>();
  for (const role of ROLES) {
    const name = asked[role];
    if (name === undefined) continue;
    const path = ['data', 'interactions', role];
    const column = columnNamed(notes, columns, name, `data.interactions.${role}`, path);
    if (column === undefined) continue;
    const other = [...found].find(([, c]) => c === column)?.[0];
    if (other !== undefined) notes.problem('design/role-twice', { column: name, roles: [other, role] }, path);
    if (!FITS[role](column))
      notes.problem(
        'design/role-unfit',
        { field: `data.interactions.${role}`, column: name, type: column.type, wants: WANTS[role] },
        path,
      );
    found.set(role, column);
  }
  for (const role of ROLES) {
    if (found.has(role) || asked[role] !== undefined) continue;
    if (OF_SHOWN.includes(role) && data.impressions === undefined) continue;
    const free = columns.filter((c) => ![...found.values()].includes(c) && FITS[role](c));
    const [column, because] = likely(role, free, columns, tables) ?? [];
    if (column === undefined) continue;
    found.set(role, column);
    notes.inferred(`data.interactions.${role}`, because!);
  }
  for (const role of ['user', 'item'] as const)
    if (!found.has(role) && asked[role] === undefined) {
      const known = columns.map((c) => c.name);
      notes.problem('design/role-unfound', { role, table: 'interactions', known }, ['data', 'interactions']);
    }
  const nameOf = (role: Role): string | null => found.get(role)?.name ?? null;
  if (notes.failures.length > 0) return undefined;
  return {
    user: nameOf('user')!,
    item: nameOf('item')!,
    time: nameOf('time'),
    value: nameOf('value'),
    action: nameOf('action'),
    ...(data.impressions !== undefined && {
      position: nameOf('position'),
      request: nameOf('request'),
      propensity: nameOf('propensity'),
    }),
  };
}

/** The column that a role is likely told by, and why. */
function likely(
  role: Role,
  free: readonly InferredColumn[],
  all: readonly InferredColumn[],
  tables: InferredTables,
): readonly [InferredColumn, string] | undefined {
  const table = role === 'user' ? tables.users : role === 'item' ? tables.items : null;
  const shared = free.filter((c) => table?.some((t) => t.name === c.name));
  if (shared.length === 1) return [shared[0]!, `the table of ${role}s has a column of the same name`];
  const named = free
    .flatMap((column) => ({ column, sure: sureness(role, column.name) ?? Infinity }))
    .filter(({ sure }) => sure < Infinity)
    .sort((a, b) => a.sure - b.sure)[0];
  if (named !== undefined) return [named.column, 'its name'];
  const instants = free.filter((c) => c.type === 'timestamp');
  if (role === 'time' && instants.length === 1) return [instants[0]!, 'the only column of instants'];
  const place = role === 'user' ? 0 : role === 'item' ? 1 : -1;
  if (all.length === 2 && free.includes(all[place]!))
    return [all[place]!, `the ${place === 0 ? 'first' : 'second'} of two columns`];
  return undefined;
}

import type { InferredColumn } from '../../contracts/dataset.ts';
import type { FeedDesign, FeedEventColumns, PostChoice, PostScore } from '../../contracts/feed-design.ts';
import type { ColumnType } from '../../table/schema.ts';
import type { AnyColumns } from '../input.ts';
import { whyLeftOut } from '../recommend/resolve-entity.ts';
import { columnNamed, type Notes } from '../resolution.ts';
import type { EventColumnsInput, FeedInput, PostColumnsInput } from './input.ts';
import { type AskedRole, columnsByRole, type InferredFeedTables } from './resolve-tables.ts';

const NUMBERS: readonly ColumnType[] = ['discrete', 'continuous', 'identifier'];
const isNumber = ({ type }: InferredColumn): boolean => NUMBERS.includes(type);
const isInstant = (column: InferredColumn): boolean => column.type === 'timestamp' || isNumber(column);
const isId = ({ type }: InferredColumn): boolean => type !== 'timestamp';
const INSTANTS = 'instants, or seconds or milliseconds since 1970';
/** A column of the moment with more values than this is rather an id. */
const MOST_VALUES = 50;

const numbers = (role: AskedRole['role'] & string) =>
  ({ role, field: role, fits: isNumber, wants: 'numbers' }) as const;

const EVENT_ROLES = [
  { role: 'reader', field: 'reader', needed: true, fits: isId, wants: 'anything but instants' },
  { role: 'post', field: 'post', needed: true, fits: isId, wants: 'anything but instants' },
  { role: 'at', field: 'at', needed: true, fits: isInstant, wants: INSTANTS },
  {
    role: 'type',
    field: 'type',
    needed: true,
    fits: ({ values }) => values !== undefined,
    wants: 'a few names of what happens',
  },
  { role: 'request', field: 'request', fits: isId, wants: 'anything but instants' },
  { ...numbers('position'), field: 'position' },
  { ...numbers('propensity'), field: 'propensity' },
  { ...numbers('value'), field: 'value' },
] as const satisfies readonly AskedRole[];

/** Which column of the events says what. Undefined after a problem. */
export function resolveEventColumns(
  notes: Notes,
  { data: { events: given } }: FeedInput,
  tables: InferredFeedTables,
): (FeedEventColumns & { readonly types: InferredColumn }) | undefined {
  const asked: EventColumnsInput<AnyColumns> = typeof given === 'string' ? {} : given;
  const columns = tables.events ?? [];
  const before = notes.failures.length;
  const found = columnsByRole(notes, 'events', columns, asked as Record<string, unknown>, EVENT_ROLES);
  const taken = new Set(Object.values(found).map((c) => c?.name));
  const context = resolveContext(notes, asked.context, columns, taken);
  if (notes.failures.length > before) return undefined;
  const name = (field: keyof typeof found): string | null => found[field]?.name ?? null;
  return {
    source: 'events',
    reader: name('reader')!,
    post: name('post')!,
    type: name('type')!,
    at: name('at')!,
    value: name('value'),
    request: name('request'),
    position: name('position'),
    propensity: name('propensity'),
    context,
    types: found.type!,
  };
}

function resolveContext(
  notes: Notes,
  asked: readonly string[] | undefined,
  columns: readonly InferredColumn[],
  taken: ReadonlySet<string | undefined>,
): FeedEventColumns['context'] {
  const kept =
    asked === undefined
      ? columns.filter(
          (c) =>
            !taken.has(c.name) &&
            c.distinct > 1 &&
            (isCategory(c) ? c.distinct <= MOST_VALUES : c.type === 'continuous' || c.type === 'discrete'),
        )
      : asked.flatMap(
          (name, i) =>
            columnNamed(notes, columns, name, 'data.events.context', ['data', 'events', 'context', i]) ?? [],
        );
  if (asked === undefined)
    notes.inferred('data.events.context', 'all other columns of few values or of numbers');
  return kept.map((c) => ({ name: c.name, type: isCategory(c) ? 'nominal' : 'continuous' }));
}

const isCategory = ({ type }: InferredColumn): boolean =>
  type === 'nominal' || type === 'boolean' || type === 'ordinal';

const codes = { fits: isId, wants: 'ids or names' } as const;

/** referredBy: the column of the events that names its rows. */
const postRoles = (referredBy: string) =>
  [
    {
      role: 'post',
      field: 'id',
      needed: true,
      fits: isId,
      wants: 'anything but instants',
      like: referredBy,
    },
    { role: 'published', field: 'published', fits: isInstant, wants: INSTANTS },
    { role: 'author', field: 'author', ...codes },
    { role: 'topic', field: 'topic', ...codes },
    { role: 'group', field: 'group', ...codes },
    {
      role: 'text',
      field: 'text',
      fits: ({ type }: InferredColumn) => type === 'text' || type === 'nominal',
      wants: 'texts',
    },
  ] as const satisfies readonly AskedRole[];

/** What the columns of posts mean, besides being attributes. */
export function resolvePosts(
  notes: Notes,
  { data: { posts: given } }: FeedInput,
  tables: InferredFeedTables,
  events: Pick<FeedEventColumns, 'post'>,
): PostChoice | undefined {
  const asked: PostColumnsInput<AnyColumns> = typeof given === 'string' ? {} : given;
  const columns = tables.posts ?? [];
  const before = notes.failures.length;
  const found = columnsByRole(
    notes,
    'posts',
    columns,
    asked as Record<string, unknown>,
    postRoles(events.post),
  );
  const vector = (asked.vector ?? []).flatMap(
    (name, i) =>
      columnNamed(notes, columns, name, 'data.posts.vector', ['data', 'posts', 'vector', i])?.name ?? [],
  );
  const overrides: Readonly<Record<string, { type?: ColumnType; drop?: boolean } | undefined>> =
    asked.columns ?? {};
  for (const name of Object.keys(overrides))
    columnNamed(notes, columns, name, 'data.posts.columns', ['data', 'posts', 'columns', name], 'key');
  if (notes.failures.length > before) return undefined;
  const typed = new Map<string, ColumnType>();
  for (const field of ['author', 'topic', 'group'] as const)
    if (found[field] !== null) typed.set(found[field].name, 'nominal');
  if (found.text !== null) typed.set(found.text.name, 'text');
  for (const name of vector) typed.set(name, 'continuous');
  const own = [found.id!.name, found.published?.name];
  const scores = resolveScores(notes, asked, columns);
  return {
    source: 'posts',
    id: found.id!.name,
    published: found.published?.name ?? null,
    author: found.author?.name ?? null,
    topic: found.topic?.name ?? null,
    group: found.group?.name ?? null,
    text: found.text?.name ?? null,
    vector,
    columns: [
      ...columns.flatMap((column) => {
        const given = overrides[column.name];
        const type = typed.get(column.name) ?? given?.type;
        if (own.includes(column.name) || given?.drop === true) return [];
        const because = whyLeftOut(column, type);
        if (because !== null) {
          notes.inferred('data.posts.columns', `without ${column.name}: ${because}`);
          return [];
        }
        return [{ name: column.name, type: type ?? column.type, inferred: given?.type === undefined }];
      }),
      ...scores.map(({ column }) => ({ name: column, type: 'continuous' as const, inferred: false })),
    ],
    ...(scores.length > 0 && { scores }),
  };
}

/** Columns that other systems compute. Whether there are such systems shows when they are asked. */
function resolveScores(
  notes: Notes,
  { scores = {} }: PostColumnsInput<AnyColumns>,
  columns: readonly InferredColumn[],
): readonly PostScore[] {
  return Object.entries(scores).map(([column, asked]) => {
    const path = ['data', 'posts', 'scores', column];
    if (columns.some(({ name }) => name === column))
      notes.problem('design/score-taken', { column }, path, 'key');
    const { system, class: of = null } = typeof asked === 'string' ? { system: asked } : asked;
    return { column, system, class: of };
  });
}

/** The columns of a table of ties. Null where the design has none, undefined after a problem. */
export function resolveTies(
  notes: Notes,
  table: 'follows' | 'friends',
  { data }: FeedInput,
  tables: InferredFeedTables,
): NonNullable<FeedDesign['data']['friends']> | null | undefined {
  const given = data[table];
  const columns = tables[table];
  if (given === undefined || columns === null) return null;
  const asked = typeof given === 'string' ? {} : given;
  const before = notes.failures.length;
  const found = columnsByRole(
    notes,
    table,
    columns,
    asked as Record<string, unknown>,
    [
      { role: 'from', field: 'from', needed: true, fits: isId, wants: 'anything but instants' },
      {
        role: table === 'follows' ? 'to' : 'friend',
        field: 'to',
        needed: true,
        fits: isId,
        wants: 'anything but instants',
      },
      { role: 'since', field: 'since', fits: isInstant, wants: INSTANTS },
      { role: 'closeness', field: 'closeness', fits: isNumber, wants: 'numbers from 0 to 1' },
    ] as const,
  );
  if (notes.failures.length > before) return undefined;
  return {
    source: table,
    from: found.from!.name,
    to: found.to!.name,
    since: found.since?.name ?? null,
    closeness: table === 'friends' ? (found.closeness?.name ?? null) : null,
  };
}

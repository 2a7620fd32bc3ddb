import type { Design, SourceChoice } from '../contracts/design.ts';
import { throwCollected } from '../errors/fail.ts';
import { nearest } from '../errors/nearest.ts';
import type { DesignFile, DesignPath } from './file.ts';
import type { FileSourceInput, PostgresSourceInput } from './input.ts';
import { type Notes, startNotes } from './resolution.ts';

/** What must be read before the columns are known. */
export interface ResolvedSources {
  readonly sources: readonly SourceChoice[];
  readonly joins: Design['data']['joins'];
}

/**
 * Resolve the sources and joins of a design. Needs no data, so that the data can be read by it; `resolveDesign` does
 * the rest. Throws every 'design/source-...' problem at once.
 */
export function resolveSources(file: DesignFile): ResolvedSources {
  const { data } = file.input;
  const notes = startNotes(file);
  const path = (i: number): DesignPath => (typeof data === 'string' ? ['data'] : ['data', 'sources', i]);
  const sources = (typeof data === 'string' ? [data] : data.sources).map((source, i) =>
    resolveSource(notes, source, path(i)),
  );
  const names = sources.map((s) => s.name);
  names.forEach((name, i) => {
    if (names.indexOf(name) < i) notes.problem('design/source-twice', { source: name }, path(i));
  });
  const joins = typeof data === 'string' ? [] : (data.joins ?? []);
  joins.forEach((join, i) => {
    const known = names.slice(1);
    if (!known.includes(join.source)) {
      const facts = { source: join.source, known, near: nearest(join.source, known) };
      notes.problem('design/source-unknown', facts, ['data', 'joins', i, 'source']);
    }
  });
  names.slice(1).forEach((name, i) => {
    if (!joins.some((join) => join.source === name))
      notes.problem('design/source-unjoined', { source: name }, path(i + 1));
  });
  throwCollected(notes.failures);
  return {
    sources,
    joins: joins.map(({ source, on, how = 'left' }) => ({
      source,
      on: typeof on === 'string' ? [on] : on,
      how,
    })),
  };
}

/** One source in full; what is wrong with it is noted. */
export function resolveSource(
  notes: Notes,
  source: string | FileSourceInput | PostgresSourceInput,
  path: DesignPath,
): SourceChoice {
  const full = typeof source === 'string' ? { file: source } : source;
  const choice = 'file' in full ? fileSource(full) : postgresSource(full);
  if (choice.kind === undefined)
    notes.problem('design/source-format', { file: choice.from, known: FORMATS }, path);
  if ('postgres' in full && (full.table === undefined) === (full.query === undefined))
    notes.problem('design/source-table', { source: choice.name }, path);
  return { ...choice, kind: choice.kind ?? 'csv' };
}

const FORMATS = ['csv', 'tsv', 'jsonl', 'json', 'parquet'] as const;

const ENDINGS: Readonly<Record<string, (typeof FORMATS)[number]>> = {
  csv: 'csv',
  tsv: 'tsv',
  tab: 'tsv',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  json: 'json',
  parquet: 'parquet',
  pq: 'parquet',
};

type Draft = Omit<SourceChoice, 'kind'> & { readonly kind: SourceChoice['kind'] | undefined };

function fileSource(source: FileSourceInput): Draft {
  return {
    name: source.name ?? stemOf(source.file),
    kind: source.format ?? formatOfFile(source.file),
    from: source.file,
    ...facts(source),
  };
}

/** The format that the ending of a file tells, with or without .gz or .zst behind it; undefined when it tells none. */
export function formatOfFile(file: string): (typeof FORMATS)[number] | undefined {
  const ending = /\.([a-z]+)$/i.exec(file.replace(/\.(gz|zst)$/i, ''))?.[1]?.toLowerCase();
  return ending === undefined ? undefined : ENDINGS[ending];
}

function postgresSource(source: PostgresSourceInput): Draft {
  const { table, query } = source;
  return {
    name: source.name ?? table?.split('.').at(-1) ?? 'query',
    kind: 'postgres',
    from: source.postgres,
    ...(table === undefined ? {} : { table }),
    ...(query === undefined ? {} : { query }),
    ...facts(source),
  };
}

const facts = (
  source: FileSourceInput | PostgresSourceInput,
): Pick<SourceChoice, 'collectedBy' | 'trust'> => ({
  collectedBy: source.collectedBy ?? null,
  trust: source.trust ?? null,
});

/** "raw/churn.2024.csv" -> "churn". */
const stemOf = (file: string): string =>
  file
    .split(/[\\/]/)
    .at(-1)!
    .replace(/(?<=.)\..*$/, '');

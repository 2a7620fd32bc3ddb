import type { SourceFacts } from '../../contracts/dataset.ts';
import { fail } from '../../errors/fail.ts';
import type { JoinSpec, SourceSpec } from '../../ports/engine.ts';
import type { Database } from './database.ts';
import { joinSources, type LoadedSource } from './join-sources.ts';
import { readCsv } from './read-csv.ts';
import { readPostgres } from './read-postgres.ts';
import { readJson, readParquet } from './read-typed.ts';
import { type FileFacts, inspectFile, type KnownFiles } from './source-file.ts';
import type { SourceTable } from './source-table.ts';

/** What readers are given besides the source. */
export interface Surroundings {
  /** Environment variables, from which connection URLs are taken. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly files: KnownFiles;
}

/** Source rows in DuckDB, and where they came from. */
export interface RawTable {
  readonly data: SourceTable;
  readonly rows: number;
  readonly sources: readonly SourceFacts[];
}

/** Read every source into a table of its own and join them. */
export async function loadSources(
  db: Database,
  sources: readonly SourceSpec[],
  joins: readonly JoinSpec[],
  around: Surroundings,
): Promise<RawTable> {
  const loaded: LoadedSource[] = [];
  const facts: SourceFacts[] = [];
  for (const [i, spec] of sources.entries()) {
    const { data, sha256 } = await readSource(db, spec, `source_${i}`, around);
    refuseDuplicates(spec, data);
    const rows = await countRows(db, data.table);
    if (rows === 0) throw fail('source/no-rows', { from: spec.from, columns: data.columns.length });
    loaded.push({ spec, data });
    const { name, kind, from, collectedBy, trust } = spec;
    facts.push({ name, kind, from, sha256, rows, collectedBy, trust });
  }
  const data = await joinSources(db, loaded, joins);
  const rows = await countRows(db, data.table);
  if (rows === 0)
    throw fail('source/no-rows', { from: 'The join of the sources', columns: data.columns.length });
  return { data, rows, sources: facts };
}

async function readSource(
  db: Database,
  spec: SourceSpec,
  table: string,
  around: Surroundings,
): Promise<{ data: SourceTable; sha256: string }> {
  if (spec.kind === 'postgres') return readPostgres(db, spec, table, around.environment);
  const facts = await inspectFile(spec, around.files);
  return { data: await readFile(db, spec, facts, table), sha256: facts.sha256 };
}

function readFile(db: Database, spec: SourceSpec, facts: FileFacts, table: string): Promise<SourceTable> {
  if (spec.kind === 'parquet') return readParquet(db, spec, table);
  if (spec.kind === 'json' || spec.kind === 'jsonl') return readJson(db, spec, facts, table);
  return readCsv(db, spec, facts, table);
}

export async function countRows(db: Database, table: string): Promise<number> {
  const [row] = await db.rows(`SELECT count(*)::DOUBLE FROM ${table}`);
  return Number(row![0]);
}

function refuseDuplicates(spec: SourceSpec, data: SourceTable): void {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { name } of data.columns) {
    if (seen.has(name)) twice.add(name);
    seen.add(name);
  }
  if (twice.size > 0) throw fail('source/duplicate-columns', { from: spec.from, names: [...twice] });
}

import type { Dataset } from '../contracts/dataset.ts';
import type { Design, SourceChoice } from '../contracts/design.ts';
import { canonicalJson } from '../contracts/json.ts';
import type { DesignFile } from '../design/file.ts';
import { resolveDesign } from '../design/resolve.ts';
import { resolveSources } from '../design/resolve-sources.ts';
import { fail } from '../errors/fail.ts';
import type { Engine, SourceSpec } from '../ports/engine.ts';
import type { Lake } from '../ports/lake.ts';
import type { Progress } from '../ports/progress.ts';
import { findingsOf } from './prepare/findings.ts';

export interface PrepareInput {
  readonly file: DesignFile;
  /** Version of the program: part of the cache key. */
  readonly program: string;
}

export interface PreparePorts {
  readonly engine: Engine;
  readonly lake: Lake;
  readonly progress: Progress;
  /** The sources as the engine takes them: paths absolute. */
  readonly locate: (sources: readonly SourceChoice[]) => readonly SourceSpec[];
  /** sha256 of a text, in hexadecimal. */
  readonly sha256: (text: string) => string;
}

export interface Prepared {
  readonly design: Design;
  readonly dataset: Dataset;
  /** The lake had it already: the sources and what shapes them have not changed. */
  readonly cached: boolean;
}

/**
 * Read the sources of a design, infer what it leaves open, and keep the rows as an immutable dataset.
 *
 * Throws what is wrong with the design (all of it at once), and 'source/...'. Nothing is visible in the lake until the
 * dataset is whole.
 */
export async function prepare(input: PrepareInput, ports: PreparePorts): Promise<Prepared> {
  const { engine, lake, progress, locate } = ports;
  const { sources, joins } = resolveSources(input.file);
  const specs = locate(sources);

  progress.begin('prepare');
  const key = await keyOf(input, specs, ports);
  const known = key === null ? undefined : await lake.findByKey(key);
  if (known !== undefined) {
    const design = resolveDesign(input.file, known.inferred);
    progress.end(`${counted(known)}, unchanged since the last run`);
    return { design, dataset: known, cached: true };
  }

  progress.at(0.05, 'reading sources');
  const loaded = await engine.load(specs, joins);
  const design = resolveDesign(input.file, loaded.columns);
  const { target } = design.framing;
  progress.at(0.4, 'shaping columns');
  const shaped = await engine.shape(design.data.columns, target);
  if (shaped.rows === 0) throw fail('source/target-missing', { target, rows: loaded.rows });
  progress.at(0.6, 'profiling columns');
  const profile = await engine.profile(shaped.schema, target);
  const findings = findingsOf({
    design,
    inferred: loaded.columns,
    profile,
    sources: loaded.sources,
    rows: shaped.rows,
    dropped: shaped.dropped,
    duplicates: await engine.duplicateRows(),
  });
  progress.at(0.85, 'writing the dataset');
  const draft = await lake.draft();
  await engine.write(draft);
  const dataset = await lake.keep(draft, {
    key: key ?? '',
    rows: shaped.rows,
    schema: shaped.schema,
    sources: loaded.sources,
    inferred: loaded.columns,
    profile,
    findings,
  });
  progress.end(counted(dataset));
  return { design, dataset, cached: false };
}

/**
 * What a dataset depends on, as one hash: the bytes of the sources, how the design reads and shapes them, the program.
 * Null when a source has no bytes to hash before it is read (Postgres).
 */
async function keyOf(
  { file, program }: PrepareInput,
  specs: readonly SourceSpec[],
  { engine, sha256 }: PreparePorts,
): Promise<string | null> {
  const prints = await engine.fingerprint(specs);
  if (prints.includes(null)) return null;
  const { data, framing, monitoring, evaluation } = file.input;
  const spec = JSON.parse(
    JSON.stringify({ data, framing, monitoring, evaluation, name: file.input.name ?? null }),
  );
  return sha256(canonicalJson({ program, prints, spec }));
}

const counted = ({ rows, schema, findings }: Dataset): string =>
  `${rows.toLocaleString('en')} rows, ${schema.length} columns, ${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}`;

import type { ColumnProfile, Dataset } from '../contracts/dataset.ts';
import type { Design, SourceChoice } from '../contracts/design.ts';
import { canonicalJson } from '../contracts/json.ts';
import type { DesignFile } from '../design/file.ts';
import { resolveDesign } from '../design/resolve.ts';
import { resolveSources } from '../design/resolve-sources.ts';
import { fail } from '../errors/fail.ts';
import type { Engine, LoadedTable, SourceSpec } from '../ports/engine.ts';
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
  const early = await fromLake(input, await engine.fingerprint(specs), ports);
  if (early !== undefined) return early;

  progress.at(0.05, 'reading sources');
  const loaded = await engine.load(specs, joins);
  const prints = loaded.sources.map((s) => s.sha256);
  // Rows that came without a file (Postgres) have a hash only now.
  const late = await fromLake(input, prints, ports);
  if (late !== undefined) return late;

  const design = resolveDesign(input.file, loaded.columns);
  const draft = await lake.draft();
  const facts = await makeDataset(design, loaded, keyOf(input, prints, ports), draft, ports);
  const dataset = await lake.keep(draft, facts);
  progress.end(counted(dataset));
  return { design, dataset, cached: false };
}

/** The dataset of these rows and its design, when the lake has it whole; a print of null is of no known rows. */
async function fromLake(
  input: PrepareInput,
  prints: readonly (string | null)[],
  ports: PreparePorts,
): Promise<Prepared | undefined> {
  const known = prints.filter((print) => print !== null);
  if (known.length < prints.length) return undefined;
  const dataset = await ports.lake.findByKey(keyOf(input, known, ports));
  if (dataset === undefined) return undefined;
  const design = resolveDesign(input.file, dataset.inferred);
  ports.progress.end(`${counted(dataset)}, unchanged since the last run`);
  return { design, dataset, cached: true };
}

/** Shape, profile and judge the loaded rows, and write them to the draft. */
async function makeDataset(
  design: Design,
  loaded: LoadedTable,
  key: string,
  draft: string,
  { engine, progress }: PreparePorts,
): Promise<Omit<Dataset, 'format' | 'sha256'>> {
  const { target } = design.framing;
  progress.at(0.4, 'shaping columns');
  const { schema, rows, dropped } = await engine.shape(design.data.columns, target);
  if (rows === 0 && target !== null) throw fail('source/target-missing', { target, rows: loaded.rows });
  progress.at(0.6, 'profiling columns');
  const profile = await engine.profile(schema, target);
  if (target !== null) refuseTarget(profile, target, rows);
  const duplicates = await engine.duplicateRows();
  const { sources, columns: inferred } = loaded;
  const findings = findingsOf({ design, inferred, profile, sources, rows, dropped, duplicates });
  progress.at(0.85, 'writing the dataset');
  await engine.write(draft, key);
  return { key, rows, schema, sources, inferred, profile, findings };
}

/** Errors of a prediction are squared and summed: beyond these a square is infinite, or nothing, in float64. */
const TARGET_SCALE = [1e-150, 1e150] as const;

/** Refuse a target that nothing can be learned of. Throws 'source/single-class', 'source/target-scale'. */
function refuseTarget(profile: readonly ColumnProfile[], target: string, rows: number): void {
  const found = profile.find((c) => c.name === target);
  const { min = 0, max = 0 } = found?.numeric ?? {};
  const largest = -min > max ? min : max;
  const [least, most] = TARGET_SCALE;
  if (Math.abs(largest) > most || (largest !== 0 && Math.abs(largest) < least))
    throw fail('source/target-scale', { target, largest, least, most });
  if (found === undefined || found.distinct > 1) return;
  const value = String(found.top?.[0]?.value ?? found.numeric?.min);
  throw fail('source/single-class', { target, value, rows });
}

/** What a dataset depends on, as one hash: the rows, how the design reads and shapes them, the program. */
function keyOf({ file, program }: PrepareInput, prints: readonly string[], { sha256 }: PreparePorts): string {
  const { data, framing, features } = file.input;
  // Through JSON: a design in TypeScript may hold fields that are undefined.
  const spec = JSON.parse(JSON.stringify({ data, framing, features }));
  return sha256(canonicalJson({ program, prints, spec }));
}

const counted = ({ rows, schema, findings }: Dataset): string =>
  `${rows.toLocaleString('en')} rows, ${schema.length} columns, ${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}`;

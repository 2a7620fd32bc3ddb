import type { TrainedModel } from '../contracts/artifact.ts';
import type { ReferenceColumn } from '../contracts/monitoring.ts';
import type { LiveFeature, LiveFeatures, Spread } from '../contracts/version-facts.ts';
import { binEdges, countInto } from '../explain/histogram.ts';
import type { Artifacts } from '../ports/artifacts.ts';
import type { Journal } from '../ports/journal.ts';
import type { CategoryColumn } from '../table/column.ts';
import { numbersOf } from '../table/forms.ts';
import type { ColumnSchema } from '../table/schema.ts';
import { championOf, registryOf, versionOf } from './deploy/registry.ts';
import { readJson } from './json-artifact.ts';
import { liveColumn } from './monitor/live-columns.ts';
import { newestRows, type PredictionRow } from './monitor/prediction-rows.ts';
import { decodeReference } from './monitor/reference.ts';

/** Predictions looked at, at most. */
const ROWS = 1000;
const BINS = 24;
const CATEGORIES = 12;
/** Share of values on either side that lie in the outer bins. */
const TAIL = 0.005;

/** The columns of a system's champion, now and in training. O(rows x columns). Throws 'serve/no-champion', 'artifact/...'. */
export async function liveFeatures(
  system: string,
  { journal, artifacts }: { readonly journal: Journal; readonly artifacts: Artifacts },
): Promise<LiveFeatures> {
  const version = await championOf(journal, system);
  const { trained } = versionOf(await registryOf(journal, system), version);
  const { manifest } = await readJson<TrainedModel>(artifacts, trained);
  const reference =
    manifest.reference === null ? null : decodeReference(await artifacts.get(manifest.reference));
  const rows = await newestRows(journal, { system, most: ROWS, after: null, since: null, version });
  const known = new Map(reference?.inputs.map((column) => [column.name, column]));
  return {
    version,
    rows: rows.length,
    from: rows[0]?.at ?? null,
    to: rows.at(-1)?.at ?? null,
    columns: manifest.inputs.map((schema) => featureOf(schema, known.get(schema.name), rows)),
  };
}

function featureOf(
  schema: ColumnSchema,
  reference: ReferenceColumn | undefined,
  rows: readonly PredictionRow[],
): LiveFeature {
  const { name } = schema;
  const has = ({ row }: PredictionRow): boolean => row[name] !== null && row[name] !== undefined;
  const there = rows.filter(has);
  const live = rows.length === 0 ? null : 1 - there.length / rows.length;
  const seenAt = there.at(-1)?.at ?? null;
  if (reference === undefined || reference.detector === null)
    return { name, spread: null, missing: { train: null, live }, seenAt };
  const { facts, arrays } = reference.state;
  const column = liveColumn(
    schema,
    there.map((r) => r.row),
  );
  if (column.form === 'number' && arrays.values !== undefined) {
    const train = typeof facts.missing === 'number' ? facts.missing / Math.max(1, Number(facts.rows)) : null;
    const spread = spreadOfNumbers(Float64Array.from(arrays.values), numbersOf(column));
    return { name, spread, missing: { train, live }, seenAt };
  }
  if (column.form === 'category' && arrays.counts !== undefined) {
    const counts = [...arrays.counts];
    const all = counts.reduce((a, b) => a + b, 0);
    const spread = spreadOfCategories(facts.values as readonly string[], counts, column);
    return { name, spread, missing: { train: all === 0 ? null : counts.at(-1)! / all, live }, seenAt };
  }
  return { name, spread: null, missing: { train: null, live }, seenAt };
}

/** train: ascending. */
function spreadOfNumbers(train: Float64Array, live: Float64Array): Spread | null {
  if (train.length === 0) return null;
  const at = (share: number): number => train[Math.round(share * (train.length - 1))]!;
  const edges = binEdges(at(TAIL), at(1 - TAIL), BINS);
  const shares = (values: Float64Array): readonly number[] => {
    const counts = new Array<number>(BINS).fill(0);
    countInto(
      counts,
      edges,
      values.filter((value) => !Number.isNaN(value)),
    );
    return sharesOf(counts);
  };
  return { edges, train: shares(train), live: shares(live) };
}

/** counts [values + 2]: of each value, then unseen, then missing. */
function spreadOfCategories(
  values: readonly string[],
  counts: readonly number[],
  { codes, dictionary }: CategoryColumn,
): Spread {
  const common = values
    .map((label, code) => ({ label, rows: counts[code]! }))
    .sort((a, b) => b.rows - a.rows)
    .slice(0, CATEGORIES);
  const place = new Map(common.map(({ label }, i) => [label, i]));
  const live = new Array<number>(common.length + 1).fill(0);
  for (const code of codes) if (code >= 0) live[place.get(dictionary[code]!) ?? common.length]!++;
  const shown = common.map(({ rows }) => rows);
  const present = counts.slice(0, -1).reduce((a, b) => a + b, 0);
  const train = [...shown, present - shown.reduce((a, b) => a + b, 0)];
  const others = train.at(-1)! + live.at(-1)! > 0;
  const end = others ? undefined : -1;
  return {
    labels: [...common.map(({ label }) => label), ...(others ? ['all others'] : [])],
    train: sharesOf(train.slice(0, end)),
    live: sharesOf(live.slice(0, end)),
  };
}

function sharesOf(counts: readonly number[]): readonly number[] {
  const all = counts.reduce((a, b) => a + b, 0);
  return counts.map((n) => (all === 0 ? 0 : n / all));
}

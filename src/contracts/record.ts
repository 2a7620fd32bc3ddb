import type { Metrics } from './evaluation.ts';
import type { Json, JsonObject } from './json.ts';

/** A record of the journal, as appended. The journal adds a gap-free sequence number and a CRC. */
export interface JournalRecord {
  readonly kind: RecordKind;
  readonly system: string;
  /** Unique within (kind, system) when present: appending it again answers 'duplicate'. */
  readonly id: string | null;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly body: string;
}

/**
 * version      a registered model: registry integer, sha256 of manifest, metrics
 * deployment   promote / roll back / set challenger: who, why, from, to
 * predictions  one flushed batch of served predictions, a line of JSON each; ids are `<batch id>.<line>`
 * slates       one flushed batch of served slates, a line of JSON each (contracts/slate-line.ts); ids as of predictions
 * alert        a step in the life of an incident: fired, acknowledged, resolved (contracts/watching.ts)
 * event        anything the product told us (type label for feedback; contracts/product-event.ts for recommenders)
 */
export type RecordKind = 'version' | 'deployment' | 'predictions' | 'slates' | 'alert' | 'event';

export const RECORD_KINDS: readonly RecordKind[] = [
  'version',
  'deployment',
  'predictions',
  'slates',
  'alert',
  'event',
];

/** What a system is for. */
export type SystemKind = 'predict' | 'recommend' | 'feed';

export interface StoredRecord extends JournalRecord {
  readonly seq: number;
}

export type Ack = { readonly result: 'stored'; readonly seq: number } | { readonly result: 'duplicate' };

/** Body of a `version` record; its id is the version in decimal. */
export interface VersionBody {
  readonly version: number;
  /** What it is a version of; absent = a system that predicts. */
  readonly kind?: 'recommend' | 'feed';
  /** sha256 of the manifest. */
  readonly sha256: string;
  /** Name of the model, or of the retrievers of a recommender. */
  readonly model: string;
  /** The metric by which models are ranked, and all that were measured. */
  readonly primary: string;
  readonly metrics: Metrics;
  /** sha256 of the TrainedModel (canonical JSON): everything that was measured. */
  readonly trained: string;
  /** sha256 of the RunRecord (contracts/report.ts) that it came of; null for a model from elsewhere. */
  readonly run: string | null;
  /** The newest instant in the rows of that run, ms; absent where no column of them says when they are from. */
  readonly dataTo?: number;
}

/** Body of a `deployment` record. */
export interface DeploymentBody {
  readonly action: 'promote' | 'rollback' | 'challenge';
  readonly version: number;
  /** The champion (or for 'challenge' the challenger) that it takes the place of. */
  readonly from: number | null;
  readonly by: string;
  readonly why: string;
}

/** One line of a `predictions` record. */
export interface PredictionLine {
  readonly at: number;
  readonly version: number;
  readonly row: JsonObject;
  readonly out: readonly number[];
  readonly micros: number;
  /** Scores of the challenger on the same row, when it ran in shadow. */
  readonly shadow?: { readonly version: number; readonly out: readonly number[]; readonly micros: number };
}

/** Body of an `event` record of type label. */
export interface LabelBody {
  readonly type: 'label';
  readonly predictionId: string;
  readonly value: Json;
  /** Why it is stored but must not be used: the value is none that the target can have. */
  readonly quarantined?: string;
}

/**
 * A line as it is written: a row with the same columns as the last one written in full has only its values.
 *
 * Most rows of a batch have the same columns, and their names are most of the bytes.
 */
export type WrittenLine =
  | PredictionLine
  | (Omit<PredictionLine, 'row'> & { readonly values: readonly Json[] });

/** The lines of a `predictions` record, in order; line i is the prediction `<record id>.<i>`. */
export function predictionLines(record: StoredRecord): PredictionLine[] {
  if (record.body === '') return [];
  let columns: readonly string[] = [];
  return record.body.split('\n').map((text) => {
    const written = JSON.parse(text) as WrittenLine;
    if ('row' in written) {
      columns = Object.keys(written.row);
      return written;
    }
    const { values, ...rest } = written;
    return { ...rest, row: Object.fromEntries(columns.map((name, i) => [name, values[i]!])) };
  });
}

/** `<batch id>.<line>`, taken apart; undefined when it is no prediction id. */
export function parsePredictionId(id: string): { readonly batch: string; readonly line: number } | undefined {
  const found = /^([0-9a-z]{1,40})\.(0|[1-9][0-9]{0,5})$/.exec(id);
  return found === null ? undefined : { batch: found[1]!, line: Number(found[2]) };
}

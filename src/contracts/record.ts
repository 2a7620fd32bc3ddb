import type { Json, JsonObject } from './json.ts';

/** A record of the journal, as appended. The journal adds a gap-free sequence number and a CRC. */
export interface JournalRecord {
  readonly kind: RecordKind;
  readonly system: string;
  /** Unique within (kind, system) for 30 days when present: appending it again answers 'duplicate'. */
  readonly id: string | null;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly body: string;
}

/**
 * version      a registered model: registry integer, sha256 of manifest, metrics
 * deployment   promote / roll back / set challenger: who, why, from, to
 * predictions  one flushed batch of served predictions, a line of JSON each; ids are `<batch id>.<line>`
 * event        anything the product told us (type label for feedback)
 */
export type RecordKind = 'version' | 'deployment' | 'predictions' | 'event';

export interface StoredRecord extends JournalRecord {
  readonly seq: number;
}

export type Ack = { readonly result: 'stored'; readonly seq: number } | { readonly result: 'duplicate' };

/** Body of a `version` record. */
export interface VersionBody {
  readonly version: number;
  readonly sha256: string;
  readonly model: string;
  readonly metrics: JsonObject;
  readonly trained: string;
  readonly role: 'candidate' | 'baseline';
}

/** Body of a `deployment` record. */
export interface DeploymentBody {
  readonly action: 'promote' | 'rollback' | 'challenge';
  readonly version: number;
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
  /** Scores of the challenger on the same row, when it ran in shadow. */
  readonly shadow?: { readonly version: number; readonly out: readonly number[]; readonly micros: number };
  readonly micros: number;
}

/** Body of an `event` record of type label. */
export interface LabelBody {
  readonly type: 'label';
  readonly predictionId: string;
  readonly value: Json;
}

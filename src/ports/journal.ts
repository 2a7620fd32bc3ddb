import type { Ack, JournalRecord, RecordKind, StoredRecord } from '../contracts/record.ts';

/** Where the truth is kept: append-only, gap-free, synced before it answers. */
export interface Journal {
  /** Resolves once the records are on disk. All or none of one call. */
  append(records: readonly JournalRecord[]): Promise<readonly Ack[]>;
  /** Records in sequence order. */
  read(query: JournalQuery): Promise<readonly StoredRecord[]>;
  /** The record of this id, if any. */
  find(kind: RecordKind, system: string, id: string): Promise<StoredRecord | undefined>;
  /**
   * Put other bodies in place of those of some records, all or none: for erasing what was known of a person, and for
   * nothing else. When it resolves the old bytes are no longer in the file. Records that are not there are passed over.
   */
  erase(changes: readonly { readonly seq: number; readonly body: string }[]): Promise<void>;
  /** Check every CRC and the sequence. */
  verify(): Promise<JournalCheck>;
  close(): Promise<void>;
}

export interface JournalQuery {
  readonly kind?: RecordKind;
  readonly system?: string;
  /** Only records with a greater sequence number. */
  readonly after?: number;
  /** Only records with a smaller sequence number. */
  readonly before?: number;
  /** Only records at or after this instant (ms). */
  readonly since?: number;
  readonly limit?: number;
  /** Newest first. */
  readonly newestFirst?: boolean;
}

export interface JournalCheck {
  readonly records: number;
  readonly lastSeq: number;
  /** What is wrong, in words; empty when all is well. */
  readonly problems: readonly string[];
}

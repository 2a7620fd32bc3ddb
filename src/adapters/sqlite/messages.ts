import type { JournalRecord, RecordKind } from '../../contracts/record.ts';
import type { Code } from '../../errors/catalogue.ts';
import type { JournalQuery } from '../../ports/journal.ts';
import type { Holder } from './lock.ts';

/** What the journal's thread is started with. */
export interface Setup {
  readonly path: string;
  readonly mode: 'write' | 'read';
  readonly holder: Holder;
  readonly waitMs: number;
}

/** What the thread is asked; it answers each in the order of asking. */
export type Request =
  | { readonly id: number; readonly op: 'append'; readonly records: readonly JournalRecord[] }
  | { readonly id: number; readonly op: 'read'; readonly query: JournalQuery }
  | {
      readonly id: number;
      readonly op: 'erase';
      readonly changes: readonly { readonly seq: number; readonly body: string }[];
    }
  | {
      readonly id: number;
      readonly op: 'find';
      readonly kind: RecordKind;
      readonly system: string;
      readonly recordId: string;
    }
  | { readonly id: number; readonly op: 'verify' | 'close' };

/** The id 0 answers the opening itself. */
export type Reply =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly failure: { readonly code: Code; readonly details: unknown } };

import type { DesignPath } from '../../design/file.ts';
import type { Place } from '../../errors/fail.ts';

/** A design file that is to be read. */
export interface DesignText {
  /** As shown to people. */
  readonly file: string;
  readonly absolute: string;
  /** Without byte order mark. */
  readonly text: string;
  readonly sha256: string;
}

/** What a design file holds, and where. */
export interface ReadValue {
  readonly value: unknown;
  /** Place of a value, or of the name of its field; of what stands above it where the path leads nowhere. */
  locate(path: DesignPath, at: 'value' | 'key'): Place;
}

/** Reads one syntax. */
export type Reader = (source: DesignText) => Promise<ReadValue>;

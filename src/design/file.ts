import type { Place } from '../errors/fail.ts';
import type { DesignInput } from './input.ts';

/** Path of a value inside a design: names of fields and places in lists. */
export type DesignPath = readonly (string | number)[];

/** A design as it was read from a file: its shape is right, its names are not yet looked up. */
export interface DesignFile {
  readonly input: DesignInput;
  /** Path of the file, relative to the project. */
  readonly path: string;
  /** sha256 of the text of the file. */
  readonly sha256: string;
  /**
   * Where in the file a value stands, or with 'key' the name of its field. A path that the file does not hold gives
   * the nearest part above it. Undefined for a design that no file holds.
   */
  locate(path: DesignPath, at?: 'value' | 'key'): Place | undefined;
}

/** A file of the built console, in memory: no path of a request reaches a disk. */
export interface ConsoleFile {
  /** Content type. */
  readonly type: string;
  readonly body: Buffer;
  /** The same, compressed; absent where that would not be smaller. */
  readonly gzip?: Buffer;
}

/** Files named by the sha256 of their bytes. Never changed in place. */
export interface Artifacts {
  /** Write and sync; gives the name. Writing the same bytes twice is one file. */
  put(bytes: Uint8Array): Promise<string>;
  /** The bytes of that name. Throws 'artifact/absent', or 'artifact/corrupt' when one byte is wrong. */
  get(sha256: string): Promise<Uint8Array>;
  has(sha256: string): Promise<boolean>;
}

/** Files named by the sha256 of their bytes. Never changed in place. */
export interface Artifacts {
  /** Write and sync; gives the name. Writing the same bytes twice is one file. */
  put(bytes: Uint8Array): Promise<string>;
  /** The bytes of that name, or of what replaced it. Throws 'artifact/absent', or 'artifact/corrupt' when one byte is wrong. */
  get(sha256: string): Promise<Uint8Array>;
  has(sha256: string): Promise<boolean>;
  /**
   * Put other bytes in place of an artifact, for erasing a person from it and for nothing else: they get a name of their
   * own, the old file goes, and from now on the old name leads to the new one. @returns the new name
   */
  replace(sha256: string, bytes: Uint8Array): Promise<string>;
}

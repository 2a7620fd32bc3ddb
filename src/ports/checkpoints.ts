import type { JsonObject } from '../contracts/json.ts';

/** What is known of a feed, or of a system over time, kept beside the journal so that a restart goes on from it. May be lost. */
export interface Checkpoints {
  /** The newest of that name; undefined where there is none, or it is damaged. Names: [a-z0-9@-]. */
  read(name: string): Promise<Checkpoint | undefined>;
  /** In place of the one before. */
  write(name: string, checkpoint: Checkpoint): Promise<void>;
  /** All of a system: they tell of somebody who is to be forgotten. */
  remove(system: string): Promise<void>;
}

export interface Checkpoint {
  /** Records of the journal up to this sequence number are in it; 0 = it is not made of records. */
  readonly seq: number;
  /** Small facts that belong to it. */
  readonly facts: JsonObject;
  readonly bytes: Uint8Array;
}

import { join } from 'node:path';
import type { Artifacts } from '../ports/artifacts.ts';
import type { Clock } from '../ports/clock.ts';
import type { Engine } from '../ports/engine.ts';
import type { Journal } from '../ports/journal.ts';
import type { Lake } from '../ports/lake.ts';

/** Where a project keeps its stores. */
export const storeFolder = (project: string): string => join(project, '.millwright');

/**
 * The only place where a port meets an adapter. Each is imported when it is asked for, so that a command pays only for
 * what it uses, and the serving process never loads the engine.
 */
export interface Wire {
  readonly clock: Clock;
  /** DuckDB, in memory. In job processes only; close it. */
  engine(): Promise<Engine>;
  lake(): Promise<Lake>;
  artifacts(): Promise<Artifacts>;
  /** Takes the lock on the journal; close it. Throws 'journal/locked' while a server holds it. */
  journal(): Promise<Journal>;
}

export const systemClock: Clock = { now: () => Date.now(), elapsed: () => performance.now() };

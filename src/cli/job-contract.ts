import type { Progress } from '../ports/progress.ts';
import type { Wire } from './wire.ts';

/** What a job is given besides its input. */
export interface JobPorts {
  /** The project folder, absolute. */
  readonly project: string;
  readonly wire: Wire;
  readonly progress: Progress;
  /** Cheap; to be called at least every 100 ms of work. Ends the process when nobody wants its answer any more. */
  readonly checkCancelled: () => void;
}

/** Work for a process of its own: from data to data, both of which cross processes. It never writes the journal. */
export type Job<I, O> = (input: I, ports: JobPorts) => Promise<O>;

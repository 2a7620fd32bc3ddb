import type { Progress } from '../../ports/progress.ts';
import type { Wire } from '../wire.ts';

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

/** Every job there is, loaded in its process only. Adding one costs its file and a line here. */
export const jobs = {
  inspect: async () => (await import('./inspect.ts')).inspect,
  score: async () => (await import('./score.ts')).score,
  compare: async () => (await import('./compare.ts')).compare,
  explain: async () => (await import('./explain.ts')).explain,
};

export type JobName = keyof typeof jobs;
type JobOf<N extends JobName> = Awaited<ReturnType<(typeof jobs)[N]>>;
export type JobInput<N extends JobName> = JobOf<N> extends Job<infer I, infer _> ? I : never;
export type JobOutput<N extends JobName> = JobOf<N> extends Job<infer _, infer O> ? O : never;

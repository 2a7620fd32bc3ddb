import type { Job } from '../job-contract.ts';

/** Every job there is, loaded in its process only. Adding one costs its file and a line here. */
export const jobs = {
  build: async () => (await import('./build.ts')).build,
  inspect: async () => (await import('./inspect.ts')).inspect,
  sketch: async () => (await import('./sketch.ts')).sketch,
  score: async () => (await import('./score.ts')).score,
  compare: async () => (await import('./compare.ts')).compare,
  compareRecommenders: async () => (await import('./compare-recommenders.ts')).compareRecommenders,
  explain: async () => (await import('./explain.ts')).explain,
  slatesAhead: async () => (await import('./slates-ahead.ts')).slatesAhead,
  forget: async () => (await import('./forget.ts')).forget,
  keepKnown: async () => (await import('./keep-known.ts')).keepKnown,
  estimateSlates: async () => (await import('./estimate-slates.ts')).estimateSlates,
  estimate: async () => (await import('./estimate.ts')).estimate,
};

export type JobName = keyof typeof jobs;
type JobOf<N extends JobName> = Awaited<ReturnType<(typeof jobs)[N]>>;
export type JobInput<N extends JobName> = JobOf<N> extends Job<infer I, infer _> ? I : never;
export type JobOutput<N extends JobName> = JobOf<N> extends Job<infer _, infer O> ? O : never;

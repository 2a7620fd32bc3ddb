/** The only source of time. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** Milliseconds that only move forward, for durations; sub-millisecond resolution. */
  elapsed(): number;
}

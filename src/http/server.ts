import type { Logger } from 'pino';
import type { ConsoleFile } from '../adapters/files/console-files.ts';
import type { VersionDocuments } from '../contracts/document.ts';
import type { Artifacts } from '../ports/artifacts.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import type { Lake } from '../ports/lake.ts';
import type { Version } from '../stages/deploy.ts';
import type { OpenFeedVersion } from '../stages/serve/feed/open-feed-version.ts';
import type { OpenVersion } from '../stages/serve/open-version.ts';
import type { OpenRecommenderVersion } from '../stages/serve/recommend/open-recommender.ts';
import type { ServedProject } from '../stages/serve/served-project.ts';
import type { ProjectWatch } from '../stages/watch/project-watch.ts';
import type { StoredKey } from './keys.ts';
import type { MetricFamily } from './metrics/exposition.ts';
import type { Tallies } from './metrics/tallies.ts';
import type { Sessions } from './sessions.ts';

export interface Limits {
  readonly bodyBytes: number;
  /** Rows of one request. */
  readonly rows: number;
  /** Of one key (or address, without keys); null = no limit. */
  readonly requestsPerMinute: number | null;
  /** Above this delay of the event loop requests are answered 503; null = it is not looked at. */
  readonly eventLoopDelayMs: number | null;
  /** From the first byte of a request to its last. */
  readonly requestTimeoutMs: number;
}

export const LIMITS: Limits = {
  bodyBytes: 10 * 1024 * 1024,
  rows: 10_000,
  requestsPerMinute: null,
  eventLoopDelayMs: 1000,
  requestTimeoutMs: 30_000,
};

/** What an app is made of; everything that it does not make itself. */
export interface AppOptions {
  readonly project: ServedProject;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly load: (version: Version) => Promise<OpenVersion>;
  readonly loadRecommender: (version: Version) => Promise<OpenRecommenderVersion>;
  readonly loadFeed: (version: Version) => Promise<OpenFeedVersion>;
  /** Null: anybody may do anything; only for a port that nobody else can reach. */
  readonly keys: readonly StoredKey[] | null;
  /** Version of the program. */
  readonly programVersion: string;
  readonly limits?: Partial<Limits>;
  /** The HTML report of a version, if there is one. Names are checked before. */
  readonly report?: (system: string, version: number) => Promise<string | undefined>;
  /** Where what was measured of versions lies; absent = nothing tells of it but the registry. */
  readonly stores?: { readonly artifacts: Artifacts; readonly lake: Lake };
  /** What is known of a version, told as documents. Throws what reading it back throws. */
  readonly documents?: (system: string, version: number) => Promise<VersionDocuments>;
  /** The files of the built console by name; absent = it was not built. */
  readonly console?: ReadonlyMap<string, ConsoleFile>;
  /** What monitoring found of a system at its last look; null where it does not look. */
  readonly look?: (system: string) => Promise<object | null>;
  /** Systems over time, and alerts; absent = nothing is kept. It counts what `tallies` hold. */
  readonly watch?: ProjectWatch;
  readonly tallies?: Tallies;
  /** Further measures for /metrics, such as drift. */
  readonly gauges?: () => Promise<readonly MetricFamily[]>;
  /** Faults of our own and failing stores, as JSON lines; nothing is written per request. Stderr without it. */
  readonly log?: Logger;
}

/** What every route is handed. */
export interface Server extends Omit<AppOptions, 'limits' | 'log' | 'tallies'> {
  readonly limits: Limits;
  readonly log: Logger;
  readonly tallies: Tallies;
  readonly sessions: Sessions;
  /** When it began to count requests, milliseconds since 1970. */
  readonly since: number;
  /** True once the server is being stopped: it still answers, and is no longer ready for more. */
  draining: boolean;
}

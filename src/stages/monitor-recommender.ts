import type { DriftCheck, ProcessFacts } from '../contracts/monitoring.ts';
import type { RecommendDesign } from '../contracts/recommend-design.ts';
import type { FittedRecommender } from '../contracts/recommender.ts';
import type { SlateMonitorReport } from '../contracts/slate-monitoring.ts';
import type { Artifacts } from '../ports/artifacts.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import { unpackHistories } from '../recipe/recommender/histories.ts';
import { type Registry, registryOf, versionOf } from './deploy/registry.ts';
import { judgeSince } from './monitor/drift.ts';
import { liveVersions } from './monitor/operations.ts';
import { noPause, type Pause } from './monitor/pause.ts';
import { newestSlates } from './monitor/slate-rows.ts';
import { actionsSince, newestEvents } from './monitor/slates/actions.ts';
import { type ActivityReference, activityReference } from './monitor/slates/activity.ts';
import { activityDrift, fullWindow } from './monitor/slates/activity-drift.ts';
import { outcomeCheck } from './monitor/slates/outcome-check.ts';
import { slateAlerts } from './monitor/slates/slate-alerts.ts';
import { type KnownToVersion, slateOperations, slateStatistics } from './monitor/slates/slate-statistics.ts';
import { PLAIN, storedRecommender } from './serve/recommend/open-recommender.ts';
import { slateComparison } from './serve/slate-comparison.ts';

/** What monitoring needs of the version that answers; read once, good for as long as it answers. */
export interface WatchedRecommender {
  readonly system: string;
  readonly version: number;
  readonly design: RecommendDesign | null;
  readonly known: KnownToVersion;
  readonly reference: ActivityReference | null;
}

export interface MonitorRecommenderInput {
  readonly watched: WatchedRecommender;
  /** Slates and events of a full window; the design's without it. */
  readonly windowRows?: number;
  /** The drift of an earlier report: see judgeSince. */
  readonly last?: DriftCheck | null;
  /** What the serving process knows of itself, if it runs. */
  readonly process?: ProcessFacts | null;
}

export interface MonitorRecommenderPorts {
  readonly journal: Journal;
  readonly clock: Clock;
  /** For a process that answers requests meanwhile; without it a look runs through. */
  readonly pause?: Pause;
}

/** Of versions from before designs could say. */
const MONITORING: NonNullable<RecommendDesign['monitoring']> = {
  windowRows: 5000,
  falseAlarmRate: 0.05,
  outcomeHours: 24,
};
/** Windows of slates that are read, so that a former champion is among them. */
const WINDOWS = 4;

/**
 * Read what monitoring needs of the champion; without what training knew of activity where it had more than `mostEvents`
 * events, for a process that also answers. Throws 'serve/no-version' and 'artifact/...'.
 */
export async function watchedRecommender(
  system: string,
  number: number,
  { journal, artifacts }: { readonly journal: Journal; readonly artifacts: Artifacts },
  mostEvents = Number.POSITIVE_INFINITY,
): Promise<WatchedRecommender> {
  const { sha256 } = versionOf(await registryOf(journal, system), number);
  const { manifest, fitted, design } = await storedRecommender(artifacts, sha256);
  const histories = unpackHistories(await artifacts.get(manifest.histories));
  const small = histories.events.item.length <= mostEvents;
  const reference = small ? activityReference(histories, fitted.ids) : null;
  return { system, version: number, design, known: knownTo(fitted, histories.ids), reference };
}

function knownTo(
  { ids, catalogue, popularity }: FittedRecommender,
  users: readonly string[],
): KnownToVersion {
  const index = new Map(ids.map((id, i) => [id, i]));
  const known = new Set(users);
  return { item: (id) => index.get(id), knowsUser: (id) => known.has(id), catalogue, popularity };
}

/**
 * Look at a recommender in service: work done, what slates showed and what came of them, drift of what users do, the
 * challenger in shadow, alerts.
 *
 * Reads the newest slates and events, some windows of each, so a look costs the same however long the journal has grown.
 * The report depends on the journal, the clock and the design's seed only.
 */
export async function monitorRecommender(
  { watched, windowRows, last = null, process = null }: MonitorRecommenderInput,
  { journal, clock, pause = noPause }: MonitorRecommenderPorts,
): Promise<SlateMonitorReport> {
  const { system, design, known, reference } = watched;
  const registry = await registryOf(journal, system);
  const { champion, challenger } = registry;
  const { windowRows: asked, falseAlarmRate, outcomeHours } = design?.monitoring ?? MONITORING;
  const rows = windowRows ?? asked;
  const seed = design?.seed ?? 1;
  const rule = design?.framing.label ?? PLAIN;
  const query = { system, most: WINDOWS * rows, after: null, since: null, version: null };
  const slates = await newestSlates(journal, query);
  await pause();
  const recent = slates.slice(-rows);
  const now = clock.now();
  const full = fullWindow(rows, reference);
  const found = {
    system,
    versions: { champion, challenger, live: liveVersions(recent) },
    operations: slateOperations(recent),
    shadow: champion === null || challenger === null ? null : slateComparison(slates, champion, challenger),
    process,
    slates: slateStatistics(
      recent.filter((slate) => slate.version === watched.version),
      known,
    ),
    outcomes: outcomeCheck({
      slates,
      actions: await actionsSince(journal, system, slates),
      rule,
      hours: outcomeHours,
      now,
      champion,
      former: formerChampion(registry),
      falseAlarmRate,
      seed,
    }),
    drift: await judgeSince(last, champion, full, async (begin) =>
      activityDrift({
        version: champion,
        reference,
        begin,
        events: await newestEvents(journal, system, full, begin?.seq ?? 0, rule),
        full,
        falseAlarmRate,
        seed,
        pause,
      }),
    ),
  };
  const alerts = slateAlerts(found, now, design?.requirements.latencyMs ?? null);
  return { format: 1, kind: 'recommend', at: now, ...found, alerts };
}

/** The champion before the present one; null where there was none. */
const formerChampion = ({ former, champion }: Registry): number | null =>
  former.findLast((version) => version !== champion) ?? null;

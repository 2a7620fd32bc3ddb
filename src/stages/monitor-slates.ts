import type { FeedFacts } from '../contracts/feed-monitoring.ts';
import type { DriftCheck, ProcessFacts } from '../contracts/monitoring.ts';
import type { UserAction } from '../contracts/product-event.ts';
import type { LabelRule, RecommendDesign } from '../contracts/recommend-design.ts';
import type { SlateMonitorReport } from '../contracts/slate-monitoring.ts';
import { MONITORING } from '../design/recommend/resolve.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import { type Registry, registryOf } from './deploy/registry.ts';
import { judgeSince } from './monitor/drift.ts';
import { liveVersions } from './monitor/operations.ts';
import { newestSlates, type SlateRow } from './monitor/slate-rows.ts';
import { actionsSince, newestEvents } from './monitor/slates/actions.ts';
import type { ActivityReference } from './monitor/slates/activity.ts';
import { activityDrift, fullWindow } from './monitor/slates/activity-drift.ts';
import { outcomeCheck } from './monitor/slates/outcome-check.ts';
import { slateAlerts } from './monitor/slates/slate-alerts.ts';
import { type KnownToVersion, slateOperations, slateStatistics } from './monitor/slates/slate-statistics.ts';
import { slateComparison } from './serve/slate-comparison.ts';

/** What a design says of monitoring; defaults where there is none. */
export interface WatchedBy extends NonNullable<RecommendDesign['monitoring']> {
  readonly seed: number;
  /** Which events speak for their item. */
  readonly rule: LabelRule;
  /** What answers may take. */
  readonly latencyMs: number | null;
}

/** What monitoring needs of the version that answers; read once, good for as long as it answers. */
export interface WatchedSlates {
  readonly kind: SlateMonitorReport['kind'];
  readonly system: string;
  readonly version: number;
  readonly by: WatchedBy;
  readonly known: KnownToVersion;
  readonly reference: ActivityReference | null;
  /** What only a feed tells, of pages of this version and what was done since. */
  readonly facts?: (
    slates: readonly SlateRow[],
    actions: readonly UserAction[],
    now: number,
  ) => Promise<FeedFacts>;
}

export interface MonitorSlatesInput {
  readonly watched: WatchedSlates;
  /** Slates and events of a full window; the design's without it. */
  readonly windowRows?: number;
  /** The drift of an earlier report: see judgeSince. */
  readonly last?: DriftCheck | null;
  /** What the serving process knows of itself, if it runs. */
  readonly process?: ProcessFacts | null;
}

export interface MonitorSlatesPorts {
  readonly journal: Journal;
  readonly clock: Clock;
}

/** Windows of slates that are read, so that a former champion is among them. */
const WINDOWS = 4;

/** What a design says, or what is usual. */
export const watchedBy = (
  design:
    | (Pick<RecommendDesign, 'seed' | 'requirements'> & {
        readonly monitoring?: RecommendDesign['monitoring'] | undefined;
      })
    | null,
  rule: LabelRule,
): WatchedBy => ({
  ...(design?.monitoring ?? MONITORING),
  seed: design?.seed ?? 1,
  rule,
  latencyMs: design?.requirements.latencyMs ?? null,
});

/**
 * Look at a recommender or a feed in service: work done, what slates showed and what came of them, drift of what users do, the
 * challenger in shadow, alerts.
 *
 * Reads the newest slates and events, some windows of each, so a look costs the same however long the journal has grown.
 * The report depends on the journal, the clock and the design's seed only.
 */
export async function monitorSlates(
  { watched, windowRows, last = null, process = null }: MonitorSlatesInput,
  { journal, clock }: MonitorSlatesPorts,
): Promise<SlateMonitorReport> {
  const { kind, system, by, known, reference } = watched;
  const registry = await registryOf(journal, system);
  const { champion, challenger } = registry;
  const { falseAlarmRate, outcomeHours, seed, rule } = by;
  const rows = windowRows ?? by.windowRows;
  const query = { system, most: WINDOWS * rows, after: null, since: null, version: null };
  const slates = await newestSlates(journal, query);
  const recent = slates.slice(-rows);
  const own = recent.filter((slate) => slate.version === watched.version);
  const actions = await actionsSince(journal, system, slates);
  const now = clock.now();
  const feed = await watched.facts?.(own, actions, now);
  const full = fullWindow(rows, reference);
  const found = {
    system,
    versions: { champion, challenger, live: liveVersions(recent) },
    operations: slateOperations(recent),
    shadow: champion === null || challenger === null ? null : slateComparison(slates, champion, challenger),
    process,
    slates: slateStatistics(own, known),
    ...(feed && { feed }),
    outcomes: outcomeCheck({
      slates,
      actions,
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
        events: await newestEvents(journal, {
          system,
          most: full,
          after: begin?.seq ?? 0,
          rule,
          taking: kind === 'feed',
        }),
        full,
        falseAlarmRate,
        seed,
      }),
    ),
  };
  const alerts = slateAlerts(found, now, by.latencyMs);
  return { format: 1, kind, at: now, ...found, alerts };
}

/** The champion before the present one; null where there was none. */
const formerChampion = ({ former, champion }: Registry): number | null =>
  former.findLast((version) => version !== champion) ?? null;

import type { DriftCheck, MonitorReport } from '../../contracts/monitoring.ts';
import type { SystemKind } from '../../contracts/record.ts';
import type { SlateMonitorReport } from '../../contracts/slate-monitoring.ts';
import { championDesign, type MonitorPorts, monitor } from '../../stages/monitor.ts';
import { watchedFeed } from '../../stages/monitor-feed.ts';
import { watchedRecommender } from '../../stages/monitor-recommender.ts';
import { monitorSlates, type WatchedSlates } from '../../stages/monitor-slates.ts';

/** Of training, that is kept to compare with: more would fill the memory. */
const MOST_EVENTS = 500_000;

/** A system to be looked at, and who answers in it. */
export interface LookedAt {
  readonly name: string;
  readonly kind: SystemKind;
  readonly version: number;
}

/** What was found, in the order in which it was asked. */
export interface Looks {
  readonly predictors: readonly MonitorReport[];
  readonly slates: readonly SlateMonitorReport[];
}

/** Looks at systems time and again: what it read of a version, and what it judged, is good for the next look too. */
export function lookAround(ports: MonitorPorts): (systems: readonly LookedAt[]) => Promise<Looks> {
  const judged = new Map<string, DriftCheck>();
  const watched = new Map<string, WatchedSlates>();

  async function watchedOf({ name, kind, version }: LookedAt): Promise<WatchedSlates> {
    const known = watched.get(name);
    if (known?.version === version) return known;
    const watching = kind === 'feed' ? watchedFeed : watchedRecommender;
    const found = await watching(name, version, ports, MOST_EVENTS);
    watched.set(name, found);
    return found;
  }

  return async (systems) => {
    const predictors: MonitorReport[] = [];
    const slates: SlateMonitorReport[] = [];
    for (const system of systems) {
      const { name, kind } = system;
      const last = judged.get(name) ?? null;
      if (kind === 'predict')
        predictors.push(await monitor({ design: await championDesign(name, ports), last }, ports));
      else slates.push(await monitorSlates({ watched: await watchedOf(system), last }, ports));
      judged.set(name, (kind === 'predict' ? predictors : slates).at(-1)!.drift);
    }
    return { predictors, slates };
  };
}

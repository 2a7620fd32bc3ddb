import type { Cursor, DriftCheck, MonitorReport } from '../../contracts/monitoring.ts';
import type { SlateMonitorReport } from '../../contracts/slate-monitoring.ts';
import { Failure } from '../../errors/fail.ts';
import type { MetricFamily } from '../../http/metrics/exposition.ts';
import { monitorGauges } from '../../stages/monitor/gauges.ts';
import { type MonitorPorts, monitor } from '../../stages/monitor.ts';
import { watchedFeed } from '../../stages/monitor-feed.ts';
import { watchedRecommender } from '../../stages/monitor-recommender.ts';
import { monitorSlates, type WatchedSlates } from '../../stages/monitor-slates.ts';
import type { ServedProject } from '../../stages/serve.ts';

/** Scrapes within this time see the same report: a look at a window costs more than a request. */
const FRESH_MS = 30_000;
/** Of training, that the serving process looks at: more would keep answers waiting, and fill its memory. */
const MOST_EVENTS = 500_000;

/** What monitoring says of every system, as of its last look. */
export interface LastLooks {
  /** For /metrics. */
  families(): Promise<readonly MetricFamily[]>;
  /** Of one system; null where none was made: its design is not known. */
  report(system: string): Promise<MonitorReport | SlateMonitorReport | null>;
  /** The end of the window in which a system drifted; null where the last look found none. */
  drifted(system: string): Promise<Cursor | null>;
}

/** Look at every system, at most every 30 seconds. Ports should have a journal of their own, open for reading. */
export function monitorProvider(project: ServedProject, ports: MonitorPorts): LastLooks {
  const lastDrift = new Map<string, DriftCheck>();
  const watched = new Map<string, WatchedSlates>();
  const lastReport = new Map<string, MonitorReport | SlateMonitorReport>();
  let looked = Number.NEGATIVE_INFINITY;
  let families: Promise<readonly MetricFamily[]> = Promise.resolve([]);
  const latest = (): Promise<readonly MetricFamily[]> => {
    if (ports.clock.elapsed() - looked < FRESH_MS) return families;
    looked = ports.clock.elapsed();
    // A damaged artifact must not take the other measures of the server with it.
    families = look().catch((error: unknown) => [failed(error)]);
    return families;
  };
  return {
    families: latest,
    async report(system) {
      await latest();
      return lastReport.get(system) ?? null;
    },
    async drifted(system) {
      await latest();
      const last = lastDrift.get(system);
      return last?.alarm ? last.window.end : null;
    },
  };

  async function lookAtSlates(): Promise<SlateMonitorReport[]> {
    const reports: SlateMonitorReport[] = [];
    for (const { name, kind, champion } of [...project.recommenders.values(), ...project.feeds.values()]) {
      let known = watched.get(name);
      if (known?.version !== champion.version) {
        const watching = kind === 'feed' ? watchedFeed : watchedRecommender;
        known = await watching(name, champion.version, ports, MOST_EVENTS);
        watched.set(name, known);
      }
      const last = lastDrift.get(name) ?? null;
      const report = await monitorSlates({ watched: known, last }, { ...ports, pause });
      lastDrift.set(name, report.drift);
      lastReport.set(name, report);
      reports.push(report);
    }
    return reports;
  }

  async function look(): Promise<readonly MetricFamily[]> {
    const reports: MonitorReport[] = [];
    for (const system of project.systems.values()) {
      const { design } = system.champion;
      if (design === null) continue;
      const report = await monitor({ design, last: lastDrift.get(system.name) ?? null }, { ...ports, pause });
      lastDrift.set(system.name, report.drift);
      lastReport.set(system.name, report);
      reports.push(report);
    }
    return monitorGauges(reports, await lookAtSlates());
  }
}

/** Requests that have come meanwhile are answered first. */
const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const failed = (error: unknown): MetricFamily => ({
  name: 'millwright_monitoring_failed',
  help: 'The last look of monitoring failed; "millwright monitor" says more.',
  type: 'gauge',
  samples: [{ labels: { code: error instanceof Failure ? error.code : 'bug' }, value: 1 }],
});

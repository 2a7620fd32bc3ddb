import type { Cursor, MonitorReport } from '../../contracts/monitoring.ts';
import type { SlateMonitorReport } from '../../contracts/slate-monitoring.ts';
import type { MetricFamily } from '../../http/metrics/exposition.ts';
import type { Clock } from '../../ports/clock.ts';
import { monitorGauges } from '../../stages/monitor/gauges.ts';
import type { ServedProject } from '../../stages/serve.ts';
import type { LookedAt } from './look-around.ts';
import type { LookThread } from './look-thread.ts';

/** Scrapes within this time see the same report: a look at a window costs more than a request. */
const FRESH_MS = 30_000;

/** What monitoring says of every system, as of its last look. */
export interface LastLooks {
  /** For /metrics. */
  families(): Promise<readonly MetricFamily[]>;
  /** Of one system; null where none was made: its design is not known. */
  report(system: string): Promise<MonitorReport | SlateMonitorReport | null>;
  /** The end of the window in which a system drifted; null where the last look found none. */
  drifted(system: string): Promise<Cursor | null>;
}

/** Look at every system, at most every 30 seconds. */
export function monitorProvider(project: ServedProject, thread: LookThread, clock: Clock): LastLooks {
  const last = new Map<string, MonitorReport | SlateMonitorReport>();
  let looked = Number.NEGATIVE_INFINITY;
  let families: Promise<readonly MetricFamily[]> = Promise.resolve([]);
  const latest = (): Promise<readonly MetricFamily[]> => {
    if (clock.elapsed() - looked < FRESH_MS) return families;
    looked = clock.elapsed();
    // One look at a time: one that takes longer is waited for.
    families = families.then(look);
    return families;
  };
  return {
    families: latest,
    async report(system) {
      await latest();
      return last.get(system) ?? null;
    },
    async drifted(system) {
      await latest();
      const { alarm, window } = last.get(system)?.drift ?? {};
      return alarm === true ? window!.end : null;
    },
  };

  async function look(): Promise<readonly MetricFamily[]> {
    const found = await thread.look(lookedAt(project));
    // A damaged artifact must not take the other measures of the server with it.
    if ('code' in found) return [failed(found.code)];
    const { predictors, slates } = found.looks;
    for (const report of [...predictors, ...slates]) last.set(report.system, report);
    return monitorGauges(predictors, slates);
  }
}

/** Every system whose champion has a design. */
const lookedAt = (project: ServedProject): LookedAt[] =>
  project.all.flatMap(({ name, kind, champion }) =>
    kind === 'predict' && champion.design === null ? [] : [{ name, kind, version: champion.version }],
  );

const failed = (code: string): MetricFamily => ({
  name: 'millwright_monitoring_failed',
  help: 'The last look of monitoring failed; "millwright monitor" says more.',
  type: 'gauge',
  samples: [{ labels: { code }, value: 1 }],
});

import type { Metrics } from '../contracts/evaluation.ts';
import type { Alert, DriftCheck, ProcessFacts } from '../contracts/monitoring.ts';
import type { Artifacts } from '../ports/artifacts.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import type { SystemKind } from '../stages/deploy.ts';
import type { WatchedSlates } from '../stages/monitor-slates.ts';
import type { Paint } from './command.ts';

/** What one look at a system of any kind came to. */
export interface Look {
  readonly report: { readonly drift: DriftCheck; readonly alerts: readonly Alert[] };
  readonly metrics: Metrics;
  text(paint: Paint): string;
}

export interface LookInput {
  readonly system: string;
  readonly windowRows: number | undefined;
  readonly last: DriftCheck | null;
  readonly process: ProcessFacts | null;
}

type Looking = (
  input: LookInput,
  ports: { readonly journal: Journal; readonly artifacts: Artifacts; readonly clock: Clock },
) => Promise<Look>;

/** How a system is looked at, by its kind. Each loads what it needs alone. */
export const lookAt: Readonly<Record<SystemKind, Looking>> = {
  async predict({ system, windowRows, last, process }, ports) {
    const { championDesign, monitor } = await import('../stages/monitor.ts');
    const { monitorText } = await import('./monitor-text.ts');
    const design = await championDesign(system, ports);
    const report = await monitor(
      { design, last, process, ...(windowRows !== undefined && { windowRows }) },
      ports,
    );
    const { champion } = report.versions;
    const live = report.accuracy.versions.find((v) => v.version === champion && !v.shadow)?.live;
    return { report, metrics: live ?? {}, text: (paint) => monitorText(report, paint) };
  },
  async recommend(input, ports) {
    const { watchedRecommender } = await import('../stages/monitor-recommender.ts');
    return lookAtSlates(input, ports, watchedRecommender);
  },
  async feed(input, ports) {
    const { watchedFeed } = await import('../stages/monitor-feed.ts');
    return lookAtSlates(input, ports, watchedFeed);
  },
};

type Watching = (
  system: string,
  champion: number,
  ports: { readonly journal: Journal; readonly artifacts: Artifacts },
) => Promise<WatchedSlates>;

async function lookAtSlates(
  { system, windowRows, last, process }: LookInput,
  ports: Parameters<Looking>[1],
  watching: Watching,
): Promise<Look> {
  const { championOf } = await import('../stages/deploy.ts');
  const { monitorSlates } = await import('../stages/monitor-slates.ts');
  const { slateMonitorText } = await import('./slate-monitor-text.ts');
  const watched = await watching(system, await championOf(ports.journal, system), ports);
  const report = await monitorSlates(
    { watched, last, process, ...(windowRows !== undefined && { windowRows }) },
    ports,
  );
  const { slates, outcomes, versions } = report;
  const rate = outcomes.versions.find(({ version }) => version === versions.champion)?.rate;
  const plain = (value: number | null) => ({ value, low: null, high: null });
  const metrics = {
    empty: slates.empty,
    coverage: plain(slates.coverage),
    popularity: plain(slates.popularity),
    cold: plain(slates.cold),
    fresh: plain(slates.fresh),
    ...(rate && { taken: rate }),
    ...(report.feed && { valuePerSession: report.feed.value.perSession }),
  };
  return { report, metrics, text: (paint) => slateMonitorText(report, paint) };
}

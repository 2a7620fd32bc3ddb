import type { Incident } from '../../contracts/watching.ts';
import { countedOf } from '../../http/metrics/counted.ts';
import type { MetricFamily } from '../../http/metrics/exposition.ts';
import { Tallies } from '../../http/metrics/tallies.ts';
import type { AppOptions } from '../../http/server.ts';
import type { Checkpoints } from '../../ports/checkpoints.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Journal } from '../../ports/journal.ts';
import type { Served, ServedProject } from '../../stages/serve/served-project.ts';
import { alertGauges } from '../../stages/watch/alert-gauges.ts';
import { ProjectWatch } from '../../stages/watch/project-watch.ts';
import type { LastLooks } from './monitor-gauges.ts';
import { tellWebhook } from './tell-webhook.ts';

export interface WatchingPorts {
  readonly project: ServedProject;
  readonly journal: Journal;
  readonly clock: Clock;
  /** Where series are kept. */
  readonly series: Checkpoints;
  readonly looks: LastLooks;
  readonly note: (line: string) => void;
}

export interface Watching {
  /** What an app needs to show systems over time. */
  readonly options: Required<Pick<AppOptions, 'watch' | 'tallies' | 'look'>>;
  /** Where every rule stands. */
  families(): readonly MetricFamily[];
  close(): Promise<void>;
}

/** Watch the systems of a project over time, and tell addresses that a design names what fires. */
export async function watching({ project, series, looks, ...ports }: WatchingPorts): Promise<Watching> {
  const tallies = new Tallies();
  /** By incident: what cuts off telling of it. Of an incident that is over it is no longer told that it fired. */
  const telling = new Map<string, AbortController>();
  const tell = async (webhook: string, incident: Incident): Promise<void> => {
    const key = `${incident.system}/${incident.id}`;
    telling.get(key)?.abort();
    const stop = new AbortController();
    telling.set(key, stop);
    try {
      const because = await tellWebhook(webhook, process.env[webhook], incident, stop);
      if (because !== null) ports.note(`nobody was told of ${incident.id} of ${incident.system}: ${because}`);
      await watch.of(incident.system)?.told(incident.id, because);
    } catch (error) {
      if (!stop.signal.aborted)
        ports.note(`it cannot be noted who was told of ${incident.id}: ${String(error)}`);
    }
    if (telling.get(key) === stop) telling.delete(key);
  };
  const watch = new ProjectWatch({
    ...ports,
    checkpoints: series,
    systems: () => project.all,
    counted: (system) => countedOf(system as Served, tallies),
    look: looks.report,
    tell: ({ webhook }, incident) => {
      if (webhook !== undefined) void tell(webhook, incident);
    },
  });
  await watch.start();
  return {
    options: {
      watch,
      tallies,
      // What was looked at for somebody who asked is a point of the time line too.
      async look(system) {
        const report = await looks.report(system);
        if (report !== null) watch.saw(system, report);
        return report;
      },
    },
    families: () => alertGauges(watch.systems),
    close() {
      for (const stop of telling.values()) stop.abort();
      return watch.close();
    },
  };
}

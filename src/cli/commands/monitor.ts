import type { DriftCheck } from '../../contracts/monitoring.ts';
import { command } from '../command.ts';

/** Look at a system in service. */
export const monitor = command({
  name: 'monitor',
  about: 'Show how a system in service does: alerts, drift, accuracy, latency',
  arguments: { system: { about: 'name of the system; may be left out when there is one', required: false } },
  options: {
    rows: {
      type: 'integer',
      about: 'rows of the window that is compared with training; the design says otherwise',
      min: 8,
      max: 1_000_000,
    },
    unjudged: {
      type: 'flag',
      about: 'judge no row that an earlier look with this flag has judged: for a schedule',
    },
  },
  examples: ['millwright monitor', 'millwright monitor churn --json', 'millwright monitor --unjudged'],
  async run({ system: named, rows, unjudged }, context) {
    const { storeFolder, wire } = await import('../wire.ts');
    const { systemMeant } = await import('../../stages/deploy.ts');
    const { refuseRecommender } = await import('../refuse-recommender.ts');
    const stage = await import('../../stages/monitor.ts');
    const { processFacts } = await import('../process-facts.ts');
    const { monitorText } = await import('../monitor-text.ts');
    const { readLook, writeLook } = await import('../../adapters/files/looks.ts');
    const wired = wire(context.project);
    const store = storeFolder(context.project);
    const artifacts = await wired.artifacts();
    const journal = await wired.readJournal();
    try {
      const system = await systemMeant(journal, named);
      await refuseRecommender('monitor', journal, system);
      const last = unjudged ? ((await readLook(store, system)) as DriftCheck | null) : null;
      const report = await stage.monitor(
        {
          design: await stage.championDesign(system, { journal, artifacts }),
          process: await processFacts(store, system),
          last,
          ...(rows !== undefined && { windowRows: rows }),
        },
        { journal, artifacts, clock: wired.clock },
      );
      if (unjudged) await writeLook(store, system, report.drift);
      const champion = report.accuracy.versions.find(
        (v) => v.version === report.versions.champion && !v.shadow,
      );
      return {
        json: { ...report, metrics: champion?.live ?? {} },
        text: (paint) => monitorText(report, paint),
        exit: report.alerts.length > 0 ? 1 : 0,
      };
    } finally {
      await journal.close();
    }
  },
});

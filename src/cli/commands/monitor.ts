import type { DriftCheck } from '../../contracts/monitoring.ts';
import { command } from '../command.ts';

/** Look at a system in service. */
export const monitor = command({
  name: 'monitor',
  about: 'Show how a system in service does: alerts, what it answers, what comes of it, drift, latency',
  arguments: { system: { about: 'name of the system; may be left out when there is one', required: false } },
  options: {
    rows: {
      type: 'integer',
      about: 'rows, or slates and events, of the window that is looked at; the design says otherwise',
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
    const { registeredKinds, systemMeant } = await import('../../stages/deploy.ts');
    const { processFacts } = await import('../process-facts.ts');
    const { lookAt } = await import('../look-at-system.ts');
    const { readLook, writeLook } = await import('../../adapters/files/looks.ts');
    const { incidentsOf } = await import('../../stages/watch/alert-records.ts');
    const { firingText } = await import('../firing-text.ts');
    const wired = wire(context.project);
    const store = storeFolder(context.project);
    const artifacts = await wired.artifacts();
    const journal = await wired.readJournal();
    try {
      const system = await systemMeant(journal, named);
      const kind = (await registeredKinds(journal)).get(system)!;
      const look = await lookAt[kind](
        {
          system,
          windowRows: rows,
          last: unjudged ? ((await readLook(store, system)) as DriftCheck | null) : null,
          process: await processFacts(store, system),
        },
        { journal, artifacts, clock: wired.clock },
      );
      const { report, metrics } = look;
      if (unjudged) await writeLook(store, system, report.drift);
      const firing = (await incidentsOf(journal, system)).filter(({ state }) => state === 'firing');
      return {
        json: { ...report, firing, metrics },
        text: (paint) => firingText(firing, paint) + look.text(paint),
        exit: report.alerts.length > 0 || firing.some((i) => i.acknowledged === null) ? 1 : 0,
      };
    } finally {
      await journal.close();
    }
  },
});

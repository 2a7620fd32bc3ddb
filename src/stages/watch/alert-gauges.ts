import type { GaugeFamily } from '../monitor/gauges.ts';
import type { SystemWatch } from './system-watch.ts';

const STATES = { pending: 1, firing: 2 } as const;

/** Alerts for /metrics: every rule that is watched, and where it stands. */
export const alertGauges = (systems: readonly SystemWatch[]): GaugeFamily[] => [
  {
    name: 'millwright_alert_state',
    help: 'Where a rule stands: 0 holds, 1 broken and pending, 2 firing.',
    type: 'gauge',
    samples: systems.flatMap((system) => {
      const open = system.openIncidents;
      return system.rules.map(({ when, side }) => {
        const found = open.find((incident) => incident.when === when && incident.side === side);
        const state = found?.state === 'firing' || found?.state === 'pending' ? STATES[found.state] : 0;
        return { labels: { system: system.watched.name, when, side }, value: state };
      });
    }),
  },
  {
    name: 'millwright_alert_unacknowledged',
    help: 'Alerts that fire and that nobody has acknowledged.',
    type: 'gauge',
    samples: systems.map((system) => ({
      labels: { system: system.watched.name },
      value: system.openIncidents.filter((i) => i.state === 'firing' && i.acknowledged === null).length,
    })),
  },
];

import type { Fact, ServiceFacts } from '../../../contracts/document.ts';
import { count, fixed } from '../numbers.ts';
import { fact } from './words.ts';

const SERVE = 'serve it and look with "millwright monitor"';

/** What is seen of a version in service. */
export function serviceFacts(service: ServiceFacts | null): readonly Fact[] {
  const latency = service?.latencyMs ?? null;
  return [
    fact('Answers looked at', service === null ? null : count(service.answers), 'service', SERVE),
    fact(
      'Load',
      service?.perSecond == null ? null : `${rate(service.perSecond)} answers a second`,
      'service',
      SERVE,
    ),
    fact(
      'Latency',
      latency === null
        ? null
        : `p50 ${ms(latency.p50)}, p95 ${ms(latency.p95)}, p99 ${ms(latency.p99)}; HTTP not counted`,
      'service',
      SERVE,
    ),
    fact(
      'Outcome',
      service?.outcome ?? null,
      'service',
      'send what came of answers to the server, as feedback or events',
    ),
    fact('Drift', service?.drift ?? null, 'service', SERVE),
    fact(
      'Alerts',
      service === null ? null : service.alerts.length === 0 ? 'none' : service.alerts.join(' '),
      'service',
      SERVE,
    ),
  ];
}

const rate = (value: number): string => fixed(value, value < 10 ? 2 : 0);
const ms = (value: number): string => `${fixed(value, value < 10 ? 2 : 0)} ms`;

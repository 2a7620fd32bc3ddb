import { seenInService } from '../adapters/report/documents/seen-in-service.ts';
import type { ServiceFacts } from '../contracts/document.ts';
import type { Artifacts } from '../ports/artifacts.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import { registeredKinds } from '../stages/deploy.ts';
import { lookAt } from './look-at-system.ts';

/** How a system does in service, by the newest of its answers; null where it has not answered, or nobody can look. */
export async function serviceFactsOf(
  system: string,
  ports: { readonly journal: Journal; readonly artifacts: Artifacts; readonly clock: Clock },
): Promise<ServiceFacts | null> {
  const kind = (await registeredKinds(ports.journal)).get(system)!;
  const look = await lookAt[kind]?.({ system, windowRows: undefined, last: null, process: null }, ports);
  if (look === undefined) return null;
  const seen = seenInService(look.report as Parameters<typeof seenInService>[0]);
  return seen.answers === 0 ? null : seen;
}

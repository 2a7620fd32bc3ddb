import { fail } from '../errors/fail.ts';
import type { Journal } from '../ports/journal.ts';
import { registeredKinds } from '../stages/deploy.ts';

/** Throw 'cli/kind-unfit' when a system does not predict, for a command that is of systems that do. */
export async function refuseOtherKinds(command: string, journal: Journal, system: string): Promise<void> {
  const kind = (await registeredKinds(journal)).get(system);
  if (kind !== undefined && kind !== 'predict') throw fail('cli/kind-unfit', { command, system, kind });
}

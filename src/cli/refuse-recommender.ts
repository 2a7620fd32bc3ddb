import { fail } from '../errors/fail.ts';
import type { Journal } from '../ports/journal.ts';
import { registeredKinds } from '../stages/deploy.ts';

/** Throw 'cli/kind-unfit' when a system recommends, for a command that is of systems that predict. */
export async function refuseRecommender(command: string, journal: Journal, system: string): Promise<void> {
  const kind = (await registeredKinds(journal)).get(system);
  if (kind === 'recommend') throw fail('cli/kind-unfit', { command, system });
}

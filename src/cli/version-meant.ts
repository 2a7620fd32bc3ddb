import { fail } from '../errors/fail.ts';
import type { Journal } from '../ports/journal.ts';
import { parseVersion, registryOf, systemMeant, type Version, versionOf } from '../stages/deploy.ts';

/**
 * The version that a command is to use: "churn@3", "churn" (its champion), or nothing (the champion of the only system).
 *
 * Throws 'serve/no-system', 'serve/which-system', 'serve/no-version', 'serve/no-champion'.
 */
export async function versionMeant(
  journal: Journal,
  named: string | undefined,
): Promise<Version & { readonly system: string }> {
  const { system, version } = await parseVersion(journal, named ?? (await systemMeant(journal, undefined)));
  const registry = await registryOf(journal, system);
  const number = version ?? registry.champion;
  if (number === null) throw fail('serve/no-champion', { system });
  return { ...versionOf(registry, number), system };
}

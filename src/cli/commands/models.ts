import type { SlateComparison } from '../../contracts/slate-comparison.ts';
import { fail } from '../../errors/fail.ts';
import { nearest } from '../../errors/nearest.ts';
import type { Journal } from '../../ports/journal.ts';
import type { Registry } from '../../stages/deploy.ts';
import { command } from '../command.ts';

/** Everything that was registered, and what answers now. */
export const models = command({
  name: 'models',
  about: 'List the versions of every system, and which one answers',
  arguments: { system: { about: 'name of the system; without it all', required: false } },
  options: {},
  examples: ['millwright models', 'millwright models churn --json'],
  async run({ system }, context) {
    const { wire } = await import('../wire.ts');
    const { registeredSystems, registryOf, roleOf } = await import('../../stages/deploy.ts');
    const { scoreText } = await import('../version-text.ts');
    const { slateShadowText } = await import('../slate-shadow-text.ts');
    const journal = await wire(context.project).readJournal();
    try {
      const known = await registeredSystems(journal);
      if (system !== undefined && !known.includes(system))
        throw fail('serve/no-system', { system, known, near: nearest(system, known) });
      const names = system === undefined ? known : [system];
      const registries = await Promise.all(names.map((name) => registryOf(journal, name)));
      const shadows = await shadowsOf(journal, registries);
      return {
        json: {
          systems: registries.map((r) => ({
            system: r.system,
            champion: r.champion,
            challenger: r.challenger,
            versions: r.versions.map((v) => ({ ...v, role: roleOf(r, v.version) })),
            ...(shadows.has(r.system) && { shadow: shadows.get(r.system)! }),
          })),
        },
        text: (paint) =>
          registries.length === 0
            ? 'Nothing is registered yet: run "millwright run".'
            : [
                paint.table(
                  ['version', 'role', 'model', 'score', 'trained', 'sha256'],
                  registries.flatMap((r) =>
                    r.versions.map((v) => [
                      paint.name(`${r.system}@${v.version}`),
                      roleOf(r, v.version),
                      v.model,
                      scoreText(v),
                      new Date(v.at).toISOString().slice(0, 16).replace('T', ' '),
                      v.sha256.slice(0, 12),
                    ]),
                  ),
                ),
                ...[...shadows].map(([name, shadow]) => slateShadowText(name, shadow, paint)),
              ].join('\n'),
      };
    } finally {
      await journal.close();
    }
  },
});

/** Of recommenders that have a challenger: what it would have shown. */
async function shadowsOf(
  journal: Journal,
  registries: readonly Registry[],
): Promise<ReadonlyMap<string, SlateComparison>> {
  const { compareSlates } = await import('../../stages/serve/slate-comparison.ts');
  const shadows = new Map<string, SlateComparison>();
  for (const { system, versions, champion, challenger } of registries)
    if (versions[0]?.kind === 'recommend' && champion !== null && challenger !== null)
      shadows.set(system, await compareSlates(journal, system, champion, challenger));
  return shadows;
}

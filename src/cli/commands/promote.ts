import { command } from '../command.ts';

export const promote = command({
  name: 'promote',
  about: 'Make a version the champion: the one whose answers are returned',
  arguments: {
    version: { about: 'such as churn@3; "churn" means its challenger, else its newest', required: true },
  },
  options: {
    why: { type: 'text', about: 'a reason, for the record', default: '' },
    challenger: { type: 'flag', about: 'make it the challenger instead: scored in shadow, not returned' },
  },
  examples: ['millwright promote churn@3', 'millwright promote churn@3 --why "better recall"'],
  async run({ version: named, why, challenger }, context) {
    const { wire } = await import('../wire.ts');
    const deploy = await import('../../stages/deploy.ts');
    const { feedLoader, recommenderLoader, versionLoader } = await import('../../stages/serve.ts');
    const { moved } = await import('../serve/moved.ts');
    const wired = wire(context.project);
    const journal = await wired.writeJournal('promote');
    try {
      const { system, version: given } = await deploy.parseVersion(journal, named);
      const registry = await deploy.registryOf(journal, system);
      const version = given ?? registry.challenger ?? registry.versions.length;
      // A version whose files are damaged must not get a place.
      const found = deploy.versionOf(registry, version);
      const loaders = { predict: versionLoader, recommend: recommenderLoader, feed: feedLoader };
      await loaders[found.kind ?? 'predict'](await wired.artifacts())(found);
      const move = challenger ? deploy.challenge : deploy.promote;
      const ports = { journal, clock: wired.clock };
      return moved(system, await move({ system, version, by: 'command line', why }, ports));
    } finally {
      await journal.close();
    }
  },
});

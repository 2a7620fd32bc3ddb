import { command } from '../command.ts';

export const rollback = command({
  name: 'rollback',
  about: 'Return to the champion before the present one',
  arguments: { system: { about: 'name of the system; may be left out when there is one', required: false } },
  options: { why: { type: 'text', about: 'a reason, for the record', default: '' } },
  examples: ['millwright rollback', 'millwright rollback churn --why "precision fell"'],
  async run({ system: named, why }, context) {
    const { wire } = await import('../wire.ts');
    const deploy = await import('../../stages/deploy.ts');
    const { moved } = await import('../serve/moved.ts');
    const { clock, writeJournal } = wire(context.project);
    const journal = await writeJournal('rollback');
    try {
      const system = await deploy.systemMeant(journal, named);
      const ports = { journal, clock };
      return moved(system, await deploy.rollback({ system, by: 'command line', why }, ports));
    } finally {
      await journal.close();
    }
  },
});

import { command } from '../command.ts';

export const verify = command({
  name: 'verify',
  about: 'Check that nothing stored is damaged or missing',
  arguments: {},
  options: {},
  examples: ['millwright verify', 'millwright verify --json'],
  async run(_args, context) {
    const { wire } = await import('../wire.ts');
    const { verifyStores } = await import('../../stages/verify.ts');
    const { counted } = await import('../counted.ts');
    const wired = wire(context.project);
    const journal = await wired.readJournal();
    try {
      const stores = { journal, artifacts: await wired.artifacts(), lake: await wired.lake() };
      const found = await verifyStores(stores);
      const { records, artifacts, problems } = found;
      return {
        json: { records, artifacts, problems: [...problems] },
        text: (paint) =>
          problems.length === 0
            ? `${paint.good('whole')}  ${counted(records, 'record')}, ${counted(artifacts, 'artifact')}: every checksum is right`
            : [paint.bad(counted(problems.length, 'problem')), ...problems.map((p) => `  ${p}`)].join('\n'),
        exit: problems.length === 0 ? 0 : 1,
      };
    } finally {
      await journal.close();
    }
  },
});

import { command } from '../command.ts';

export const replay = command({
  name: 'replay',
  about: 'Score a logged prediction again and compare to the last bit',
  arguments: { id: { about: 'id of a prediction, as it was answered', required: true } },
  options: {},
  examples: ['millwright replay 0mwsx4oqt1a99dccd186b0810.0'],
  async run({ id }, context) {
    const { wire } = await import('../wire.ts');
    const { versionLoader } = await import('../../stages/serve.ts');
    const stage = await import('../../stages/replay.ts');
    const wired = wire(context.project);
    const journal = await wired.readJournal();
    try {
      const load = versionLoader(await wired.artifacts());
      const { prediction, replayed, equal } = await stage.replay(id, { journal, load });
      const version = `${prediction.system}@${prediction.version}`;
      const at = new Date(prediction.at).toISOString();
      return {
        json: { id, version, at, row: prediction.row, logged: prediction.out, replayed, equal },
        text: (paint) =>
          [
            `${paint.name(id)}  ${version}  ${at}`,
            `logged    ${prediction.out.join(' ')}`,
            `replayed  ${replayed.join(' ')}`,
            equal ? paint.good('equal to the last bit') : paint.bad('different'),
          ].join('\n'),
        exit: equal ? 0 : 1,
      };
    } finally {
      await journal.close();
    }
  },
});

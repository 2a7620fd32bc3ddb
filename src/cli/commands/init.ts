import { fail } from '../../errors/fail.ts';
import { command } from '../command.ts';

const ofRecommender = (about: string) =>
  ({ type: 'text', placeholder: 'column', about: `recommend: ${about}` }) as const;

/** Look at a table and write a design: of a system that predicts one of its columns, or of a recommender. */
export const init = command({
  name: 'init',
  about: 'Look at a table and write a commented design file for it',
  arguments: { file: { about: 'a .csv, .tsv, .jsonl, .json or .parquet file', required: true } },
  options: {
    target: { type: 'text', placeholder: 'column', about: 'predict: the column to predict' },
    user: ofRecommender('the column that says who'),
    item: ofRecommender('the column that says with what'),
    time: ofRecommender('the column that says when, where not guessed'),
    value: ofRecommender('the column of ratings or the like, where not guessed'),
    action: ofRecommender('the column of what users did, where not guessed'),
    items: { type: 'text', placeholder: 'file', about: 'recommend: what is known of items, one row each' },
    users: { type: 'text', placeholder: 'file', about: 'recommend: what is known of users, one row each' },
    friends: {
      type: 'text',
      placeholder: 'file',
      about: 'recommend: who names whom a friend, one row a tie',
    },
    name: { type: 'text', placeholder: 'name', about: 'name of the system; without it, that of the file' },
    force: { type: 'flag', about: 'replace a design that is there' },
  },
  examples: [
    'millwright init churn.csv --target Churn',
    'millwright init sales.parquet --target amount --name sales',
    'millwright init ratings.csv --user userId --item movieId --items movies.csv --name movies',
  ],
  async run({ file, target, name: given, force, items, users, friends, ...columns }, context) {
    const { existsSync } = await import('node:fs');
    const { join } = await import('node:path');
    const { systemNameFor, checkSystemName } = await import('../system-name-for.ts');
    const { fileArgument } = await import('../file-argument.ts');
    const own = Object.entries({ ...columns, items, users, friends }).filter(
      ([, option]) => option !== undefined,
    );
    if (own.length > 0 && target !== undefined)
      throw fail('cli/options-apart', {
        flags: ['--target', `--${own[0]![0]}`],
        because: 'one is of a system that predicts, the other of a recommender',
      });
    fileArgument(file, context.cwd);
    const name = given === undefined ? systemNameFor(file) : checkSystemName(given);
    const designFile = `${name}.design.ts`;
    if (!force && existsSync(join(context.project, designFile)))
      throw fail('cli/file-exists', { file: designFile });
    if (own.length > 0) {
      const { initRecommender } = await import('../init/recommender.ts');
      return initRecommender(name, { file, items, users, friends, columns }, context);
    }
    const { initPredictor } = await import('../init/predictor.ts');
    return initPredictor(name, { file, target }, context);
  },
});

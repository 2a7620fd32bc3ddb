import { fail } from '../../errors/fail.ts';
import { command } from '../command.ts';
import { searchOptions } from '../search-options.ts';

/** Train on one file, score another: so that anybody can check a published split. */
export const evaluate = command({
  name: 'evaluate',
  about: 'Train on one file and measure on another',
  arguments: {},
  options: {
    train: { type: 'text', placeholder: 'file', about: 'the file to learn from' },
    test: { type: 'text', placeholder: 'file', about: 'the file to measure on' },
    target: { type: 'text', placeholder: 'column', about: 'the column to predict' },
    model: {
      type: 'text',
      placeholder: 'name',
      about: 'only this model; without it all, and the best on a part of the training rows',
    },
    design: {
      type: 'text',
      placeholder: 'file',
      about: 'a design whose columns, features, models and metrics to use',
    },
    ...searchOptions,
  },
  examples: [
    'millwright evaluate --train train.csv --test test.csv --target income',
    'millwright evaluate --train a.csv --test b.csv --target y --model boosted-trees --json',
  ],
  async run({ train, test, target, model, design, budget, trials }, context) {
    const { resolve } = await import('node:path');
    const { runJob } = await import('../job.ts');
    const { fileArgument } = await import('../file-argument.ts');
    const { searchLimits } = await import('../duration.ts');
    const title = 'millwright evaluate';
    const needed = (flag: string, about: string): Error =>
      fail('cli/option-missing', { command: title, flag, about });
    if (train === undefined) throw needed('--train', 'the file to learn from');
    if (test === undefined) throw needed('--test', 'the file to measure on');
    if (target === undefined && design === undefined) throw needed('--target', 'the column to predict');
    const input = {
      train: fileArgument(train, context.cwd),
      test: fileArgument(test, context.cwd),
      target,
      model,
      design: design === undefined ? undefined : resolve(context.cwd, design),
      search: searchLimits(budget, trials),
    };
    const compared = await runJob('compare', input, context);
    const best = compared.models[compared.best]!;
    const { leaderboardText } = await import('../leaderboard-text.ts');
    return {
      json: {
        target: compared.target,
        category: compared.category,
        model: best.model,
        primary: compared.primary,
        metrics: best.metrics,
        rows: compared.rows,
        level: compared.level,
        models: compared.models,
        ...(compared.search && { search: compared.search }),
      },
      text: (paint) =>
        leaderboardText({
          primary: compared.primary,
          best: compared.best,
          lines: compared.models.map((m) => ({ ...m, score: m.metrics[compared.primary]! })),
          metrics: best.metrics,
          level: compared.level,
          paint,
        }),
    };
  },
});

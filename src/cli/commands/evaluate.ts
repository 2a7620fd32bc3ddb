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
    user: { type: 'text', placeholder: 'column', about: 'recommend: the column of users, where not guessed' },
    item: { type: 'text', placeholder: 'column', about: 'recommend: the column of items, where not guessed' },
    time: { type: 'text', placeholder: 'column', about: 'recommend: the column of times, where not guessed' },
    value: {
      type: 'text',
      placeholder: 'column',
      about: 'recommend: the column of ratings, where not guessed',
    },
    atLeast: {
      type: 'number',
      min: -1e9,
      max: 1e9,
      about: 'recommend: an event of a lower value speaks against its item; without it all speak for theirs',
    },
    ratings: {
      type: 'choice',
      choices: ['observed', 'weighted', 'all'],
      about:
        'recommend: tell ratings too, learned from rated pairs, from all with a low weight, or from all alike',
    },
    repeats: { type: 'flag', about: 'recommend: what a user had may be recommended again, and counts' },
    negatives: {
      type: 'integer',
      min: 1,
      max: 1_000_000,
      about:
        'recommend: rank among so many items drawn by chance instead of all; figures are named "sampled..."',
    },
    by: {
      type: 'text',
      placeholder: 'metric',
      default: 'ndcgAt10',
      about: 'recommend: the metric by which retrievers are chosen',
    },
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
    prequential: {
      type: 'flag',
      about: 'take the rows in the order of the files, and learn from each test row once it is answered',
    },
    ...searchOptions,
  },
  examples: [
    'millwright evaluate --train train.csv --test test.csv --target income',
    'millwright evaluate --train a.csv --test b.csv --target y --model boosted-trees --json',
    'millwright evaluate --train train.txt --test test.txt --json',
    'millwright evaluate --train a.csv --test b.csv --user userId --item movieId --time timestamp',
  ],
  async run(args, context) {
    const { train, test, target, model, design, prequential, budget, trials } = args;
    const { resolve } = await import('node:path');
    const { fileArgument } = await import('../file-argument.ts');
    const { searchLimits } = await import('../duration.ts');
    const title = 'millwright evaluate';
    const needed = (flag: string, about: string): Error =>
      fail('cli/option-missing', { command: title, flag, about });
    if (train === undefined) throw needed('--train', 'the file to learn from');
    if (test === undefined) throw needed('--test', 'the file to measure on');
    if (target === undefined && design === undefined) {
      const { holdsEvents, evaluateRecommenders } = await import('../evaluate-recommenders.ts');
      const named = args.user !== undefined || args.item !== undefined;
      if (named || (await holdsEvents(train, context.cwd))) {
        refusePredictOptions(args);
        return evaluateRecommenders({ ...args, train, test }, context);
      }
      throw needed('--target', 'the column to predict');
    }
    const input = {
      train: fileArgument(train, context.cwd),
      test: fileArgument(test, context.cwd),
      target,
      model,
      design: design === undefined ? undefined : resolve(context.cwd, design),
      prequential,
      search: searchLimits(budget, trials),
    };
    const compared = await context.runJob('compare', input);
    const best = compared.models[compared.best]!;
    const { leaderboardText } = await import('../leaderboard-text.ts');
    const { prequentialText } = await import('../prequential-text.ts');
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
        [
          leaderboardText({
            primary: compared.primary,
            best: compared.best,
            lines: compared.models.map((m) => ({ ...m, score: m.metrics[compared.primary]! })),
            metrics: best.metrics,
            level: compared.level,
            paint,
          }),
          prequentialText(compared.models, paint),
        ]
          .filter((part) => part !== '')
          .join('\n\n'),
    };
  },
});

/** Retrievers are judged once, on grids that they go through in order. Throws 'cli/events-unfit'. */
function refusePredictOptions({
  prequential,
  trials,
}: {
  readonly prequential: boolean;
  readonly trials: number | undefined;
}): void {
  if (prequential) throw fail('cli/events-unfit', { flag: '--prequential', instead: '' });
  if (trials !== undefined)
    throw fail('cli/events-unfit', {
      flag: '--trials',
      instead: ' (--budget bounds the time of trying retrievers)',
    });
}

import { type Context, command, type Outcome } from '../command.ts';
import type { ShownEstimate } from '../estimate-text.ts';

/** What another policy would have earned, from the log of the one that ran. */
export const estimate = command({
  name: 'estimate',
  about:
    'Tell from a log of decisions what another policy would have earned, or refuse where the log cannot tell',
  arguments: {
    log: {
      about:
        'a recommender or feed that was served, or a .csv, .tsv, .jsonl, .json or .parquet file of decisions',
      required: true,
    },
  },
  options: {
    policy: {
      type: 'text',
      placeholder: 'name',
      about:
        'of a recommender: a version, or a retriever of the champion alone; of a feed: a version, or an objective; of a file: uniform, or the column with the chance that the other policy takes the logged action',
      default: 'uniform',
    },
    action: { type: 'text', placeholder: 'column', about: 'what was done', default: 'action' },
    reward: {
      type: 'text',
      placeholder: 'column',
      about:
        'of a file: what came of it, a number (reward); of a recommender: the type of event, any that speaks for its item without it',
    },
    propensity: {
      type: 'text',
      placeholder: 'column',
      about: 'the chance with which it was done',
      default: 'propensity',
    },
    context: {
      type: 'text',
      placeholder: 'columns',
      about: 'what was known before, separated by commas: a model of the reward learns from it',
    },
    hours: {
      type: 'number',
      min: 0.01,
      max: 10_000,
      about: 'of a recommender: an event counts for the slate that showed its item at most so long before',
      default: 24,
    },
    counts: {
      type: 'choice',
      choices: ['place', 'item'],
      about: 'of a recommender: what an item earns depends on its place, or does not',
      default: 'place',
    },
    level: { type: 'number', min: 0.5, max: 0.999, about: 'share within each interval', default: 0.95 },
    leastEffective: {
      type: 'integer',
      min: 1,
      max: 1_000_000,
      about: 'effective decisions below which it refuses',
      default: 100,
    },
  },
  examples: [
    'millwright estimate movies --policy movies@2',
    'millwright estimate movies --policy most-popular --counts item --reward buy',
    'millwright estimate town --policy opens --reward like',
    'millwright estimate clicks.csv --action item --reward click --propensity chance',
    'millwright estimate clicks.csv --policy new_chance --context position,device --json',
  ],
  async run(
    { log, policy, action, reward, propensity, context: known, hours, counts, level, leastEffective },
    context,
  ) {
    const { estimateJson, estimateText } = await import('../estimate-text.ts');
    const { whole, rest } = (await showsSlates(context, log))
      ? await bySlates(log, policy, reward, counts, hours, level, leastEffective, context)
      : await byFile(log, { policy, action, reward, propensity, known, level, leastEffective }, context);
    return {
      json: estimateJson(whole, rest),
      text: (paint) => estimateText(whole, paint),
      exit: whole.refused === null ? 0 : 1,
    } satisfies Outcome;
  },
});

/** What is shown, and what else --json tells. */
interface Told {
  readonly whole: ShownEstimate;
  readonly rest: Outcome['json'];
}

/** Slates that one estimate looks at. */
const MOST_SLATES = 50_000;
const SAMPLES = 1000;

async function showsSlates({ project }: Context, name: string): Promise<boolean> {
  const { wire } = await import('../wire.ts');
  const { registeredKinds } = await import('../../stages/deploy.ts');
  const journal = await wire(project).readJournal();
  try {
    const kind = (await registeredKinds(journal)).get(name);
    return kind === 'recommend' || kind === 'feed';
  } finally {
    await journal.close();
  }
}

/** From the slates that a server logged. */
async function bySlates(
  system: string,
  policy: string,
  reward: string | undefined,
  counts: 'place' | 'item',
  hours: number,
  level: number,
  leastEffective: number,
  context: Context,
): Promise<Told> {
  const { count, weightFact } = await import('../estimate-text.ts');
  const input = { system, policy, reward: reward ?? null, counts, hours, level, leastEffective };
  const told = await context.runJob('estimateSlates', { ...input, most: MOST_SLATES, samples: SAMPLES });
  const { slates, tooOld, degraded, decisions, refused } = told;
  const leftOut = [
    ...(tooOld > 0 ? [`${count(tooOld)} slates from before it was trained left out`] : []),
    ...(degraded > 0 ? [`${count(degraded)} degraded ones left out`] : []),
  ];
  return {
    whole: {
      told,
      policy,
      level,
      refused,
      facts: [
        [`${count(decisions)} items shown in ${count(slates)} slates`, ...leftOut].join(', '),
        weightFact(told, 'users'),
      ],
      remarks: [
        counts === 'place'
          ? 'An item counts where both have it in the same place.'
          : 'An item counts wherever both show it: as if its place did not matter.',
      ],
    },
    rest: { system, slates, tooOld, degraded, counts },
  };
}

interface FileArguments {
  readonly policy: string;
  readonly action: string;
  readonly reward: string | undefined;
  readonly propensity: string;
  readonly known: string | undefined;
  readonly level: number;
  readonly leastEffective: number;
}

/** From a file of decisions. */
async function byFile(
  log: string,
  { policy, action, reward = 'reward', propensity, known, level, leastEffective }: FileArguments,
  context: Context,
): Promise<Told> {
  const { fileArgument } = await import('../file-argument.ts');
  const { count, short, weightFact } = await import('../estimate-text.ts');
  const told = await context.runJob('estimate', {
    log: fileArgument(log, context.cwd),
    columns: { action, reward, propensity, target: policy === 'uniform' ? null : policy },
    context: (known ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
    level,
    leastEffective,
  });
  const { estimates, decisions, effective, largestWeight, actions, dropped, noModel } = told;
  const refused =
    estimates === null
      ? `the log of ${count(decisions)} decisions is worth ${short(effective)} of the other policy, and ${count(leastEffective)} are asked for: one decision alone weighs ${short(largestWeight)}`
      : null;
  return {
    whole: {
      told,
      policy,
      level,
      refused,
      facts: [
        `${count(decisions)} decisions, ${count(actions)} actions${dropped > 0 ? `, ${count(dropped)} more without action, reward or propensity` : ''}`,
        weightFact(told, 'decisions'),
      ],
      remarks: noModel === null ? [] : [`no doubly robust estimate: ${noModel}`],
    },
    rest: { actions, dropped, noModel },
  };
}

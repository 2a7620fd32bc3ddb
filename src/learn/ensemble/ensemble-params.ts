import type { ComponentChoice, ParamSpecs } from '../../contracts/params.ts';

const usual = (...names: string[]): readonly ComponentChoice[] => names.map((name) => ({ name, params: {} }));

/** The models that an ensemble is made of. */
export const membersParam = {
  members: {
    type: 'components',
    room: 'models',
    default: usual('boosted-trees', 'extra-trees'),
    about: 'The models that it is made of; each gets the table as it wants it.',
  },
} as const satisfies ParamSpecs;

export const averageParam = {
  average: {
    type: 'choice',
    choices: ['probability', 'log-odds'],
    default: 'probability',
    about:
      'For classes, what is averaged. Log-odds trust sure members more; of several classes only they can be explained.',
  },
} as const satisfies ParamSpecs;

/** Of ensembles that learn how much each member counts. */
export const foldsParam = {
  folds: {
    type: 'integer',
    default: 5,
    min: 0,
    max: 50,
    unit: 'folds',
    about:
      'Members are judged on rows held out in turn, in this many parts; 0 = on validation rows, and without them all count the same.',
  },
} as const satisfies ParamSpecs;

/** Members that are fitted in no time, for `quick`. */
export const quickMembers: readonly ComponentChoice[] = [
  { name: 'decision-tree', params: {} },
  { name: 'boosted-trees', params: { rounds: 50, learningRate: 0.2, maxLeaves: 15, patience: 0 } },
];

/** Members that draw nothing by chance, for `withoutChance`. */
export const certainMembers: readonly ComponentChoice[] = [
  { name: 'decision-tree', params: {} },
  { name: 'boosted-trees', params: { rounds: 20, rowShare: 1, columnShare: 1 } },
];

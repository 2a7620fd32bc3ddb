import { didYouMean, entry, listed, quoted } from './entry.ts';

/** What can go wrong while a model is fitted. */
export const train = {
  'train/cancelled': entry<{ what: string }>({
    says: (d) => `${d.what} was cancelled; nothing was kept of it.`,
    fix: () => 'Run it again when you are ready.',
    status: 409,
    exit: 1,
  }),
  'train/diverged': entry<{ epoch: number; rate: number }>({
    says: (d) =>
      `In epoch ${d.epoch} the loss was no finite number any more, with a learning rate of ${d.rate}; there is no state before that to keep.`,
    fix: () => 'Set a lower "learningRate", or a "clip" above 0.',
    status: 422,
    exit: 1,
  }),
  'train/start-unlike': entry<{ problem: string }>({
    says: (d) => `The state to go on from does not fit: ${d.problem}.`,
    fix: () => 'Go on from a version of the same model, fitted through the same recipe.',
    status: 422,
    exit: 2,
  }),
  'train/frozen-layer': entry<{ layer: string; known: readonly string[]; near?: string | undefined }>({
    says: (d) =>
      `A layer ${quoted(d.layer)} is to be frozen, which the network does not have; it has ${listed(d.known)}.${didYouMean(d.near)}`,
    fix: () => 'Name layers of the network under "frozen", or take the name out.',
    status: 422,
    exit: 2,
  }),
  'train/image-shape': entry<{ columns: number; height: number; colours: number }>({
    says: (d) =>
      `${d.columns} columns are no image ${d.height === 0 ? '' : `of ${d.height} rows of pixels `}with ${d.colours} columns a pixel.`,
    fix: () =>
      'Give "height" and "colours" that fit; columns that are the same in every row are left out unless data.columns declares their type.',
    status: 422,
    exit: 2,
  }),
  'train/empty-part': entry<{ part: string; split: string; rows: number }>({
    says: (d) =>
      `The ${d.split} split of ${d.rows} rows leaves no row for the ${d.part} part; each part needs at least one.`,
    fix: (d) => `Give "${d.part}" a larger share under data.split, choose another split, or bring more rows.`,
    status: 422,
    exit: 2,
  }),
  'train/memory': entry<{ bytes: number; most: number }>({
    says: (d) =>
      `A fit asked for ${Math.ceil(d.bytes / 2 ** 20)} MB more than the memory of its kernels has left (${Math.round(d.most / 2 ** 30)} GB in all, or less where the machine is smaller).`,
    fix: () => 'Train on fewer rows or columns (data.split), or on a machine with more memory.',
    status: 422,
    exit: 1,
  }),
  'train/not-positive': entry<{ param: string; value: number }>({
    says: (d) =>
      `A matrix of squared sums cannot be inverted in single precision with ${quoted(d.param)} at ${d.value}: beside its largest entries the penalty rounds away.`,
    fix: (d) => `Set a larger ${quoted(d.param)}, or bring the weights of events nearer to each other.`,
    status: 422,
    exit: 1,
  }),
  'train/empty-fold': entry<{ split: string; folds: number; rows: number }>({
    says: (d) =>
      `Cross-validation by the ${d.split} split leaves a round of ${d.folds} without rows to learn from or to judge, of ${d.rows} in all.`,
    fix: () =>
      'Ask for fewer folds or a smaller gap, under evaluation.crossValidation or data.split, or bring more rows.',
    status: 422,
    exit: 2,
  }),
  'train/too-few-groups': entry<{ groups: number; parts: number }>({
    says: (d) =>
      `The group split met ${d.groups === 1 ? 'a single group' : `${d.groups} groups`} and has ${d.parts} parts to fill; a group is never divided.`,
    fix: () => 'Choose a column with more groups under data.split, another split, or fewer parts.',
    status: 422,
    exit: 2,
  }),
  'train/split-time-missing': entry<{ missing: number; rows: number }>({
    says: (d) =>
      `${d.missing} of ${d.rows} rows have no time; the time split needs one in every row, or the future could be trained on.`,
    fix: () => 'Fill the times at the source, leave those rows out, or choose another split.',
    status: 422,
    exit: 2,
  }),
  'train/sample-weights': entry<{ row: number | null; weight: number }>({
    says: (d) =>
      d.row === null
        ? 'The sample is drawn by weight, and no row to learn from has a weight above 0.'
        : `The sample is drawn by weight, and row ${d.row + 1} of those to learn from has ${Number.isNaN(d.weight) ? 'none' : `the weight ${d.weight}`}; each must be a finite number of at least 0.`,
    fix: () => 'Mend the column at the source, or choose another one or another sampler under data.sample.',
    status: 422,
    exit: 2,
  }),
  'train/negative-value': entry<{ column: string; value: number }>({
    says: (d) =>
      `The model takes counts, and ${quoted(d.column)} has a value below 0 in a training row: ${d.value}.`,
    fix: () =>
      'Bring the column to 0..1 with the step "min-max" under features, leave it out, or choose another model.',
    status: 422,
    exit: 2,
  }),
  'train/loss-category': entry<{ loss: string; category: string; losses: readonly string[] }>({
    says: (d) =>
      `The loss ${quoted(d.loss)} does not fit a ${d.category} target; its losses are ${listed(d.losses)}.`,
    fix: () => 'Name one of those losses, or leave "loss" out for the usual one.',
    status: 422,
    exit: 2,
  }),
  'train/head-model': entry<{ head: string; kind: string; named: readonly string[] }>({
    says: (d) =>
      `None of the models ${listed(d.named)} can learn the head ${quoted(d.head)}: it wants one for ${d.kind === 'binary' ? 'binary targets' : 'regression'} that takes missing values and categories as they are.`,
    fix: () => 'Name boosted-trees among the models of model-per-head, or leave "models" out.',
    status: 422,
    exit: 2,
  }),
  'train/loss-target': entry<{ value: number; least: number; most: number }>({
    says: (d) =>
      `The loss takes targets ${d.most === Number.MAX_VALUE ? `of at least ${d.least}` : `of ${d.least} to ${d.most}`}, and a training row has ${d.value}.`,
    fix: () => 'Mend the rows at the source, or choose another loss.',
    status: 422,
    exit: 2,
  }),
  'train/relevance': entry<{ target: string; value: number; least: number; most: number }>({
    says: (d) =>
      `A ranking learns from relevances of ${d.least} to ${d.most}, and a row has ${d.value} in ${quoted(d.target)}.`,
    fix: () => 'Grade rows by 0 (not wanted) and up, or set framing.category to "regression".',
    status: 422,
    exit: 2,
  }),
  'train/loss-not-finite': entry<{ target: number; score: number }>({
    says: (d) =>
      `The loss has no finite derivative where the target is ${d.target} and the score ${d.score}.`,
    fix: () => 'Bring the target to a smaller range, or choose another loss.',
    status: 422,
    exit: 2,
  }),
  'train/loss-formula': entry<{ param: string; problem: string }>({
    says: (d) =>
      `The loss "custom" needs a function "${d.param}", and what it has cannot be read: ${d.problem}.`,
    fix: (d) =>
      `Set "${d.param}" to an arrow function of the truth and the score, such as (y, score) => score - y.`,
    status: 422,
    exit: 2,
  }),
  'train/loss-unbounded': entry<{ gradient: string }>({
    says: (d) =>
      `No constant score is best by the gradient ${quoted(d.gradient)}: its sum over the training rows does not change sign.`,
    fix: () =>
      'Check its sign: it is the derivative of the loss by the score, below 0 where a higher score would be better.',
    status: 422,
    exit: 2,
  }),
  'train/loss-unused': entry<{ param: string; loss: string }>({
    says: (d) => `"${d.param}" is given, and the loss is ${quoted(d.loss)}, which takes no notice of it.`,
    fix: (d) => `Set "loss" to "custom", or remove "${d.param}".`,
    status: 422,
    exit: 2,
  }),
  'train/loss-lists': entry<Record<never, never>>({
    says: () =>
      'The loss compares rows of one list, and the training rows do not say which list they stand in.',
    fix: () =>
      'Choose another loss, or set framing.category to "ranking" and framing.group to the column that tells the lists.',
    status: 422,
    exit: 2,
  }),
  'train/direction-column': entry<{ column: string; known: readonly string[]; near?: string | undefined }>({
    says: (d) =>
      `A direction is given for the column ${quoted(d.column)}, which the model does not see as one number; it sees ${d.known.length === 0 ? 'none' : listed(d.known)}.${didYouMean(d.near)}`,
    fix: () => 'Name columns of numbers, without steps that part them or make categories of them.',
    status: 422,
    exit: 2,
  }),
  'train/direction-both': entry<{ column: string }>({
    says: (d) => `The column ${quoted(d.column)} is to be both increasing and decreasing.`,
    fix: () => 'Take it out of one of the two lists.',
    status: 422,
    exit: 2,
  }),
  'train/direction-classes': entry<{ classes: number }>({
    says: (d) => `A direction needs one answer that rises or falls, and the target has ${d.classes} classes.`,
    fix: () => 'Take "increasing" and "decreasing" out, or predict one class against the rest.',
    status: 422,
    exit: 2,
  }),
  'train/search-untaught': entry<{ category: string }>({
    says: (d) =>
      `A search judges trials by rows whose truth is known, and a ${d.category} system has none to learn from.`,
    fix: () =>
      'Run it without --budget and --trials, and without "search" in models; set the parameters under models.',
    status: 422,
    exit: 2,
  }),
  'train/parity': entry<{ model: string; path: string; difference: number }>({
    says: (d) =>
      `${d.model} gave other numbers through the ${d.path} path than in training: largest difference ${d.difference}, expected 0.`,
    fix: () =>
      'This is a defect of a model or feature: keep the data and report it. The model was not registered.',
    status: 500,
    exit: 1,
  }),
};

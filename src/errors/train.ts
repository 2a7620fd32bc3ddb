import { entry, quoted } from './entry.ts';

/** What can go wrong while a model is fitted. */
export const train = {
  'train/cancelled': entry<{ what: string }>({
    says: (d) => `${d.what} was cancelled; nothing was kept of it.`,
    fix: () => 'Run it again when you are ready.',
    status: 409,
    exit: 1,
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
  'train/negative-value': entry<{ column: string; value: number }>({
    says: (d) =>
      `The model takes counts, and ${quoted(d.column)} has a value below 0 in a training row: ${d.value}.`,
    fix: () =>
      'Bring the column to 0..1 with the step "min-max" under features, leave it out, or choose another model.',
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

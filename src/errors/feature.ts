import { didYouMean, entry, listed } from './entry.ts';

/** What can go wrong between the columns of a table and the matrix of a model. */
export const feature = {
  'feature/unknown-step': entry<{
    column: string;
    step: string;
    known: readonly string[];
    near?: string | undefined;
  }>({
    says: (d) =>
      `The chain of column "${d.column}" names "${d.step}", which is no feature.${didYouMean(d.near)}`,
    fix: (d) => `Use one of ${listed(d.known, 30)} under features.${d.column}.`,
    status: 422,
    exit: 2,
  }),
  'feature/wrong-form': entry<{
    column: string;
    step: string;
    form: string;
    accepts: readonly string[];
    instead: readonly string[];
  }>({
    says: (d) =>
      `"${d.step}" takes ${d.accepts.join(' or ')} values, but at that point of its chain column "${d.column}" holds ${d.form} values.`,
    fix: (d) =>
      `Under features.${d.column} replace "${d.step}" by a feature that takes ${d.form} values, such as ${listed(d.instead)}, or change the type of the column.`,
    status: 422,
    exit: 2,
  }),
  'feature/no-rows-left': entry<{ columns: readonly string[]; rows: number }>({
    says: (d) =>
      `None of the ${d.rows} training rows has a value in each of ${listed(d.columns)}, so drop-rows leaves nothing to learn from.`,
    fix: () => 'Replace drop-rows by a fill (fill-median, fill-mode, fill-default) or drop the column.',
    status: 422,
    exit: 2,
  }),
  'feature/value-required': entry<{ column: string; rows: number; first: number }>({
    says: (d) =>
      `Column "${d.column}" has no value in ${d.rows === 1 ? 'one row' : `${d.rows} rows`}, row ${d.first + 1} first; its chain has drop-rows, so the model cannot score such rows.`,
    fix: (d) =>
      `Give "${d.column}" a value, leave those rows out, or train with a fill instead of drop-rows.`,
    status: 422,
    exit: 2,
  }),
  'feature/column-absent': entry<{ column: string; has: readonly string[]; near?: string | undefined }>({
    says: (d) => `The model needs column "${d.column}", which the table does not have.${didYouMean(d.near)}`,
    fix: (d) => `Add the column, empty where nothing is known. The table has ${listed(d.has, 20)}.`,
    status: 422,
    exit: 2,
  }),
  'feature/column-form': entry<{ column: string; value: string; row: number; expected: string }>({
    says: (d) =>
      `Column "${d.column}" holds ${JSON.stringify(d.value)} in row ${d.row + 1}; the model was trained on ${d.expected}.`,
    fix: (d) => `Give "${d.column}" as ${d.expected}, or leave the value out.`,
    status: 422,
    exit: 2,
  }),
  'feature/row': entry<{ problems: readonly { readonly column: string; readonly says: string }[] }>({
    says: (d) =>
      `The row cannot be scored: ${d.problems.map((p) => `column "${p.column}": ${p.says}`).join('; ')}.`,
    fix: () => 'Mend the named columns, or leave their values out.',
    status: 422,
    exit: 2,
  }),
};

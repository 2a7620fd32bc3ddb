import type { Feature, OutputColumn } from '../contracts/feature.ts';
import type { ColumnForm } from '../table/column.ts';
import { copyColumn } from '../table/forms.ts';

type PassState = {
  readonly facts: { readonly form: ColumnForm; readonly dictionary: readonly string[] };
  readonly arrays: Record<never, never>;
};

/**
 * Leave rows without this value out of training, and refuse to score them. The recipe drops the rows; the column goes
 * through as it is.
 */
export const dropRows: Feature<object, PassState> = {
  room: 'features',
  name: 'drop-rows',
  version: 1,
  about: 'Leave rows where this column is missing out of training; serving refuses them.',
  params: {},
  traits: {
    accepts: ['number', 'category', 'text'],
    writes: 'same',
    missing: 'passes',
    requiresValue: true,
  },
  fit: ({ column }) => ({
    facts: { form: column.form, dictionary: column.form === 'category' ? column.dictionary : [] },
    arrays: {},
  }),
  outputs: ({ facts: { form, dictionary } }, name): readonly OutputColumn[] => [
    form === 'category' ? { name, form, dictionary } : { name, form },
  ],
  apply: (_state, column, out) => copyColumn(column, out[0]!),
};

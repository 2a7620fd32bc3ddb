import type { Feature, OutputColumn } from '../contracts/feature.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { type ColumnForm, columnRows } from '../table/column.ts';
import { copyColumn, isMissing } from '../table/forms.ts';

const params = {
  maxMissing: {
    type: 'number',
    default: 0.5,
    min: 0,
    max: 1,
    unit: 'share of rows',
    about: 'Drop the column when a larger share of the training rows has no value.',
  },
} as const satisfies ParamSpecs;

type DropState = {
  readonly facts: {
    readonly form: ColumnForm;
    readonly dictionary: readonly string[];
    readonly dropped: boolean;
    /** Share of training rows without a value. */
    readonly missing: number;
  };
  readonly arrays: Record<never, never>;
};

/** Drop a column that is mostly empty; otherwise it goes through as it is. */
export const dropColumn: Feature<ParamsOf<typeof params>, DropState> = {
  room: 'features',
  name: 'drop-column',
  version: 1,
  about: 'Drop the column when too many of its training values are missing.',
  params,
  traits: { accepts: ['number', 'category', 'text'], writes: 'same', missing: 'passes' },
  fit({ column }, _target, { maxMissing }) {
    const rows = columnRows(column);
    let count = 0;
    for (let i = 0; i < rows; i++) if (isMissing(column, i)) count++;
    const missing = rows === 0 ? 0 : count / rows;
    const dictionary = column.form === 'category' ? column.dictionary : [];
    return { facts: { form: column.form, dictionary, dropped: missing > maxMissing, missing }, arrays: {} };
  },
  outputs({ facts: { form, dictionary, dropped } }, name): readonly OutputColumn[] {
    if (dropped) return [];
    return [form === 'category' ? { name, form, dictionary } : { name, form }];
  },
  apply(_state, column, out) {
    if (out[0] !== undefined) copyColumn(column, out[0]);
  },
};

import { expect, test } from 'vitest';
import { defineSystem } from '../../src/index.ts';

/** As `init` writes it. */
interface Columns {
  readonly id: string;
  readonly contract: 'monthly' | 'yearly';
  readonly charges: number | null;
  readonly Churn: 'No' | 'Yes';
}

test('gives back what it is given', () => {
  const design = { data: 'churn.csv', framing: { target: 'Churn' } };
  expect(defineSystem(design)).toBe(design);
});

// What follows is checked by the compiler: a line that should be an error and is none fails `tsc`.
test('column names and values are checked against the columns', () => {
  const data = 'churn.csv';
  defineSystem<Columns>({
    framing: { target: 'Churn', positive: 'Yes' },
    data: { sources: [data], columns: { id: { drop: true } }, split: { column: 'id', name: 'group' } },
    features: { charges: ['fill-median', { name: 'buckets-width', count: 10 }] },
    evaluation: { slices: ['contract'] },
    monitoring: { columns: ['charges'] },
  });
  // @ts-expect-error no such target
  defineSystem<Columns>({ data, framing: { target: 'Chrun' } });
  // @ts-expect-error a value of another column
  defineSystem<Columns>({ data, framing: { target: 'Churn', positive: 'yearly' } });
  // @ts-expect-error no such column
  defineSystem<Columns>({ data, framing: { target: 'Churn' }, features: { charge: ['fill-median'] } });
  // @ts-expect-error no such column
  defineSystem<Columns>({ data, framing: { target: 'Churn' }, evaluation: { slices: ['contracts'] } });
  // @ts-expect-error no such column
  defineSystem<Columns>({ data: { sources: [data], columns: { ID: {} } }, framing: { target: 'Churn' } });
  // @ts-expect-error no such column
  defineSystem<Columns>({ data, framing: { target: 'Churn' }, monitoring: { columns: ['churn'] } });
  defineSystem<Columns>({
    // @ts-expect-error no such column
    data: { sources: [data], split: { column: 'when' } },
    framing: { target: 'Churn' },
  });
});

test('without columns every name may be written, and fields are still checked', () => {
  defineSystem({ data: 'a.csv', framing: { target: 'anything', positive: 1 } });
  // @ts-expect-error no such field
  defineSystem({ data: 'a.csv', framing: { target: 'y' }, serve: {} });
  // @ts-expect-error no such category
  defineSystem({ data: 'a.csv', framing: { target: 'y', category: 'survival' } });
  // @ts-expect-error the target is missing
  defineSystem({ data: 'a.csv', framing: {} });
});

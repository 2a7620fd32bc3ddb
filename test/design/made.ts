import type { InferredColumn } from '../../src/contracts/dataset.ts';
import type { DesignFile, DesignPath } from '../../src/design/file.ts';
import type { DesignInput } from '../../src/design/input.ts';
import { Failure } from '../../src/errors/fail.ts';
import type { ColumnType } from '../../src/table/schema.ts';

/** A column as the engine would infer it. */
export function column(name: string, type: ColumnType, facts: Partial<InferredColumn> = {}): InferredColumn {
  const distinct = facts.distinct ?? facts.values?.length ?? 500;
  return { name, type, because: `${distinct} different`, missing: 0, distinct, odd: 0, ...facts };
}

/** A small table of customers: one column of each type. */
export const CUSTOMERS: readonly InferredColumn[] = [
  column('customerId', 'identifier', { distinct: 1000 }),
  column('tenure', 'discrete', { distinct: 72 }),
  column('charges', 'continuous'),
  column('contract', 'nominal', { values: ['monthly', 'one year', 'two year'] }),
  column('grade', 'ordinal', { values: ['low', 'high'] }),
  column('joined', 'timestamp'),
  column('note', 'text'),
  column('country', 'nominal', { values: ['NL'], distinct: 1 }),
  column('Churn', 'boolean', { values: ['No', 'Yes'], counts: [735, 265] }),
];

/** A design as if read from churn.design.json; a place names the path in its file, and 'key' as column 1. */
export const fileOf = (input: DesignInput, path = 'churn.design.json'): DesignFile => ({
  input,
  path,
  sha256: '0'.repeat(64),
  locate: (at: DesignPath, what = 'value') => ({
    file: at.join('/'),
    line: 1,
    column: what === 'key' ? 1 : 2,
  }),
});

/** The smallest design of the customers, with more of it on top. */
export const churn = (more: Partial<DesignInput> = {}): DesignFile =>
  fileOf({ data: 'churn.csv', framing: { target: 'Churn' }, ...more });

/** Everything that a call complains of: "code at/path: words". */
export function complaints(call: () => unknown): string[] {
  try {
    call();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [error, ...error.others].map((f) => `${f.code} ${f.place?.file ?? ''}: ${f.message}`);
  }
  return [];
}

import { DuckDBInstance } from '@duckdb/node-api';
import { random } from '../../src/kernels/random.ts';
import { type Column, categoryColumn, MISSING, numberColumn } from '../../src/table/column.ts';
import type { Frame } from '../../src/table/frame.ts';
import type { ColumnSchema } from '../../src/table/schema.ts';
import { gaussianColumns } from '../../test/worlds/gaussian-world.ts';
import type { Population } from './calibration.ts';

/** Gaussian columns, any two correlated by `correlation`, and a score that is their mean. */
export function gaussianPopulation(
  correlation: number,
  rows: number,
  referenceRows = 5000,
  count = 20,
): Population {
  const columns = gaussianColumns(rows, count, correlation, random(11));
  const score = Float64Array.from(
    { length: rows },
    (_, i) => columns.reduce((sum, c) => sum + c[i]!, 0) / count,
  );
  const named: [string, Column][] = [
    ...columns.map((c, i): [string, Column] => [`x${i}`, numberColumn(c)]),
    ['score', numberColumn(score)],
  ];
  return {
    name: `gaussian, correlation ${correlation}`,
    frame: frameOf(named),
    shifted: 'x0',
    referenceRows,
  };
}

/** The inputs of Telco churn, and a score made of four of them as a scorecard would. */
export async function churnPopulation(parquet: string): Promise<Population> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const table = await connection.runAndReadAll(
    `SELECT * FROM read_parquet('${parquet.replaceAll("'", "''")}')`,
  );
  const values = table.getColumnsJS();
  connection.closeSync();
  const named = table
    .columnNames()
    .map((name, i): [string, Column] => [name, columnFrom(values[i]!)])
    .filter(([name]) => name !== 'churn');
  const by = new Map(named);
  const number = (name: string): Float64Array => (by.get(name) as { values: Float64Array }).values;
  const contract = by.get('contract') as { codes: Int32Array };
  const score = number('monthly_charges').map(
    (charges, i) => 1 / (1 + Math.exp(0.05 * number('tenure')[i]! - 0.02 * charges + contract.codes[i]!)),
  );
  return {
    name: 'wa_churn',
    frame: frameOf([...named, ['score', numberColumn(score)]]),
    shifted: 'monthly_charges',
    referenceRows: 7043,
  };
}

function columnFrom(values: readonly unknown[]): Column {
  const present = values.filter((v) => v !== null);
  if (present.every((v) => typeof v === 'number' || typeof v === 'bigint'))
    return numberColumn(Float64Array.from(values, (v) => (v === null ? Number.NaN : Number(v))));
  const dictionary = [...new Set(present.map(String))].sort();
  const codeOf = new Map(dictionary.map((value, code) => [value, code]));
  return categoryColumn(
    Int32Array.from(values, (v) => (v === null ? MISSING : codeOf.get(String(v))!)),
    dictionary,
  );
}

function frameOf(named: readonly [string, Column][]): Frame {
  const schema = named.map(
    ([name, column]): ColumnSchema =>
      column.form === 'category'
        ? { name, type: 'nominal', dictionary: column.dictionary }
        : { name, type: 'continuous' },
  );
  const first = named[0]![1];
  const rows = first.form === 'category' ? first.codes.length : first.values.length;
  return { rows, schema, columns: new Map(named) };
}

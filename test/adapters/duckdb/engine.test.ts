import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CategoryColumn } from '../../../src/table/column.ts';
import { columnOf } from '../../../src/table/frame.ts';
import { failureOf, scratch } from './scratch.ts';

const { engine, source, folder } = scratch(2);

const shapeAll = async (required: string | null = null) => {
  const { columns } = await lastLoad;
  return engine.shape(
    columns.map(({ name, type }) => ({ name, type })),
    required,
  );
};
let lastLoad: ReturnType<typeof engine.load>;
const load = (...args: Parameters<typeof engine.load>) => {
  lastLoad = engine.load(...args);
  return lastLoad;
};

describe('a table', () => {
  test('drops rows without the required column and says how many', async () => {
    await load([source('holes.csv', 'y,x\n1,a\n,b\nNA,c\n0,d\n')], []);
    expect(await shapeAll('y')).toMatchObject({
      rows: 2,
      dropped: 2,
      schema: [
        { name: 'y', type: 'boolean', dictionary: ['0', '1'] },
        { name: 'x', dictionary: ['a', 'd'] },
      ],
    });
  });

  test('a declared order comes first, values that it leaves out follow', async () => {
    await load([source('sizes.csv', 'size\nXL\nS\nodd\nM\n')], []);
    const { schema } = await engine.shape([{ name: 'size', type: 'ordinal', order: ['S', 'M', 'XL'] }], null);
    expect(schema[0]!.dictionary).toEqual(['S', 'M', 'XL', 'odd']);
  });

  test('quotes, newlines, a BOM, CRLF and semicolons are all one table', async () => {
    const csv = '\ufeffname;note\r\n"a;b";"two\r\nlines"\r\nc;"say ""x"""\r\n';
    const { columns } = await load([source('windows.csv', csv)], []);
    expect(columns.map((c) => [c.name, c.values])).toEqual([
      ['name', ['a;b', 'c']],
      ['note', ['say "x"', 'two\r\nlines']],
    ]);
  });

  test('an all-missing column', async () => {
    await load([source('empty-column.csv', 'a,b\n1,\n2,NA\n')], []);
    const { schema } = await shapeAll();
    expect(await engine.profile(schema, 'a')).toMatchObject([
      { name: 'a' },
      { name: 'b', missing: 2, distinct: 0, top: [] },
    ]);
  });
});

describe('a join', () => {
  const orders = () => source('orders.csv', 'customer,amount\nb,1\na,2\nz,3\nb,4\n');
  const customers = () => source('customers.csv', 'customer,city,amount\na,Rome,9\nb,Oslo,8\n');

  test('left keeps the rows of the first source in their order', async () => {
    const { columns, rows } = await load(
      [orders(), customers()],
      [{ source: 'customers', on: ['customer'], how: 'left' }],
    );
    expect([rows, ...columns.map((c) => c.name)]).toEqual([
      4,
      'customer',
      'amount',
      'city',
      'customers.amount',
    ]);
    const { schema } = await shapeAll();
    await engine.write(join(folder, 'joined.parquet'), '');
    const frame = await engine.read(join(folder, 'joined.parquet'), schema);
    expect((columnOf(frame, 'city') as CategoryColumn).codes).toEqual(Int32Array.of(0, 1, -1, 0));
  });

  test('inner drops rows without a match', async () => {
    const { rows } = await load(
      [orders(), customers()],
      [{ source: 'customers', on: ['customer'], how: 'inner' }],
    );
    expect(rows).toBe(3);
  });

  test('refuses to repeat rows, and names of columns and sources that are not there', async () => {
    const join = { source: 'orders', on: ['customer'], how: 'left' } as const;
    expect(await failureOf(engine.load([customers(), orders()], [join]))).toBe(
      'source/join-repeats: orders has 1 key (customer) more than once, such as "b": joining it would repeat rows.',
    );
    const misnamed = engine.load(
      [orders(), customers()],
      [{ source: 'customers', on: ['custmer'], how: 'left' }],
    );
    expect(await failureOf(misnamed)).toMatch(/^source\/join-column: .* Did you mean "customer"\?$/);
    expect(await failureOf(engine.load([orders(), customers()], []))).toMatch(/^source\/join-source/);
  });
});

import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Finding } from '../../src/contracts/dataset.ts';
import type { DesignInput } from '../../src/design/input.ts';
import { random } from '../../src/kernels/random.ts';
import { prepare } from '../../src/stages/prepare.ts';
import { fileOf } from '../design/made.ts';
import { projectPorts } from './prepare-ports.ts';

const { folder, ports, told, close } = projectPorts();
afterAll(close);

const write = (name: string, csv: string): void => writeFileSync(join(folder, name), csv);
const prepared = (input: DesignInput, program = '1') => prepare({ file: fileOf(input), program }, ports);
const design = (data: string, target: string): DesignInput => ({ data, framing: { target } });
const failureOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no failure',
    (error) => error.code,
  );

const ROWS = 600;
const r = random(5);
const table = (columns: Record<string, (i: number) => string | number>, rows = ROWS): string =>
  [
    Object.keys(columns).join(','),
    ...Array.from({ length: rows }, (_, i) =>
      Object.values(columns)
        .map((cell) => cell(i))
        .join(','),
    ),
  ].join('\n');

/** x and z tell a little of y; by construction nothing tells more. */
const honest = {
  x: () => r().toFixed(4),
  z: () => ['red', 'green', 'blue'][Math.floor(r() * 3)]!,
  w: () => Math.floor(r() * 40),
  v: () => r().toFixed(3),
  y: () => (r() < 0.3 ? 'yes' : 'no'),
};

async function found(
  name: string,
  columns: Record<string, (i: number) => string | number>,
): Promise<readonly Finding[]> {
  write(`${name}.csv`, table(columns));
  return (await prepared({ ...design(`${name}.csv`, 'y'), name })).dataset.findings;
}

describe('a design over the churn data', () => {
  copyFileSync(join(import.meta.dirname, '../../examples/churn/churn.csv'), join(folder, 'churn.csv'));

  test('becomes a dataset in the lake, and the next time is found there', async () => {
    const first = await prepared(design('churn.csv', 'Churn'));
    expect(first.cached).toBe(false);
    expect(first.design.framing.task).toEqual({ category: 'binary', classes: ['No', 'Yes'] });
    expect(first.dataset).toMatchObject({ rows: 7043, sources: [{ name: 'churn', rows: 7043 }] });
    expect(first.dataset.findings.map((f) => f.kind)).toEqual(['duplicate-rows']);
    expect(told).toEqual(['begin prepare', 'end 7,043 rows, 20 columns, 1 finding']);
    const again = await prepared(design('churn.csv', 'Churn'));
    expect(again).toEqual({ ...first, cached: true });
    const frame = await ports.engine.read(ports.lake.path(first.dataset.sha256), first.dataset.schema);
    expect(frame.rows).toBe(7043);
  });

  test('is made again when the rows, what shapes them or the program change, and for nothing else', async () => {
    const rows = readFileSync(join(folder, 'churn.csv'), 'utf8').split('\n').slice(0, 400);
    write('some.csv', rows.join('\n'));
    const base = design('some.csv', 'Churn');
    await prepared(base);
    expect((await prepared({ ...base, evaluation: { primary: 'logLoss' }, seed: 7 })).cached).toBe(true);
    expect((await prepared(base, '2')).cached).toBe(false);
    const dropped = await prepared({
      ...base,
      data: { sources: ['some.csv'], columns: { tenure: { drop: true } } },
    });
    expect(dropped.cached).toBe(false);
    expect(dropped.dataset.schema.map((c) => c.name)).not.toContain('tenure');
    // The same bytes of rows, for another target: another dataset.
    const other = await prepared(design('some.csv', 'partner'));
    const same = await prepared(base);
    expect(other.dataset.sha256).not.toBe(same.dataset.sha256);
    expect(same.cached).toBe(true);
  });
});

describe('a target that cannot be learned is refused', () => {
  test.each([
    ['single', 'a,y\n1,no\n2,no\n', 'design/target-unusable'],
    ['missing', 'a,y\n1,\n2,NA\n', 'design/target-unusable'],
    ['absent', 'a,b\n1,2\n2,3\n', 'design/column-unknown'],
  ])('%s', async (name, csv, code) => {
    write(`${name}.csv`, csv);
    expect(await failureOf(prepared(design(`${name}.csv`, 'y')))).toBe(code);
  });

  test('one number among words: what counts as missing is no second value', async () => {
    write('words.csv', table({ a: (i) => i, y: (i) => (i < 2 ? 'n/k' : 7) }, 60));
    expect(await failureOf(prepared(design('words.csv', 'y')))).toBe('design/target-unusable');
  });

  test('one number in two spellings', async () => {
    write('once.csv', table({ a: (i) => i, y: (i) => (i < 2 ? '7.0' : 7) }, 60));
    const input: DesignInput = { data: 'once.csv', framing: { target: 'y', category: 'regression' } };
    expect(await failureOf(prepared(input))).toBe('source/single-class');
  });

  test.each([
    ['1e151', 1e151, 1.5],
    ['-1e308', -1e308, 1.5],
    ['all below 1e-300', 1e-305, 1e-308],
  ])('numbers whose squares cannot be held: %s', async (_what, one, unit) => {
    write('scale.csv', table({ a: (i) => i % 7, y: (i) => (i === 5 ? one : i * unit) }, 60));
    expect(await failureOf(prepared(design('scale.csv', 'y')))).toBe('source/target-scale');
  });
});

describe('findings', () => {
  test('an honest table has none', async () => {
    expect(await found('honest', honest)).toEqual([]);
  });

  test.each([
    ['the target under another name', (y: string) => (y === 'yes' ? 1 : 0), /alone tells y almost perfectly/],
    [
      'a note written after the event',
      (y: string) => (y === 'yes' ? `called back on day ${r()}` : ''),
      /alone tells y almost perfectly/,
    ],
    [
      'a number that moves with the outcome',
      (y: string) => (y === 'yes' ? 2 + 3 * r() : 4 * r()).toFixed(4),
      /far better than any other column/,
    ],
  ])('a planted leak: %s', async (name, leaked, says) => {
    let y = '';
    const findings = await found(`leak-${name.replaceAll(' ', '-')}`, {
      ...honest,
      y: () => (y = honest.y()),
      after: () => leaked(y),
    });
    const leaks = findings.filter((f) => f.kind === 'possible-leak');
    expect(leaks).toMatchObject([
      { column: 'after', severity: 'warning', says: expect.stringMatching(says) },
    ]);
  });

  test('each kind, with its figures', async () => {
    const findings = await found('all-kinds', {
      ...honest,
      y: (i) => (i < 590 ? honest.y() : ['rare', ''][i % 2]!),
      same: () => 'x',
      empty: () => '',
      customer_id: (i) => `C${i}`,
      amount: (i) => (i % 50 === 0 ? 'unknown' : (i * 1.5).toFixed(2)),
      hardly: (i) => (i % 4 === 0 ? i % 9 : ''),
      city: (i) => `city ${i % 120}`,
    });
    expect(findings.map((f) => [f.kind, f.column])).toEqual([
      ['target-missing', 'y'],
      ['mixed-types', 'amount'],
      ['rare-class', 'y'],
      ['constant', 'same'],
      ['constant', 'empty'],
      ['identifier-like', 'customer_id'],
      ['mostly-missing', 'hardly'],
      ['high-cardinality', 'city'],
    ]);
    expect(findings[1]!.says).toBe(
      '2.0 % of the values of amount are not numbers, as the others are, such as "unknown"; they count as missing.',
    );
    expect(findings.map((f) => f.facts)[0]).toEqual({ rows: 5 });
  });

  test('a decimal comma is named, with what to do', async () => {
    write('comma.csv', `x;y\n${Array.from({ length: 200 }, (_, i) => `${i % 60},5;${i % 2}`).join('\n')}`);
    const { dataset } = await prepared({ ...design('comma.csv', 'y'), name: 'comma' });
    expect(dataset.findings[0]!.says).toBe(
      'x is read as nominal, but most of it looks like something else (100 % numbers with a decimal comma, such as "0,5", "1,5", "10,5"); mend the source or declare its type.',
    );
  });

  test('repeated rows and sources of low trust', async () => {
    write('low.csv', table({ x: (i) => i % 10, y: (i) => i % 2 }, 100));
    const source = { file: 'low.csv', trust: 'low', collectedBy: 'a survey' } as const;
    const { dataset } = await prepared({ data: { sources: [source] }, framing: { target: 'y' } });
    expect(dataset.findings.map((f) => f.says)).toEqual([
      expect.stringMatching(/^x alone tells y almost perfectly/),
      'The source low is declared to be of low trust (collected by a survey); it gives 100 rows.',
      '90 rows (90.0 %) repeat an earlier row in every column; a copy on both sides of the split flatters the score.',
    ]);
  });
});

import { expect, test } from 'vitest';
import { scratch } from './scratch.ts';

const { infer, engine, source } = scratch();

const rows = (n: number, cell: (i: number) => string, name = 'x'): string =>
  `${name}\n${Array.from({ length: n }, (_, i) => cell(i)).join('\n')}\n`;
const first = async (csv: string) => (await infer(csv))[0]!;

/** Columns of 50 cells, each with the type that it is. */
const COLUMNS: readonly (readonly [type: string, cell: (i: number) => string, name?: string])[] = [
  ['continuous', (i) => `${i / 7}`],
  ['continuous', (i) => `${i}e-3`],
  ['discrete', (i) => `${i % 9}`],
  ['boolean', (i) => (i % 3 ? 'Yes' : 'No')],
  ['boolean', (i) => (i % 3 ? 'T' : 'F')],
  ['boolean', (i) => `${i % 2}`],
  ['nominal', (i) => ['red', 'green', 'blue'][i % 3]!],
  ['nominal', () => 'same'],
  ['nominal', () => ''],
  ['ordinal', (i) => ['Low', 'Medium', 'High'][i % 3]!],
  ['text', (i) => `the ${i}th review says that this is fine`],
  ['identifier', (i) => `C-${i}`],
  ['identifier', (i) => `${i * 3}`, 'customer_id'],
  ['identifier', (i) => `${1000 + i}`],
  ['identifier', (i) => `9007199254740993${i}`],
  ['nominal', (i) => `0${i % 5}123`],
  ['timestamp', (i) => `2024-01-${10 + (i % 10)}`],
  ['timestamp', (i) => `2024-01-10T10:${10 + i}:00+02:00`],
  ['timestamp', (i) => `${13 + (i % 10)}/02/2024 10:30`],
  ['timestamp', (i) => (i % 2 ? '2024-02-01' : `"Feb ${10 + (i % 9)}, 2024"`)],
];

test('the type of a column follows from its cells', async () => {
  const header = COLUMNS.map(([, , name], c) => name ?? `x${c}`).join(',');
  const lines = Array.from({ length: 50 }, (_, i) => COLUMNS.map(([, cell]) => cell(i)).join(','));
  const found = await infer(`${header}\n${lines.join('\n')}\n`);
  expect(found.map((c, i) => [i, c.type])).toEqual(COLUMNS.map(([type], i) => [i, type]));
});

test('integers beyond 2^53 lose no digit', async () => {
  const column = await first(rows(3, (i) => `900719925474099${i}`));
  expect(column).toMatchObject({ type: 'identifier', distinct: 3 });
  const { schema } = await engine.shape([{ name: 'x', type: 'nominal' }], null);
  expect(schema[0]!.dictionary).toEqual(['9007199254740990', '9007199254740991', '9007199254740992']);
});

test('numbers with a stray text stay numbers and tell the share', async () => {
  const column = await first(rows(4000, (i) => (i === 7 ? 'n/k' : `${i / 3}`)));
  expect(column).toMatchObject({
    type: 'continuous',
    odd: 1 - 3999 / 4000,
    oddExamples: ['n/k'],
    missing: 0,
  });
});

test('blank cells and the usual spellings are missing, honest words are not', async () => {
  const [charges, alley] = await infer(`charges,alley\n1.5,None\n" ",NA\n,null\n2.5,?\nNaN,a\n`);
  expect(charges).toMatchObject({ type: 'continuous', missing: 3, odd: 0 });
  expect(alley).toMatchObject({ type: 'nominal', missing: 2, values: ['?', 'None', 'a'] });
});

test('an infinity is odd, not a number', async () => {
  expect(await first(rows(100, (i) => (i === 3 ? 'inf' : `${i}.5`)))).toMatchObject({ odd: 1 - 99 / 100 });
});

test('a decimal comma is told, not guessed away', async () => {
  const [column] = await infer(`x;y\n${Array.from({ length: 40 }, (_, i) => `${i},5;1`).join('\n')}\n`);
  expect(column).toMatchObject({ type: 'nominal', odd: 1, because: '100 % numbers with a decimal comma' });
});

test('which of day and month comes first is told by the rows that can tell', async () => {
  expect(await first(rows(30, (i) => `${1 + (i % 28)}/02/2024`))).toMatchObject({ dateOrder: 'day-first' });
  expect(await first(rows(30, (i) => `02/${1 + (i % 28)}/2024`))).toMatchObject({ dateOrder: 'month-first' });
  const either = await first(rows(30, (i) => `01/0${1 + (i % 9)}/2024`));
  expect(either.because).toBe('dates with the month first; the day first would fit too');
});

test('values come in the order of the dictionary, with their rows', async () => {
  const [grade, yes, level] = await infer('grade,yes,level\n10,Y,high\n2,N,low\n10,Y,medium\n');
  expect(grade).toMatchObject({ values: ['2', '10'], counts: [1, 2] });
  expect(yes).toMatchObject({ values: ['N', 'Y'], counts: [1, 2] });
  expect(level).toMatchObject({ values: ['low', 'medium', 'high'], counts: [1, 1, 1] });
});

test('JSON Lines: keys may be absent, types may differ, nesting becomes text', async () => {
  const lines = ['{"a":1,"b":"x","c":{"d":[1]}}', '{"b":2,"a":null}', '{"a":3,"e":true}'];
  const { columns } = await engine.load([source('some.jsonl', lines.join('\n'))], []);
  expect(columns.map((c) => [c.name, c.type, c.missing])).toEqual([
    ['a', 'discrete', 1],
    ['b', 'nominal', 1],
    ['c', 'nominal', 2],
    ['e', 'nominal', 2],
  ]);
  expect(columns[2]!.values).toEqual(['{"d":[1]}']);
});

test('the same through TSV, JSON and gzip', async () => {
  const tsv = await engine.load([source('t.tsv', 'a\tb\n1\tx,y\n2\t"q"\n')], []);
  expect(tsv.columns.map((c) => c.values)).toEqual([
    ['1', '2'],
    ['q', 'x,y'],
  ]);
  const json = await engine.load([source('t.json', '[{"a":1,"b":"x,y"},{"a":2,"b":"q"}]')], []);
  expect(json.columns.map((c) => c.values)).toEqual([
    ['1', '2'],
    ['q', 'x,y'],
  ]);
});

test.each([
  ['CR LF', '\r\n', '\n'],
  ['LF', '\n', '\r\n'],
])(
  'lines that end in %s hold quoted cells with line ends of another kind, in the header too',
  async (_name, end, other) => {
    const text = [`"a${other}b",y`, `"1${other}2",Yes`, '3,No', ''].join(end);
    const { rows, columns } = await engine.load([source('ends.csv', text)], []);
    expect(rows).toBe(2);
    expect(columns.map((c) => [c.name, c.values])).toEqual([
      [`a${other}b`, [`1${other}2`, '3']],
      ['y', ['No', 'Yes']],
    ]);
  },
);

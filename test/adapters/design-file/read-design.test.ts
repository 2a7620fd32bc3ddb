import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDesign } from '../../../src/adapters/design-file/read-design.ts';
import { Failure } from '../../../src/errors/fail.ts';
import { type Read, readInNode } from './read-in-node.ts';

const folderOf = (files: Readonly<Record<string, string>>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
};

const PATHS = [
  ['framing', 'target'],
  ['data', 'sources', 1, 'file'],
  ['data', 'columns', 'odd name', 'drop'],
  ['models', 1, 'depth'],
  ['models', 1, 'absent', 'deeper'],
  ['nothing'],
] as const;

const TYPESCRIPT = `import { defineSystem } from 'millwright';
import type { Columns } from './churn.columns.ts';

const target = 'Churn' as const;
const shared = { models: ['logistic', { name: 'boosted-trees', depth: 3 }] };

export default defineSystem<Columns>({
  ...shared,
  framing: { target },
  data: {
    sources: ['a.csv', { file: 'b.csv' }],
    columns: { 'odd name': { drop: true } },
  },
}) satisfies object;
`;

const YAML = `# a design
framing: { target: Churn }
data:
  sources:
    - a.csv
    - file: b.csv
  columns:
    odd name: &drop
      drop: true
models:
  - logistic
  - { name: boosted-trees, depth: 3 }
`;

const JSON_TEXT = `{
  "framing": { "target": "Churn" },
  "data": {
    "sources": ["a.csv", { "file": "b.csv" }],
    "columns": { "odd name": { "drop": true } } },
  "models": ["logistic", { "name": "boosted-trees", "depth": 3 }]
}
`;

test('is a module whatever package.json stands beside it, without a warning', () => {
  const names = ['{}', '{ "type": "commonjs" }'].map((text, i) => {
    const folder = folderOf({
      'package.json': text,
      'target.ts': "export const target = 'Churn';\n",
      [`a${i}.design.ts`]:
        "import { target } from './target.ts';\nexport default { data: 'a.csv', framing: { target } };\n",
    });
    return join('..', basename(folder), `a${i}.design.ts`);
  });
  for (const read of readInNode(folderOf({}), names))
    expect(read).toMatchObject({ input: { framing: { target: 'Churn' } } });
});

describe('one design, three ways to write it', () => {
  const names = ['a.design.ts', 'a.design.yaml', 'a.design.json'];
  const folder = folderOf({
    'a.design.ts': TYPESCRIPT,
    'a.design.yaml': YAML,
    'a.design.json': JSON_TEXT,
    'loss.design.ts': `export default { data: 'a.csv', framing: { target: 'y' }, models: [{ name: 'boosted-trees',
  gradient: (y: number, score: number): number =>
    Math.tanh(score - y) }] };
`,
  });
  const [ts, yaml, json, loss] = readInNode(folder, [...names, 'loss.design.ts'], PATHS);

  test('is the same design', () => {
    const expected = {
      framing: { target: 'Churn' },
      data: { sources: ['a.csv', { file: 'b.csv' }], columns: { 'odd name': { drop: true } } },
      models: ['logistic', { name: 'boosted-trees', depth: 3 }],
    };
    expect([ts!.input, yaml!.input, json!.input]).toEqual([expected, expected, expected]);
    expect(ts!.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('keeps the function of a loss as its text', () => {
    const gradient = '(y, score) => Math.tanh(score - y)';
    expect(loss!.input).toMatchObject({ models: [{ gradient }] });
  });

  const spots = (read: Read): string[] =>
    read.places!.map(({ value, key }) => `${value.line}:${value.column} ${key.line}:${key.column}`);

  test('tells lines and columns in TypeScript, through constants and spreads', () => {
    expect(spots(ts!)).toEqual([
      '4:16 9:14',
      '11:32 11:26',
      '12:36 12:30',
      '5:71 5:64',
      '5:39 5:39',
      '7:38 7:38',
    ]);
    expect(ts!.places![0]!.value.file).toBe('a.design.ts');
  });

  test('tells lines and columns in YAML', () => {
    expect(spots(yaml!)).toEqual([
      '2:20 2:12',
      '6:13 6:7',
      '9:13 9:7',
      '12:35 12:28',
      '12:5 12:5',
      '2:1 2:1',
    ]);
  });

  test('tells lines and columns in JSON', () => {
    expect(spots(json!)).toEqual([
      '2:26 2:16',
      '4:36 4:28',
      '5:40 5:32',
      '6:62 6:53',
      '6:26 6:26',
      '1:1 1:1',
    ]);
  });
});

describe('what is wrong is told with its line and column', () => {
  const cases: Readonly<Record<string, readonly [text: string, code: string, at: string, says?: RegExp]>> = {
    'syntax.ts': ['export default {\n  a: 1,,\n};\n', 'design/syntax', '2:8', /Unexpected token/],
    'types.ts': ['const a: number = ;\n', 'design/syntax', '1:19', /Expression expected/],
    'enum.ts': ['enum A { b }\nexport default {};\n', 'design/syntax', '1:1', /enum/],
    'no-default.ts': ['export const a = 1;\n', 'design/no-export', '1:1'],
    'no-file.ts': [
      "\nimport { x } from './absent.ts';\nexport default x;\n",
      'design/import-absent',
      '2:19',
      /"\.\/absent\.ts"/,
    ],
    'no-package.ts': [
      "import x from 'no-such-package';\nexport default x;\n",
      'design/import-absent',
      '1:15',
      /"no-such-package"/,
    ],
    'throws.ts': [
      "const x = () => {\n  throw new Error('no luck');\n};\nexport default x();\n",
      'design/threw',
      '2:9',
      /no luck/,
    ],
    'no-name.ts': [
      "import { nothing } from 'millwright';\nexport default nothing;\n",
      'design/threw',
      '1:1',
      /nothing/,
    ],
    'function.ts': ['export default () => 1;\n', 'design/not-data', '1:16', /it is a function/],
    'promise.ts': ['export default Promise.resolve({});\n', 'design/not-data', '1:32', /a promise/],
    'circle.ts': [
      'const a = {};\na.b = a;\nexport default a;\n',
      'design/not-data',
      '1:11',
      /contains itself/,
    ],
    'bigint.ts': ['export default { seed: 5n };\n', 'design/not-data', '1:16', /seed is 5n/],
    'nan.ts': ['export default { seed: Number.NaN };\n', 'design/not-data', '1:16', /seed is NaN/],
    'getter.ts': [
      "export default { get data() {\n  throw new Error('no luck');\n} };\n",
      'design/not-data',
      '1:16',
      /no luck/,
    ],
    'field.ts': [
      "export default { data: 'a.csv', framing: { targe: 'y', target: 'y' } };\n",
      'design/field-unknown',
      '1:44',
      /Did you mean "target"/,
    ],
    'value.ts': [
      "export default {\n  data: 'a.csv',\n  framing: { target: 'y' },\n  seed: 'x',\n};\n",
      'design/field-invalid',
      '4:9',
    ],
    'indent.yaml': ['data: a.csv\n framing:\n  target: y\n', 'design/syntax', '1:7'],
    'twice.yaml': ['data: a.csv\ndata: b.csv\n', 'design/syntax', '2:1', /unique/],
    'tabs.yaml': ['data: a.csv\nframing:\n\ttarget: y\n', 'design/syntax', '3:1', /Tabs/],
    'alias.yaml': ['data: *nope\n', 'design/syntax', '1:7', /"\*nope".*"&nope"/],
    'bomb.yaml': [
      `a: &a [x,x,x,x,x,x,x,x]\n${[...'bcdef'].map((c, i) => `${c}: &${c} [${Array(8).fill(`*${'abcde'[i]}`)}]\n`).join('')}`,
      'design/syntax',
      '1:1',
      /alias/,
    ],
    'documents.yaml': ['data: a.csv\n---\ndata: b.csv\n', 'design/syntax', '2:1', /a design is one/],
    'value.yaml': ['data: a.csv\nframing:\n  target: [y]\n', 'design/field-invalid', '3:11'],
    'empty.yaml': ['', 'design/field-invalid', '1:1', /must be an object/],
    'comma.json': ['{\n  "data": "a.csv",\n}\n', 'design/syntax', '3:1'],
    'cut.json': ['{\n  "data": "a', 'design/syntax', '2:13'],
    'field.json': [
      '{\n  "data": "a.csv",\n  "framing": { "target": "y" },\n  "sed": 1\n}',
      'design/field-unknown',
      '4:3',
      /"seed"/,
    ],
  };
  const names = Object.keys(cases).map((name) => name.replace('.', '.design.'));
  const folder = folderOf(Object.fromEntries(Object.values(cases).map(([text], i) => [names[i]!, text])));
  const results = readInNode(folder, names);

  test.each(Object.entries(cases).map(([name, c], i) => [name, c, i] as const))(
    '%s',
    (_name, [, code, at, says], i) => {
      const { problems, crash } = results[i]!;
      expect(crash).toBeUndefined();
      const [first] = problems!;
      expect([first!.code, `${first!.place?.line}:${first!.place?.column}`]).toEqual([code, at]);
      expect(first!.place!.file).toBe(names[i]);
      if (says) expect(first!.says).toMatch(says);
    },
  );
});

const failing = async (call: Promise<unknown>): Promise<string> => {
  const error = await call.then(
    () => new Error('nothing was wrong'),
    (e: unknown) => e,
  );
  if (!(error instanceof Failure)) throw error;
  return error.code;
};

test('no file, or one that is no design', async () => {
  const folder = folderOf({ 'a.toml': '' });
  expect(await failing(readDesign(folder, 'absent.design.ts'))).toBe('design/absent');
  expect(await failing(readDesign(folder, 'a.toml'))).toBe('design/format');
});

test('a byte order mark is no character of the design', async () => {
  const folder = folderOf({ 'a.design.json': `\uFEFF${JSON_TEXT}`, 'a.design.yaml': `\uFEFF${YAML}` });
  for (const name of ['a.design.json', 'a.design.yaml'])
    expect((await readDesign(folder, name)).input.framing).toMatchObject({ target: 'Churn' });
});

test('yes and no are words in YAML, numbers are numbers', async () => {
  const folder = folderOf({
    'a.design.yaml': 'data: a.csv\nframing: { target: y, positive: yes }\nseed: 3\n',
  });
  expect((await readDesign(folder, 'a.design.yaml')).input).toMatchObject({
    framing: { positive: 'yes' },
    seed: 3,
  });
});

test('a recommender is held to a shape of its own, in every syntax, with the line of each problem', () => {
  const yaml =
    'kind: recommend\ndata:\n  interactions:\n    file: a.csv\n    usr: u\nframing: { repeats: maybe }\n';
  const json =
    '{\n "kind": "recommend",\n "data": {\n  "interactions": { "file": "a.csv",\n   "usr": "u" } },\n "framing": { "repeats": "maybe" }\n}';
  const typed = `import { defineSystem } from 'millwright';\nexport default defineSystem({\n  kind: 'recommend',\n  data: {\n    interactions: { file: 'a.csv', usr: 'u' },\n  },\n  framing: { repeats: 'maybe' },\n});\n`;
  const folder = folderOf({ 'a.design.yaml': yaml, 'b.design.json': json, 'c.design.ts': typed });
  const lines = [
    [5, 6],
    [5, 6],
    [5, 7],
  ];
  readInNode(folder, ['a.design.yaml', 'b.design.json', 'c.design.ts']).forEach(({ problems, crash }, i) => {
    expect(crash).toBeUndefined();
    expect(problems?.map((p) => [p.code, p.place?.line])).toEqual([
      ['design/field-unknown', lines[i]![0]],
      ['design/field-invalid', lines[i]![1]],
    ]);
    expect(problems?.[0]?.says).toContain('Did you mean "user"?');
  });
});

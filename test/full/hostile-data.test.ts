import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderOf, runCli } from '../cli/run-cli.ts';
import { refusal, resultOf } from './refusal.ts';
import { serveProject } from './served-system.ts';

/** Tables and designs that are wrong, through the real command: each is refused in words, or is a defined result. */
const table = (head: string, row: (i: number) => string, rows = 60): string =>
  `${head}\n${Array.from({ length: rows }, (_, i) => row(i)).join('\n')}\n`;
const yes = (i: number): string => (i % 3 === 0 ? 'No' : 'Yes');

function project(data: string | Uint8Array, design: object = {}): string {
  const cwd = folderOf();
  writeFileSync(join(cwd, 'd.csv'), data);
  const { framing, ...others } = design as { framing?: object };
  const written = { data: 'd.csv', ...others, framing: { target: 'y', ...framing } };
  writeFileSync(join(cwd, 'd.design.json'), JSON.stringify(written));
  return cwd;
}

const honest = table('a,b,y', (i) => `${i % 17},${i % 5},${yes(i)}`);

describe.concurrent('a run refuses', () => {
  test.concurrent.each<[string, string | Uint8Array, string, RegExp, RegExp]>([
    ['an empty file', '', 'source/empty', /d\.csv is empty/, /with rows/],
    ['a header alone', 'a,b,y\n', 'source/no-rows', /3 columns and no rows/, /rows below the header/],
    [
      'ragged rows',
      'a,y\n1,Yes\n2\n3,No,9\n',
      'source/ragged',
      /Line 3 .* 1 cell;.*1 more line/,
      /Add the cells/,
    ],
    [
      'Latin-1',
      Buffer.from('a,Straße,y\n1,2,Yes\n', 'latin1'),
      'source/encoding',
      /not UTF-8: line 1 .* byte 6/,
      /iconv -f WINDOWS-1252/,
    ],
    [
      'UTF-16',
      Buffer.from('\ufeffa,y\n1,Yes\n', 'utf16le'),
      'source/encoding',
      /not UTF-8/,
      /iconv -f UTF-16/,
    ],
    [
      'bytes that are no text',
      Uint8Array.from({ length: 2000 }, (_, i) => (i * 7919) & 255),
      'source/not-text',
      /binary/,
      /export it as CSV/,
    ],
    ['two columns of one name', 'a,a,y\n1,2,Yes\n', 'source/duplicate-columns', /"a"/, /Rename/],
    ['a quote that never closes', 'a,y\n"1,Yes\n2,No\n', 'source/open-quote', /line 2/, /Close the quote/],
    [
      'no target in the data',
      table('a,Y2', (i) => `${i},${yes(i)}`),
      'design/column-unknown',
      /"y"/,
      /"a" or "Y2"/,
    ],
    [
      'a target of one class',
      table('a,y', (i) => `${i % 7},Yes`),
      'design/target-unusable',
      /a single value/,
      /./,
    ],
    ['a target without values', table('a,y', (i) => `${i % 7},`), 'design/target-unusable', /no value/, /./],
    [
      'a target of free text',
      table('a,y', (i) => `${i % 7},these are the words of row ${i} and some more of them ${i * 31}`),
      'design/target-unusable',
      /of type text/,
      /./,
    ],
    [
      'a target of dates',
      table('a,y', (i) => `${i % 7},2024-01-${String(1 + (i % 28)).padStart(2, '0')}`),
      'design/target-unusable',
      /instants/,
      /./,
    ],
    [
      'a target beyond squares',
      table('a,y', (i) => `${i % 7},${i}e300`),
      'source/target-scale',
      /1e\+150/,
      /unit/,
    ],
    ['a single row', 'a,y\n1,Yes\n', 'design/target-unusable', /a single value: Yes/, /./],
    [
      'five rows',
      'a,y\n1,Yes\n2,No\n3,Yes\n4,No\n5,No\n',
      'train/empty-part',
      /of 5 rows/,
      /bring more rows/,
    ],
    [
      'a class in every row',
      table('a,y', (i) => `${i % 7},class ${i}`),
      'design/target-unusable',
      /identifier/,
      /Choose another/,
    ],
  ])('%s', async (_what, data, code, says, fix) => {
    const told = refusal(await runCli(['run', '--json'], { cwd: project(data) }));
    expect(told).toEqual({
      ...told,
      code,
      says: expect.stringMatching(says),
      fix: expect.stringMatching(fix),
    });
  });

  test.concurrent.each<[string, object, string, RegExp]>([
    ['an unknown column', { features: { aa: ['z-score'] } }, 'design/column-unknown', /Did you mean "a"/],
    [
      'an unknown step',
      { features: { a: ['zscore'] } },
      'design/component-unknown',
      /Did you mean "z-score"/,
    ],
    ['an unknown model', { models: ['logistc'] }, 'design/component-unknown', /Did you mean "logistic"/],
    ['an unknown metric', { evaluation: { primary: 'rocAUC2' } }, 'design/component-unknown', /"rocAuc"/],
    ['an unknown class', { framing: { positive: 'Yess' } }, 'design/positive-unknown', /Did you mean "Yes"/],
    ['wrong types', { seed: 'one', models: 'logistic' }, 'design/field-invalid', /seed must be an integer/],
    [
      'shares that do not sum to 1',
      { data: { sources: ['d.csv'], split: { train: 0.9, validation: 0.2 } } },
      'design/shares',
      /train 0\.9 \+ validation 0\.2 = 1\.1/,
    ],
    ['a file that is not there', { data: 'e.csv' }, 'source/absent', /Did you mean "d\.csv"/],
  ])('a design with %s', async (_what, design, code, says) => {
    const told = refusal(await runCli(['run', '--json'], { cwd: project(honest, design) }));
    expect(told).toMatchObject({ code, says: expect.stringMatching(says) });
  });
});

interface Run {
  readonly version: string;
  readonly findings: readonly { readonly kind: string; readonly column: string | null }[];
  readonly models: readonly { readonly model: string }[];
}

describe('a run copes with', () => {
  const html = '<script>alert(1)</script>';
  const long = 'x'.repeat(10_000);
  const columns = `"quo""te";"new\nline";😀;__proto__;constructor;empty;constant;copy;page;huge;when;flag;${long};y`;
  const row = (i: number): string =>
    [
      (i * 7919) % 13,
      i % 5,
      i % 7,
      (i * 31) % 11,
      i % 4,
      '',
      'same',
      yes(i),
      i % 2 ? html : '<img src=x onerror=alert(1)>',
      (i % 101) * 1.7e306,
      ['0001-01-01', '9999-12-31', '2024-02-29', '1969-12-31 23:59:59'][i % 4],
      ['TRUE', 'False'][i % 2],
      (i * 17) % 9,
      yes(i),
    ].join(';');
  const strange = `\ufeff${table(columns, row, 200)}`.replaceAll('\n', '\r\n').replace('new\r\n', 'new\n');
  const cwd = project(strange, {
    models: ['majority', 'logistic'],
    evaluation: { interval: { samples: 20 } },
  });

  test('byte order mark, CRLF, semicolons, names and values of every kind; it tells the leak', async () => {
    const run = resultOf<Run>(await runCli(['run', '--json'], { cwd }));
    const found = (kind: string) => run.findings.filter((f) => f.kind === kind).map((f) => f.column);
    expect(run.version).toBe('d@1');
    expect(found('possible-leak')).toContain('copy');
    expect(found('constant')).toEqual(['empty', 'constant']);
    const report = readFileSync(join(cwd, '.millwright', 'reports', 'd@1.html'), 'utf8');
    expect(report).not.toContain(html);
    expect(report).not.toContain('<img');
    const shown = await runCli(['show'], { cwd });
    expect(shown.code).toBe(0);
  });

  test('the same names and values in a request, in process and in a file', async () => {
    const server = await serveProject(cwd);
    const sent = `{"rows":[{"quo\\"te":1,"new\\nline":2,"😀":3,"__proto__":4,"constructor":5,"page":"${html}","huge":1e308}]}`;
    const answer = await server.send('/v1/predict', sent);
    expect(answer.status).toBe(200);
    const { predictions } = answer.body as { predictions: { id: string; score: number }[] };
    expect(predictions[0]!.score).toBeGreaterThanOrEqual(0);
    await server.stop();
    const replay = resultOf<{ equal: boolean }>(
      await runCli(['replay', predictions[0]!.id, '--json'], { cwd }),
    );
    expect(replay.equal).toBe(true);
    const scored = await runCli(['predict', 'd.csv', 'out.csv', '--json'], { cwd });
    expect(resultOf(scored)).toMatchObject({ rows: 200, absent: [], wrong: {} });
  });

  test('one row of a class, and inputs that never change', async () => {
    const data = table('a,b,y', (i) => `1,x,${i === 7 ? 'Yes' : 'No'}`, 100);
    const ran = await runCli(['run'], { cwd: project(data) });
    expect(ran.code).toBe(0);
    expect(ran.stderr).toContain('rocAuc cannot be measured on these test rows');
    expect(ran.stdout).toMatch(/y is "Yes" in only 1 row/);
    expect(ran.stdout + ran.stderr).not.toMatch(/undefined|NaN|null/);
  });
});

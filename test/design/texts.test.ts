import { mkdtempSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { columnsText } from '../../src/design/columns-text.ts';
import { draftText } from '../../src/design/draft-text.ts';
import { likelyTargets } from '../../src/design/likely-targets.ts';
import { resolveDesign } from '../../src/design/resolve.ts';
import { readInNode } from '../adapters/design-file/read-in-node.ts';
import { CUSTOMERS, column, fileOf } from './made.ts';

const HOSTILE = [
  column(`it's "quoted" \\ */ \n`, 'nominal', { values: ["a'b", '`tick`', '*/ alert'] }),
  column('constructor', 'boolean', { values: ['no', 'yes'] }),
  column('__proto__', 'continuous'),
  column('名前', 'text'),
];

const drafted = (target: string, columns: typeof CUSTOMERS): string =>
  draftText({
    name: 'made',
    file: 'data/a.csv',
    rows: 1000,
    columns,
    target: columns.find((c) => c.name === target)!,
  });

/** Designs as files, read by one Node and resolved. */
function resolvedFrom(drafts: readonly { readonly text: string; readonly columns: typeof CUSTOMERS }[]) {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-'));
  const names = drafts.map((_, i) => `made-${i}.design.ts`);
  drafts.forEach(({ text }, i) => {
    writeFileSync(join(folder, names[i]!), text);
  });
  return readInNode(folder, names).map(({ input, problems }, i) => {
    expect(problems).toBeUndefined();
    return resolveDesign(fileOf(input!, names[i]!), drafts[i]!.columns);
  });
}

describe('the design that init writes', () => {
  const chosen = [
    ...['Churn', 'contract', 'charges'].map((target) => ({ target, columns: CUSTOMERS })),
    ...[HOSTILE[0]!.name, 'constructor'].map((target) => ({ target, columns: HOSTILE })),
  ];
  const last = drafted(CUSTOMERS.at(-1)!.name, CUSTOMERS);
  const taken = last.replace(
    /^(\s*)\/\/ (features|models|costs|split|threshold|latencyMs|constraints|privacy):/gm,
    '$1$2:',
  );
  const designs = resolvedFrom([
    ...chosen.map(({ target, columns }) => ({ text: drafted(target, columns), columns })),
    { text: taken, columns: CUSTOMERS },
  ]);

  test.each(chosen.map(({ target }, i) => [target, i] as const))(
    'can be read and resolved, with the target %j',
    (target, i) => {
      expect(designs[i]!.framing.target).toBe(target);
      expect(designs[i]!.data.sources[0]!.from).toBe('data/a.csv');
    },
  );

  test('stays right when what it only suggests is taken up', () => {
    expect(taken).not.toBe(last);
    const design = designs.at(-1)!;
    expect(design.evaluation.costs).not.toBeNull();
    expect(Object.keys(design.features)).toEqual(['charges']);
  });
});

describe('the columns file', () => {
  test('gives each column its values', () => {
    expect(columnsText(CUSTOMERS, 'churn.csv')).toContain(
      [
        '  /** nominal: 3 different */',
        "  readonly contract: 'monthly' | 'one year' | 'two year';",
        '  /** ordinal: 2 different */',
        "  readonly grade: 'low' | 'high';",
      ].join('\n'),
    );
    expect(columnsText([column('x', 'continuous', { missing: 1200 })], 'a')).toContain(
      '  /** continuous: 500 different; 1,200 missing */\n  readonly x: number | null;',
    );
  });

  test('is TypeScript whatever the names are', () => {
    expect(() => stripTypeScriptTypes(columnsText(HOSTILE, 'a */ b.csv'))).not.toThrow();
  });
});

test('likelyTargets: by name, by place, by two values; never what can be no target', () => {
  expect(likelyTargets(CUSTOMERS).map((t) => t.column)).toEqual(['Churn', 'grade']);
  expect(likelyTargets([column('id', 'identifier'), column('note', 'text')])).toEqual([]);
});

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
function resolvedFrom(texts: readonly string[], columns: typeof CUSTOMERS) {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-'));
  const names = texts.map((_, i) => `made-${i}.design.ts`);
  texts.forEach((text, i) => {
    writeFileSync(join(folder, names[i]!), text);
  });
  return readInNode(folder, names).map(({ input, problems }, i) => {
    expect(problems).toBeUndefined();
    return resolveDesign(fileOf(input!, names[i]!), columns);
  });
}

describe('the design that init writes', () => {
  test.each([
    [['Churn', 'contract', 'charges'], CUSTOMERS],
    [[HOSTILE[0]!.name, 'constructor'], HOSTILE],
  ])('can be read and resolved, with targets %j', (targets, columns) => {
    const designs = resolvedFrom(
      targets.map((target) => drafted(target, columns)),
      columns,
    );
    expect(designs.map((d) => d.framing.target)).toEqual(targets);
    for (const { data } of designs) expect(data.sources[0]!.from).toBe('data/a.csv');
  });

  test('stays right when what it only suggests is taken up', () => {
    const text = drafted(CUSTOMERS.at(-1)!.name, CUSTOMERS);
    const taken = text.replace(
      /^(\s*)\/\/ (features|models|costs|split|threshold|latencyMs|constraints|privacy):/gm,
      '$1$2:',
    );
    expect(taken).not.toBe(text);
    const [design] = resolvedFrom([taken], CUSTOMERS);
    expect(design!.evaluation.costs).not.toBeNull();
    expect(Object.keys(design!.features)).toEqual(['charges']);
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

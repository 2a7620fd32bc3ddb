import { expect, test } from 'vitest';
import { findingsText } from '../../src/cli/findings-text.ts';
import { paint } from '../../src/cli/paint.ts';
import type { Finding } from '../../src/contracts/dataset.ts';

const finding = (severity: Finding['severity'], says: string): Finding => ({
  kind: 'constant',
  severity,
  column: null,
  says,
  facts: {},
});
const text = (findings: readonly Finding[]) => findingsText(findings, paint(false)).split('\n');

test('findings: warnings first, lines wrapped below the sentence', () => {
  const long = `${'word '.repeat(20)}end`;
  expect(text([finding('note', long), finding('warning', 'Mind this.')])).toEqual([
    'warning  Mind this.',
    `note     ${'word '.repeat(17).trim()}`,
    '         word word word end',
  ]);
});

test('findings: the end of a name without end is left out', () => {
  expect(text([finding('note', `${'x'.repeat(10_000)} is constant`)])).toEqual([
    `note     ${'x'.repeat(57)}... is constant`,
  ]);
});

test('findings: a few, and how many more there are; nothing when there are none', () => {
  const many = Array.from({ length: 8 }, (_, i) => finding('note', `n${i}`));
  expect(text(many)).toHaveLength(6);
  expect(text(many).at(-1)).toBe('         3 more in the report');
  expect(text(many.slice(0, 5))).toHaveLength(5);
  expect(text([])).toEqual(['']);
});

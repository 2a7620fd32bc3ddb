import { expect, test } from 'vitest';
import { paint } from '../../src/cli/paint.ts';
import { failureJson, failureText } from '../../src/cli/render.ts';
import { Failure, fail } from '../../src/errors/fail.ts';

const one = fail('design/target-dropped', { target: 'y' }, { file: 'a.design.ts', line: 3, column: 5 });
const many = new Failure(one.code, one.details, one.place, [fail('design/no-export', {})]);

test('a failure in text: what is, where, the fix', () => {
  expect(failureText(one, paint(false))).toBe(
    [
      'error  a.design.ts:3:5',
      '       "y" is the target and is dropped in data.columns.',
      '  fix  Remove "drop", or choose another target. (design/target-dropped)',
    ].join('\n'),
  );
});

test('several failures: each, and how many', () => {
  const text = failureText(many, paint(false));
  expect(text.match(/^error/gm)).toHaveLength(2);
  expect(text).toMatch(/2 problems; nothing was done\.$/);
});

test('a failure as JSON', () => {
  expect(failureJson(many)).toEqual({
    error: {
      code: 'design/target-dropped',
      says: '"y" is the target and is dropped in data.columns.',
      fix: 'Remove "drop", or choose another target.',
      place: { file: 'a.design.ts', line: 3, column: 5 },
      details: { target: 'y' },
      others: [
        {
          code: 'design/no-export',
          says: 'The design file has no default export.',
          fix: 'Write "export default defineSystem({ ... })".',
          place: null,
          details: {},
        },
      ],
    },
  });
});

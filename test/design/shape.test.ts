import { readFileSync } from 'node:fs';
import type { Static } from 'typebox';
import { expect, expectTypeOf, test } from 'vitest';
import type { Shape } from '../../src/design/check-shape.ts';
import type { DesignInput } from '../../src/design/input.ts';
import { designShape } from '../../src/design/shape.ts';

/** As the twin declares it: read-only, and a column that is named may be left undefined. */
type Frozen<T> = T extends object
  ? { readonly [K in keyof T]: Frozen<T[K]> | (string extends K ? undefined : never) }
  : T;
type Schema = Frozen<Static<typeof designShape>>;

test('the TypeScript twin fits the schema', () => {
  expectTypeOf<DesignInput>().toExtend<Schema>();
});

test('every field says what it is, in the words of the TypeScript twin', () => {
  const source = readFileSync(new URL('../../src/design/input.ts', import.meta.url), 'utf8');
  const fields = new Map<string, Set<string>>();
  for (const [, doc, field] of source.matchAll(/\/\*\* ([^\n]*?) \*\/\n\s+readonly (\w+)\??:/g))
    fields.set(field!, (fields.get(field!) ?? new Set()).add(doc!));
  const silent: string[] = [];
  walk(designShape as unknown as Shape, 'design');
  expect(silent).toEqual([]);

  function walk(shape: Shape, at: string): void {
    for (const branch of shape.anyOf ?? []) walk(branch, at);
    for (const inner of Object.values(shape.patternProperties ?? {})) walk(inner, `${at}.*`);
    if (shape.items) walk(shape.items, `${at}[]`);
    for (const [field, inner] of Object.entries(shape.properties ?? {})) {
      if (inner.description === undefined || !fields.get(field)?.has(inner.description))
        silent.push(`${at}.${field}: ${inner.description}`);
      walk(inner, `${at}.${field}`);
    }
  }
});

test('is JSON Schema: data only', () => {
  expect(JSON.parse(JSON.stringify(designShape))).toEqual(designShape);
});

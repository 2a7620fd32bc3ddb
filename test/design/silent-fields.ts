import { readFileSync } from 'node:fs';
import type { Shape } from '../../src/design/check-shape.ts';

/** As the TypeScript twin of a schema declares it: read-only, and a column that is named may be left undefined. */
export type Frozen<T> = T extends object
  ? { readonly [K in keyof T]: Frozen<T[K]> | (string extends K ? undefined : never) }
  : T;

/** Fields of a shape that do not say what they are in the words of its TypeScript twin in these files of src/design. */
export function silentFields(shape: object, files: readonly string[]): readonly string[] {
  const fields = new Map<string, Set<string>>();
  for (const file of files) {
    const source = readFileSync(new URL(`../../src/design/${file}`, import.meta.url), 'utf8');
    for (const [, doc, field] of source.matchAll(/\/\*\* ([^\n]*?) \*\/\n\s+readonly (\w+)\??:/g))
      fields.set(field!, (fields.get(field!) ?? new Set()).add(doc!));
  }
  const silent: string[] = [];
  walk(shape as Shape, 'design');
  return silent;

  function walk(part: Shape, at: string): void {
    for (const branch of part.anyOf ?? []) walk(branch, at);
    for (const inner of Object.values(part.patternProperties ?? {})) walk(inner, `${at}.*`);
    if (part.items) walk(part.items, `${at}[]`);
    for (const [field, inner] of Object.entries(part.properties ?? {})) {
      if (inner.description === undefined || !fields.get(field)?.has(inner.description))
        silent.push(`${at}.${field}: ${inner.description}`);
      walk(inner, `${at}.${field}`);
    }
  }
}

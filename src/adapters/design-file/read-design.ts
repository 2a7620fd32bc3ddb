import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { checkShape } from '../../design/check-shape.ts';
import type { AnyDesignFile } from '../../design/file.ts';
import type { DesignInput } from '../../design/input.ts';
import { shapeOf } from '../../design/shape-of.ts';
import { fail, throwCollected } from '../../errors/fail.ts';
import { readJson } from './read-json.ts';
import { readTypeScript } from './read-typescript.ts';
import { readYaml } from './read-yaml.ts';
import type { Reader } from './reader.ts';

/** One reader for each ending of a file name. */
const READERS: Readonly<Record<string, Reader>> = {
  ts: readTypeScript,
  yaml: readYaml,
  yml: readYaml,
  json: readJson,
};

/**
 * Read a design file and check its shape. A design in TypeScript is loaded as the program that it is.
 *
 * @param path absolute, or relative to the project; places in errors are relative to the project
 * Throws 'design/absent', 'design/format', 'design/syntax', 'design/no-export', 'design/import-absent',
 * 'design/threw', and every 'design/field-...' at once.
 */
export async function readDesign(project: string, path: string): Promise<AnyDesignFile> {
  const absolute = resolve(project, path);
  const file = relative(project, absolute);
  const reader = READERS[/\.([a-z]+)$/.exec(path)?.[1] ?? ''];
  if (reader === undefined) throw fail('design/format', { file });
  const bytes = await readFile(absolute).catch(() => {
    throw fail('design/absent', { file });
  });
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { value, locate } = await reader({ file, absolute, text, sha256 });
  throwCollected(checkShape(shapeOf(value), value, locate));
  // Its shape is that of its kind, which the compiler cannot see.
  const input = value as DesignInput;
  return { input, path: file, sha256, locate: (p, at = 'value') => locate(p, at) };
}

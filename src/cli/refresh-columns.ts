import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeText } from './write-text.ts';

/**
 * Keep NAME.columns.ts beside a design in TypeScript; it is left alone when it is right.
 *
 * design: path of the design file, relative to the project.
 */
export async function refreshColumns(project: string, design: string, text: string): Promise<void> {
  if (!design.endsWith('.ts')) return;
  const path = join(project, design.replace(/(\.design)?\.ts$/, '.columns.ts'));
  const there = await readFile(path, 'utf8').catch(() => null);
  if (there !== text) await writeText(path, text);
}

import { readFileSync } from 'node:fs';

/** Version of the program, from its package.json: the same place relative to src/cli and dist/cli. */
export function programVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** A file of the built console, in memory: no path of a request reaches a disk. */
export interface ConsoleFile {
  /** Content type. */
  readonly type: string;
  readonly body: Buffer;
  /** The same, compressed; absent where that would not be smaller. */
  readonly gzip?: Buffer;
}

/** The files of the console as it was built, by name; undefined when there is none. Read once: a few hundred kilobytes. */
export function consoleFiles(folder: string): ReadonlyMap<string, ConsoleFile> | undefined {
  if (!existsSync(join(folder, 'index.html'))) return undefined;
  const names = readdirSync(folder).filter((name) => extname(name) in TYPES);
  return new Map(
    names.map((name) => {
      const body = readFileSync(join(folder, name));
      const gzip = gzipSync(body, { level: 9 });
      const file = { type: TYPES[extname(name)]!, body, ...(gzip.length < body.length && { gzip }) };
      return [name, file];
    }),
  );
}

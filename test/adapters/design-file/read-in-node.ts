/**
 * Reads design files in a Node of its own, as a job does: the test runner has a module loader of its own, which would
 * not let a design find `millwright`. As a program: prints what came of each file, in the order of the arguments.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { readDesign } from '../../../src/adapters/design-file/read-design.ts';
import type { DesignPath } from '../../../src/design/file.ts';
import type { DesignInput } from '../../../src/design/input.ts';
import { Failure, type Place } from '../../../src/errors/fail.ts';

export interface Read {
  readonly input?: DesignInput;
  readonly sha256?: string;
  /** Places of the paths that were asked for, in their order: of the value and of the key. */
  readonly places?: readonly { readonly value: Place; readonly key: Place }[];
  readonly problems?: readonly { readonly code: string; readonly says: string; readonly place?: Place }[];
  readonly crash?: string;
}

/** Read these files of a folder. */
export function readInNode(
  folder: string,
  files: readonly string[],
  paths: readonly DesignPath[] = [],
): Read[] {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      fileURLToPath(import.meta.url),
      folder,
      JSON.stringify(paths),
      ...files,
    ],
    { encoding: 'utf8' },
  );
  if (stderr !== '') throw new Error(stderr);
  return JSON.parse(stdout) as Read[];
}

async function read(folder: string, file: string, paths: readonly DesignPath[]): Promise<Read> {
  try {
    const design = await readDesign(folder, file);
    const places = paths.map((p) => ({ value: design.locate(p)!, key: design.locate(p, 'key')! }));
    return { input: design.input as DesignInput, sha256: design.sha256, places };
  } catch (error) {
    if (!(error instanceof Failure)) return { crash: (error as Error).stack ?? String(error) };
    const all = [error, ...error.others];
    return {
      problems: all.map(({ code, message, place }) => ({ code, says: message, ...(place ? { place } : {}) })),
    };
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, paths, ...files] = process.argv.slice(2);
  const results: Read[] = [];
  for (const file of files) results.push(await read(folder!, file, JSON.parse(paths!) as DesignPath[]));
  process.stdout.write(JSON.stringify(results));
}

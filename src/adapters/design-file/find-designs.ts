import { readdir } from 'node:fs/promises';
import type { AnyDesignFile } from '../../design/file.ts';
import { systemNameOf } from '../../design/system-name-of.ts';
import { fail } from '../../errors/fail.ts';
import { nearest } from '../../errors/nearest.ts';
import { readDesign } from './read-design.ts';

const DESIGN = /^[^.].*\.design\.(ts|yaml|yml|json)$/;

/** Paths of the design files of a project, relative to it, in the order of their names. */
export async function findDesigns(project: string): Promise<readonly string[]> {
  const names = await readdir(project);
  return names.filter((name) => DESIGN.test(name)).sort();
}

/**
 * Read the design of one system of a project.
 *
 * @param system its name; may be left out when the project has just one
 * Throws 'design/none', 'design/system-unchosen', 'design/system-unknown', 'design/twice', and what `readDesign` throws.
 */
export async function readSystem(project: string, system: string | undefined): Promise<AnyDesignFile> {
  const paths = await findDesigns(project);
  if (paths.length === 0) throw fail('design/none', { project });
  if (system === undefined) {
    if (paths.length > 1) throw fail('design/system-unchosen', { known: paths.map(systemNameOf) });
    return readDesign(project, paths[0]!);
  }
  // A file that bears the name is tried alone, so that a broken neighbour is no obstacle.
  const named = paths.filter((path) => systemNameOf(path) === system);
  const candidates = named.length > 0 ? named : paths;
  const files = await Promise.all(candidates.map((path) => readDesign(project, path)));
  const found = files.filter((file) => nameOf(file) === system);
  if (found.length > 1) throw fail('design/twice', { name: system, files: found.map((f) => f.path) });
  if (found[0] !== undefined) return found[0];
  const known = named.length > 0 ? paths.map(systemNameOf) : files.map(nameOf);
  throw fail('design/system-unknown', { name: system, known, near: nearest(system, known) });
}

const nameOf = (file: AnyDesignFile): string => file.input.name ?? systemNameOf(file.path);

import { type Failure, fail } from './fail.ts';

/** What an error of the file system tells of itself. */
interface DiskError {
  readonly code?: string;
  readonly path?: string;
}

/** What codes of the operating system mean to whoever owns the disk; all others are faults of the program. */
const REFUSALS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'its disk can only be read',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EEXIST: 'something else of that name is in the way',
  EISDIR: 'it is a folder, not a file',
  EIO: 'the disk reports an error',
  ENAMETOOLONG: 'its name is too long for the disk',
};

/** Why the disk refused, in half a sentence; undefined when it is not the disk that refuses. */
export const diskRefusal = (error: unknown): string | undefined =>
  REFUSALS[(error as DiskError | null)?.code ?? ''];

/** An error of the file system as a failure in words of ours; undefined when it is not the disk that refuses. */
export function diskFailure(error: unknown): Failure | undefined {
  const because = diskRefusal(error);
  if (because === undefined) return undefined;
  const { path = null } = error as DiskError;
  if (because === REFUSALS.ENOSPC) return fail('disk/full', { path });
  return fail('disk/refused', { path: path ?? 'A file of this project', because });
}

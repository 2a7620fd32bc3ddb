import { readKeys, writeKeys } from '../../adapters/files/key-file.ts';
import { newKey, parseKeys, ROLES, type StoredKey, storedKey } from '../../http/keys.ts';

export interface ProjectKeys {
  readonly keys: readonly StoredKey[];
  /** Made just now, because there was none: shown once, kept as a hash only. */
  readonly fresh: string | null;
}

/** The keys of a project: those of MILLWRIGHT_KEYS and those kept; when there is none, one with every role is made. */
export async function projectKeys(store: string, env: string | undefined): Promise<ProjectKeys> {
  const keys = [...parseKeys(env ?? ''), ...(await readKeys(store))];
  if (keys.length > 0) return { keys, fresh: null };
  const fresh = newKey();
  const first = storedKey('first', ROLES, fresh);
  await writeKeys(store, [first]);
  return { keys: [first], fresh };
}

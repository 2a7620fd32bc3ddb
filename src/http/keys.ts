import { hash, randomBytes } from 'node:crypto';
import { fail } from '../errors/fail.ts';

/** ingest: send events and labels. predict: ask for predictions. read: look at what is there. admin: everything. */
export type Role = 'ingest' | 'predict' | 'read' | 'admin';
export const ROLES: readonly Role[] = ['ingest', 'predict', 'read', 'admin'];

/** A key as kept: never the key itself. */
export interface StoredKey {
  readonly name: string;
  readonly roles: readonly string[];
  /** sha256 of the key, hexadecimal. */
  readonly sha256: string;
}

/** A fresh key: 192 random bits. */
export const newKey = (): string => `mw_${randomBytes(24).toString('base64url')}`;

export const storedKey = (name: string, roles: readonly Role[], key: string): StoredKey => ({
  name,
  roles,
  sha256: hash('sha256', key),
});

/**
 * Who may do what. Keys are compared by their sha256, as a look-up: what its time could tell is about the hash of a
 * guess, which says nothing about the key.
 */
export class KeyRing {
  readonly #roles = new Map<string, readonly string[]>();
  /** Bearer headers that were right, so that a client in full flow is hashed once. Never more than there are keys. */
  readonly #met = new Map<string, readonly string[]>();

  constructor(keys: readonly StoredKey[]) {
    for (const { sha256, roles } of keys) this.#roles.set(sha256, roles);
  }

  /** Throws 'http/no-key' or 'http/wrong-role'. @param header the Authorization header */
  check(header: string | undefined, needs: Role, reading: boolean): void {
    const has = (header && this.#met.get(header)) || this.#lookUp(header, reading);
    if (has === undefined) throw fail('http/no-key', {});
    checkRole(has, needs);
  }

  #lookUp(header: string | undefined, reading: boolean): readonly string[] | undefined {
    const key = keyIn(header, reading);
    const has = key === undefined ? undefined : this.#roles.get(hash('sha256', key));
    if (has !== undefined && header === `Bearer ${key}`) this.#met.set(header, has);
    return has;
  }
}

/** Throws 'http/wrong-role' where whoever has these roles must not do what needs that one. */
export function checkRole(has: readonly string[], needs: Role): void {
  if (!has.includes(needs) && !has.includes('admin')) throw fail('http/wrong-role', { needs, has });
}

/**
 * The key that a request brings: as Bearer; or, so that a browser can open a page, as the password of Basic. That is
 * for reading only, because browsers send it along with requests that other sites make.
 */
function keyIn(header: string | undefined, reading: boolean): string | undefined {
  if (header === undefined) return undefined;
  const scheme = header.slice(0, 7).toLowerCase();
  if (scheme === 'bearer ') return header.slice(7).trim();
  if (!reading || !scheme.startsWith('basic ')) return undefined;
  const pair = Buffer.from(header.slice(6), 'base64').toString();
  return pair.slice(pair.indexOf(':') + 1);
}

const SHORTEST_KEY = 16;

/** Read MILLWRIGHT_KEYS: entries "role,role:key" separated by white space. Throws 'http/bad-keys'. */
export function parseKeys(text: string, from = 'MILLWRIGHT_KEYS'): StoredKey[] {
  return text
    .split(/\s+/)
    .filter(Boolean)
    .map((item, i) => {
      const colon = item.indexOf(':');
      const roles = item.slice(0, Math.max(colon, 0)).split(',');
      const key = item.slice(colon + 1);
      const unknown = roles.find((r) => !(ROLES as readonly string[]).includes(r));
      if (unknown !== undefined)
        throw fail('http/bad-keys', {
          from,
          because: `entry ${i + 1} has no role that exists before its colon`,
        });
      if (key.length < SHORTEST_KEY)
        throw fail('http/bad-keys', {
          from,
          because: `the key of entry ${i + 1} is shorter than ${SHORTEST_KEY} characters`,
        });
      return storedKey(`${from} ${i + 1}`, roles as Role[], key);
    });
}

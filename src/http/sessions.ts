import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { fail } from '../errors/fail.ts';
import type { StoredKey } from './keys.ts';

const HOURS = 12;
const COOKIE = 'millwright';
/** Characters of the hash of a key that name it in a token. */
const NAMED_BY = 16;

/**
 * Sessions of browsers: a key once, then a cookie that no script can read and that is not sent along with requests that
 * other sites make. Nothing is kept: a token says by which key it was opened and until when, signed with the hash of that
 * key, so it outlives a restart and ends when the key is taken away.
 */
export class Sessions {
  readonly #keys = new Map<string, StoredKey>();

  constructor(keys: readonly StoredKey[]) {
    for (const key of keys) this.#keys.set(key.sha256.slice(0, NAMED_BY), key);
  }

  /** The cookie of a new session. Throws 'http/no-key'. @param now milliseconds since 1970 */
  open(key: string, now: number): { readonly cookie: string; readonly roles: readonly string[] } {
    const sha256 = hash('sha256', key);
    const stored = this.#keys.get(sha256.slice(0, NAMED_BY));
    if (stored?.sha256 !== sha256) throw fail('http/no-key', {});
    const until = now + HOURS * 3_600_000;
    const named = `${sha256.slice(0, NAMED_BY)}.${until.toString(36)}`;
    return { cookie: cookieOf(`${named}.${sign(sha256, named)}`, HOURS * 3600), roles: stored.roles };
  }

  /** What the session of these cookies may do; undefined = there is none. */
  roles(cookies: string | undefined, now: number): readonly string[] | undefined {
    const [name, until, signature] = tokenIn(cookies)?.split('.') ?? [];
    if (name === undefined || until === undefined || signature === undefined) return undefined;
    const stored = this.#keys.get(name);
    if (stored === undefined || !(Number.parseInt(until, 36) > now)) return undefined;
    const right = Buffer.from(sign(stored.sha256, `${name}.${until}`));
    const given = Buffer.from(signature);
    return given.length === right.length && timingSafeEqual(given, right) ? stored.roles : undefined;
  }
}

/** The cookie that ends a session. */
export const endedSession = cookieOf('', 0);

/**
 * Refuse a request that changes something and comes from a page of another site. Browsers say where a page is from on
 * every such request; what says nothing is not a page. Throws 'http/wrong-origin'.
 */
export function checkOrigin(headers: {
  readonly origin?: string | undefined;
  readonly host?: string | undefined;
}): void {
  const { origin, host = '' } = headers;
  if (origin === undefined || origin === `http://${host}` || origin === `https://${host}`) return;
  throw fail('http/wrong-origin', { origin, host });
}

function cookieOf(token: string, seconds: number): string {
  return `${COOKIE}=${token}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict`;
}

const sign = (secret: string, text: string): string =>
  createHmac('sha256', secret).update(text).digest('base64url');

const tokenIn = (cookies: string | undefined): string | undefined =>
  cookies
    ?.split(/; */)
    .find((pair) => pair.startsWith(`${COOKIE}=`))
    ?.slice(COOKIE.length + 1);

import { fail } from '../../../errors/fail.ts';

/** What a next page needs to know of those before: the cursor is the whole memory of a session. */
export interface Cursor {
  /** The slate that the session began with. */
  readonly slate: string;
  /** Items that were shown. */
  readonly before: readonly string[];
}

/** Items that a session may have been shown; a cursor beyond that would not fit into a request. */
export const MOST_BEFORE = 2000;

/** Opaque to clients, and not secret: it can only leave items out. */
export const cursorText = ({ slate, before }: Cursor): string =>
  Buffer.from(JSON.stringify([slate, ...before])).toString('base64url');

/** Throws 'recommend/bad-cursor'. */
export function cursorFrom(text: string): Cursor {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    throw fail('recommend/bad-cursor', {});
  }
  if (!Array.isArray(parts) || parts.length > MOST_BEFORE + 1 || !parts.every((p) => typeof p === 'string'))
    throw fail('recommend/bad-cursor', {});
  const [slate, ...before] = parts as string[];
  if (slate === undefined) throw fail('recommend/bad-cursor', {});
  return { slate, before };
}

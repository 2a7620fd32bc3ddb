import { fail } from '../../../errors/fail.ts';

/** What a next page needs to know of those before: the cursor is the whole memory of a session. */
export interface Cursor {
  /** Items that were shown. */
  readonly before: readonly string[];
}

/** Items that a session may have been shown; a cursor beyond that would not fit into a request. */
export const MOST_BEFORE = 2000;

/** Opaque to clients, and not secret: it can only leave items out. */
export const cursorText = ({ before }: Cursor): string =>
  Buffer.from(JSON.stringify(before)).toString('base64url');

/** Throws 'recommend/bad-cursor'. */
export function cursorFrom(text: string): Cursor {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    throw fail('recommend/bad-cursor', {});
  }
  if (!Array.isArray(parts) || parts.length > MOST_BEFORE || !parts.every((p) => typeof p === 'string'))
    throw fail('recommend/bad-cursor', {});
  return { before: parts };
}

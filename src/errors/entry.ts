/** One thing that can go wrong: what is, what was expected, and the fix, as functions of the facts. */
export interface Entry<D> {
  /** What is, and what was expected. One or two sentences, with the values met. */
  readonly says: (details: D) => string;
  /** What the user can do about it: an imperative sentence. */
  readonly fix: (details: D) => string;
  /** HTTP status when it reaches a client. */
  readonly status: number;
  /** Exit code of the CLI: 2 = what was asked for is wrong, 1 = it was right but could not be done. */
  readonly exit: 1 | 2;
}

/** Keep the type of the details of one catalogue entry. */
export const entry = <D>(e: Entry<D>): Entry<D> => e;

/** Longest name that a message shows whole: names come from files, and may be of any length. */
const LONGEST = 80;

/** A name in quotes, what no terminal should be sent escaped, and its end left out when it is long. */
export const quoted = (name: string): string =>
  JSON.stringify(name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name);

/** `"a", "b" or "c"`, cut after `most`, for messages that list what would have been right. */
export function listed(names: readonly string[], most = 8): string {
  const shown = names.slice(0, most).map(quoted);
  if (names.length > most) return `${shown.join(', ')} and ${names.length - most} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`;
}

/** ` Did you mean "x"?`, or nothing when no name is near. */
export const didYouMean = (near: string | undefined): string =>
  near === undefined ? '' : ` Did you mean ${quoted(near)}?`;

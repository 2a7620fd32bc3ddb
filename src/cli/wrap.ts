/**
 * Break a text into lines of at most `width` characters; what is longer by itself stands on a line of its own.
 *
 * @param at the spaces at which it may be broken
 */
export function wrap(text: string, width: number, at = / /): string[] {
  const lines: string[] = [];
  for (const word of text.split(at)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** A text of at most `width` characters, with an ellipsis where it was cut. */
export const clip = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, width - 3).trimEnd()}...`;

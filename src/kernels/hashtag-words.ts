/**
 * Call `visit` for each word of a hashtag that is written together: "MachineLearning2026" is machine, learning, 2026;
 * "news_feed" is news, feed. Lower-cased. A tag of one word gives that word.
 */
export function eachHashtagWord(tag: string, visit: (word: string) => void): void {
  for (const [word] of tag.matchAll(/\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|\p{N}+|[\p{Lo}\p{Lm}\p{M}]+/gu))
    visit(word.toLowerCase());
}

import { eachHashtagWord } from '../../kernels/hashtag-words.ts';
import { toLog } from '../../kernels/signed-log.ts';
import { eachWord } from '../../kernels/words.ts';
import type { Frame } from '../../table/frame.ts';
import type { FeedRules } from './event-roles.ts';

/** Words of a text in lower case; of a hashtag those that it is written of. */
export function eachTerm(text: string, visit: (word: string) => void): void {
  eachWord(text, (whole, start, end) => {
    const word = whole.slice(start, end);
    if (start > 0 && whole[start - 1] === '#') eachHashtagWord(word, visit);
    else visit(word.toLowerCase());
  });
}

/** What there is to say of a post as it came, as terms: a word of a text, a value of a category, an amount. */
export interface TermColumns {
  readonly texts: readonly string[];
  readonly categories: readonly string[];
  /** Of images and videos too. */
  readonly numbers: readonly string[];
}

/** The columns of posts that tell of one when it comes, its thread and its date aside. */
export function termColumns(
  { data: { posts } }: Pick<FeedRules, 'data'>,
  { schema, columns }: Frame,
): TermColumns {
  const named = (form: string): readonly string[] =>
    schema.flatMap(({ name }) =>
      columns.get(name)?.form === form && name !== posts.group && name !== posts.published ? [name] : [],
    );
  return { texts: named('text'), categories: named('category'), numbers: named('number') };
}

export const wordTerm = (word: string): string => `word\n${word}`;
export const categoryTerm = (column: string, value: string): string => `is\n${column}\n${value}`;
export const numberTerm = (column: string): string => `number\n${column}`;

/** Visit the terms of a post, each once: amounts with what they are, all others with 1; what is missing is left out. */
export function eachPostTerm(
  { texts, categories, numbers }: TermColumns,
  { columns }: Frame,
  post: number,
  visit: (term: string, amount: number) => void,
): void {
  const words = new Set<string>();
  for (const name of texts) {
    const column = columns.get(name);
    const text = column?.form === 'text' ? column.values[post] : null;
    if (typeof text === 'string') eachTerm(text, (word) => words.add(word));
  }
  for (const word of words) visit(wordTerm(word), 1);
  for (const name of categories) {
    const column = columns.get(name);
    const value = column?.form === 'category' ? column.dictionary[column.codes[post]!] : undefined;
    if (value !== undefined) visit(categoryTerm(name, value), 1);
  }
  for (const name of numbers) {
    const column = columns.get(name);
    const value = column?.form === 'number' ? column.values[post]! : Number.NaN;
    if (Number.isFinite(value)) visit(numberTerm(name), toLog(value));
  }
}

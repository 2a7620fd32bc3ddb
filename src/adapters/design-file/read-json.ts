import { parseExpressionAt } from 'acorn';
import { fail } from '../../errors/fail.ts';
import { locateIn } from './locate-in.ts';
import type { Reader } from './reader.ts';

/** Read a design as JSON. JSON is an expression of JavaScript: the same parser tells where things stand. */
export const readJson: Reader = async ({ file, text }) => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const { message } = error as Error;
    const [, line, column] = /\(line (\d+) column (\d+)\)/.exec(message) ?? [];
    const lines = text.split('\n');
    const place = {
      file,
      line: line === undefined ? lines.length : Number(line),
      column: column === undefined ? lines.at(-1)!.length + 1 : Number(column),
    };
    throw fail('design/syntax', { why: message.replace(/ (in JSON )?at position.*$/s, '') }, place);
  }
  const root = parseExpressionAt(text, 0, { ecmaVersion: 'latest', locations: true });
  return { value, locate: locateIn(file, root, new Map()) };
};

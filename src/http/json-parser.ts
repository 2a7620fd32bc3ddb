import type { FastifyInstance } from 'fastify';
import { fail } from '../errors/fail.ts';

/**
 * Read JSON bodies, and nothing else: a page of another site cannot send JSON without asking first.
 *
 * Plain JSON.parse, without the search for "__proto__" that Fastify adds: it makes that a member like any other, nothing
 * here merges what it reads into other objects, and a row that has it is refused for its unknown column. The error says
 * where the text stops being JSON.
 */
export function readJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (_request, text, done) => {
    if (text === '') return done(fail('http/malformed-json', { because: 'it is empty.' }));
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch (error) {
      return done(fail('http/malformed-json', { because: `${(error as Error).message}.` }));
    }
    done(null, body);
  });
}

import type { RetrieverChoice } from '../../contracts/recommend-design.ts';
import { fail } from '../../errors/fail.ts';
import { nearest } from '../../errors/nearest.ts';
import { retrievers } from '../../retrievers/index.ts';

/** Every retriever that is tried where nobody names any, with its grid. */
export const automaticRetrievers = (): RetrieverChoice[] =>
  retrievers
    .filter(({ traits }) => traits.onlyNamed !== true)
    .map(({ name }) => ({ name, params: {}, search: true }));

/** One retriever with its grid. Throws 'recommend/retriever-unknown'. */
export function namedRetriever(name: string): RetrieverChoice {
  const known = retrievers.map((r) => r.name);
  if (!known.includes(name))
    throw fail('recommend/retriever-unknown', { name, known, near: nearest(name, known) });
  return { name, params: {}, search: true };
}

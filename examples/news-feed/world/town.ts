import { type Authors, makeAuthors } from './authors.ts';
import { type Fashion, makeFashion } from './fashion.ts';
import { type Graph, makeGraph } from './graph.ts';
import { declaredParameters, type Parameters } from './parameter-set.ts';
import { makePosts, type Posts } from './posts.ts';
import { makeReaders, type Readers } from './readers.ts';
import { SIZES, type Size, type SizeName } from './size.ts';
import { DAY_MS } from './time.ts';

/** The whole of what is, the hidden part with it: for the world alone. A ranker gets what visible.ts shows. */
export interface Town {
  readonly seed: number;
  readonly size: Size;
  readonly parameters: Parameters;
  /** When the log begins, milliseconds since 1970; posts are there from three days before. */
  readonly startAt: number;
  readonly readers: Readers;
  readonly authors: Authors;
  readonly graph: Graph;
  readonly posts: Posts;
  readonly fashion: Fashion;
}

export interface TownOptions {
  readonly size: SizeName | Size;
  readonly seed: number;
  /** Midnight UTC of a day; left out, 2026-01-05. */
  readonly startAt?: number;
  readonly parameters?: Parameters;
}

/** Nothing older is shown: a feed is of today. */
export const SHOWN_FOR_MS = 3 * DAY_MS;
const START_AT = Date.UTC(2026, 0, 5);

/** A town, fully told by size, seed and parameters. Full size: some seconds. */
export function makeTown(options: TownOptions): Town {
  const { seed, startAt = START_AT, parameters = declaredParameters } = options;
  const size: Size = typeof options.size === 'string' ? SIZES[options.size] : options.size;
  const before = SHOWN_FOR_MS / DAY_MS;
  const days = before + size.days + size.after;
  const from = startAt - SHOWN_FOR_MS;
  const readers = makeReaders(size.readers, parameters, seed);
  const authors = makeAuthors(size.authors, size.readers, parameters, seed);
  const graph = makeGraph(readers, authors, parameters, seed);
  return {
    seed,
    size,
    parameters,
    startAt,
    readers,
    authors,
    graph,
    posts: makePosts(authors, graph, from, days, parameters, seed),
    fashion: makeFashion(from, days, parameters, seed),
  };
}

/** The end of the days of the log; posts go on after it. */
export const logEndsAt = ({ startAt, size }: Town): number => startAt + size.days * DAY_MS;

import { didYouMean, entry, listed, quoted } from './entry.ts';

/** What can go wrong in making a feed out of its tables, and between it and the one who asks it. */
export const feed = {
  'feed/no-events': entry<{ rows: number; reader: string; type: string; at: string }>({
    says: (d) =>
      `None of the ${d.rows.toLocaleString('en')} rows of the events has ${quoted(d.reader)}, ${quoted(d.type)} and ${quoted(d.at)}.`,
    fix: () => 'Name the columns in data.events, or give a file whose rows have them.',
    status: 400,
    exit: 2,
  }),
  'feed/too-few-pages': entry<{ pages: number; train: number; validation: number; test: number }>({
    says: (d) =>
      `The split by time leaves ${d.train} pages to learn from, ${d.validation} to choose by and ${d.test} to measure by, of ${d.pages}; each part needs at least one.`,
    fix: () => 'Bring more events, or change the shares under data.split.',
    status: 422,
    exit: 2,
  }),
  'feed/score-unfit': entry<{ column: string; system: string; because: string }>({
    says: (d) => `${d.system} cannot compute the score ${quoted(d.column)} of posts: ${d.because}.`,
    fix: () =>
      'Train that system on columns that posts have, and name one of its classes in data.posts.scores.',
    status: 422,
    exit: 2,
  }),
  'feed/bad-tie': entry<{ from: string; to: string; because: string }>({
    says: (d) => `The tie from ${quoted(d.from)} to ${quoted(d.to)} makes no sense: ${d.because}.`,
    fix: () => 'Name two who are tied, and since when as ISO 8601 or milliseconds since 1970.',
    status: 400,
    exit: 2,
  }),
  'feed/no-head': entry<{
    system: string;
    head: string;
    known: readonly string[];
    near: string | undefined;
  }>({
    says: (d) =>
      `${d.system} predicts no ${quoted(d.head)}, so that nothing can be worth more for it.${didYouMean(d.near)}`,
    fix: (d) => `Give a worth to heads that there are: ${listed(d.known)}.`,
    status: 400,
    exit: 2,
  }),
};

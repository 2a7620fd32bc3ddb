import { didYouMean, entry, listed, quoted } from './entry.ts';

/** What can go wrong between a recommender and the one who asks it. */
export const recommend = {
  'recommend/no-attribute': entry<{
    component: string;
    param: string;
    attribute: string;
    known: readonly string[];
    near: string | undefined;
  }>({
    says: (d) =>
      d.attribute === ''
        ? `The "${d.param}" parameter of ${d.component} must name an attribute of the items.`
        : `The "${d.param}" parameter of ${d.component} names ${quoted(d.attribute)}, and items have ${d.known.length === 0 ? 'no attributes' : `only ${listed(d.known)}`}.${didYouMean(d.near)}`,
    fix: (d) =>
      d.known.length === 0
        ? 'Give the items a table of attributes in the design ("data.items"), or leave the step out.'
        : `Set "${d.param}" to one of the attributes that items have.`,
    status: 400,
    exit: 2,
  }),
  'recommend/split-by-chance': entry<Record<string, never>>({
    says: () =>
      'The events have times, and are to be split by chance: a recommender would learn from what happened after what it is judged by.',
    fix: () =>
      'Use the split "time" or "leave-last" under data.split; to split by chance all the same, say optOut: true, which every report will name.',
    status: 422,
    exit: 2,
  }),
  'recommend/segment-unknown': entry<{ segment: string; known: readonly string[]; near: string | undefined }>(
    {
      says: (d) =>
        `There is no column of categories ${quoted(d.segment)} in the table of users${d.known.length === 0 ? '' : `; there is ${listed(d.known)}`}.${didYouMean(d.near)}`,
      fix: () => 'Name a column of categories of the users, "hour", or "" for everybody alike.',
      status: 422,
      exit: 2,
    },
  ),
  'recommend/nothing-to-judge': entry<{ part: string; events: number }>({
    says: (d) =>
      `Nobody can be judged by the ${d.part} events: none of ${d.events.toLocaleString('en')} is of a user who wants an item there that he did not have before.`,
    fix: () =>
      'Hold out more, say that repeats may be recommended (framing.repeats), or check the label rule: nothing may count as wanted.',
    status: 422,
    exit: 2,
  }),
  'recommend/no-ratings': entry<Record<never, never>>({
    says: () => 'Ratings are asked for (framing.ratings), and no validation event has one.',
    fix: () =>
      'Name the column of ratings in data.interactions.value, hold out more in data.split, or leave framing.ratings out.',
    status: 422,
    exit: 2,
  }),
  'recommend/no-retriever': entry<{ skipped: readonly string[] }>({
    says: (d) => `No retriever could be fitted. ${d.skipped.join('; ')}.`,
    fix: () => 'Name others under "retrievers", bring what they need, or give them more time.',
    status: 422,
    exit: 1,
  }),
  'recommend/no-events': entry<{ rows: number; user: string; item: string }>({
    says: (d) =>
      `None of the ${d.rows.toLocaleString('en')} rows of the interactions has both a ${quoted(d.user)} and an ${quoted(d.item)}.`,
    fix: () => 'Check the columns that data.interactions names, and the file.',
    status: 400,
    exit: 2,
  }),
  'recommend/metric-unknown': entry<{ name: string; known: readonly string[]; near: string | undefined }>({
    says: (d) => `There is no measure of lists ${quoted(d.name)}.${didYouMean(d.near)}`,
    fix: (d) => `Use one of ${listed(d.known, 20)}, with any other number of places.`,
    status: 400,
    exit: 2,
  }),
  'recommend/nothing-to-rank': entry<{ ranker: string; users: number }>({
    says: (d) =>
      `The ranker ${quoted(d.ranker)} has too little to learn from: of ${d.users} validation users fewer than 50 wanted something that a retriever found.`,
    fix: () => 'Give more events, name more retrievers, or let "ranker" be "blend".',
    status: 422,
    exit: 1,
  }),
  'recommend/line': entry<{ file: string; line: number; text: string; problem: string; expected: string }>({
    says: (d) =>
      `Line ${d.line} of ${d.file} cannot be read: ${d.problem}; expected ${d.expected}. It is ${quoted(d.text)}.`,
    fix: () =>
      'Mend the line. Events are lines of "user item [rating] [time]", lists "user item item ...", parted by tabs, commas, "::" or spaces.',
    status: 400,
    exit: 2,
  }),
  'recommend/column-unknown': entry<{
    file: string;
    name: string;
    known: readonly string[];
    near: string | undefined;
  }>({
    says: (d) =>
      `${d.file} has no column ${quoted(d.name)} in its first line, which is ${listed(d.known)}.${didYouMean(d.near)}`,
    fix: () =>
      'Name columns as the header does; without --user, --item, --time and --value they are guessed.',
    status: 400,
    exit: 2,
  }),
  'recommend/retriever-unknown': entry<{ name: string; known: readonly string[]; near: string | undefined }>({
    says: (d) => `There is no retriever ${quoted(d.name)}.${didYouMean(d.near)}`,
    fix: (d) => `Use one of ${listed(d.known, 30)}.`,
    status: 400,
    exit: 2,
  }),
};

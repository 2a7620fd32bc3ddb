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
};

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
};

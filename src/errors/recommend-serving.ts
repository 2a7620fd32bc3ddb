import { didYouMean, entry, listed, quoted } from './entry.ts';

/** What can go wrong between a recommender in service and the one who asks it. */
export const recommendServing = {
  'recommend/no-item': entry<{ system: string; item: string }>({
    says: (d) => `${d.system} has no item ${quoted(d.item)}.`,
    fix: () => 'Name an item as it stands in the data, or add it with POST /v1/items.',
    status: 404,
    exit: 2,
  }),
  'recommend/bad-filter': entry<{
    attribute: string;
    because: string;
    known: readonly string[];
    near: string | undefined;
  }>({
    says: (d) => `The filter on ${quoted(d.attribute)} cannot be used: ${d.because}.${didYouMean(d.near)}`,
    fix: (d) =>
      d.known.length === 0
        ? 'Filter by "is" with a list of values, or by another attribute.'
        : `Filter by one of ${listed(d.known)}.`,
    status: 400,
    exit: 2,
  }),
  'recommend/bad-cursor': entry<Record<never, never>>({
    says: () => 'The cursor is none that this service gave, or has grown beyond what a session may see.',
    fix: () => 'Send the "cursor" of the page before as it came, or leave it out to begin anew.',
    status: 400,
    exit: 2,
  }),
  'recommend/bad-attribute': entry<{
    what: 'item' | 'user';
    id: string;
    attribute: string;
    because: string;
    near: string | undefined;
  }>({
    says: (d) =>
      `Attribute ${quoted(d.attribute)} of ${d.what} ${quoted(d.id)} cannot be stored: ${d.because}.${didYouMean(d.near)}`,
    fix: () =>
      'Send attributes that the design keeps, as their types want them; null for what is missing. Nothing was stored.',
    status: 400,
    exit: 2,
  }),
  'recommend/erased': entry<{ id: string }>({
    says: (d) => `Slate ${quoted(d.id)} was shown to a user who has been erased.`,
    fix: () => 'Nothing can be done: what it was made of is gone.',
    status: 410,
    exit: 1,
  }),
  'recommend/no-slate': entry<{ id: string }>({
    says: (d) => `There is no slate ${quoted(d.id)}.`,
    fix: () => 'Use the "id" of a slate as this project answered it.',
    status: 404,
    exit: 2,
  }),
};

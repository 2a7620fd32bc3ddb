import type { Trier } from '../trier.ts';
import { answerOf, missingOf } from './answer-slate.ts';
import type { ServedRecommender } from './served-recommender.ts';

const USERS = 50;
/** A column whose values tell more than every other item apart is a name, not a group. */
const MOST_GROUPS = 0.5;

/** Slates of a recommender that nobody is shown. */
export function recommendTrier({ maker }: ServedRecommender): Trier {
  const { items } = maker.state;
  const { schema } = items;
  return {
    version: maker.version.version,
    items,
    worth: {},
    heads: [],
    steps: maker.version.fitted.rerankers,
    columns: {
      title: schema.find(({ name }) => /^(title|name|headline)$/i.test(name))?.name ?? null,
      text: null,
      by: schema
        .filter(({ dictionary }) => (dictionary?.length ?? Infinity) <= MOST_GROUPS * items.ids.length)
        .map(({ name }) => name),
    },
    users: maker.state.userIds.slice(0, USERS),
    page({ steps, explain, why, worth: _, ...question }) {
      const asked = why.map((id) => ({ id, item: items.find(id) }));
      const slate = maker.make(
        question,
        explain,
        asked.flatMap(({ item }) => item ?? []),
        steps,
      );
      return {
        items: answerOf(slate, items).map(({ item, score, source, explanation }) => ({
          id: item,
          score,
          source,
          contributions: (explanation?.contributions ?? []).map(({ feature, value }) => ({
            name: feature,
            value,
          })),
          because: (explanation?.because ?? []).map((b) => b.item),
          steps: explanation?.steps ?? [],
        })),
        missing: missingOf(asked, slate, items).map(({ item, ...rest }) => ({ id: item, ...rest })),
      };
    },
  };
}

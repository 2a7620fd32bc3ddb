import type { Trier } from '../trier.ts';
import { missingPosts, postsOf } from './answer-page.ts';
import type { ServedFeed } from './served-feed.ts';

const USERS = 50;

/** Pages of a feed that nobody is shown. */
export function feedTrier({ maker }: ServedFeed): Trier {
  const { known } = maker.live;
  const { items } = known.postTable;
  const { data, rerankers } = maker.version.fitted.design;
  const { author, topic, text } = data.posts;
  const named = items.schema.map(({ name }) => name);
  return {
    version: maker.version.version,
    items,
    worth: maker.worth,
    heads: maker.version.fitted.heads.map(({ name }) => name),
    steps: rerankers,
    columns: {
      title: named.find((name) => /^(title|name|headline)$/i.test(name)) ?? null,
      text,
      by: [topic, author].filter((name) => name !== null),
    },
    users: known.readers.ids.slice(0, USERS),
    page({ steps, explain, why, filters: _, ...question }) {
      const asked = why.map((id) => ({ id, post: items.find(id) }));
      const posts = asked.flatMap(({ post }) => post ?? []);
      const page = maker.make(question, explain, posts, steps);
      return {
        items: postsOf(page, maker).map(({ post, value, source, explanation }) => ({
          id: post,
          score: value,
          source,
          contributions: (explanation?.contributions ?? []).map(({ head, value: part }) => ({
            name: head,
            value: part,
          })),
          because: [],
          steps: explanation?.steps ?? [],
        })),
        missing: missingPosts(asked, page, items).map(({ post, ...rest }) => ({ id: post, ...rest })),
      };
    },
  };
}

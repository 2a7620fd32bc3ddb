import { type FeatureBlock, rowBlock } from './feature-blocks.ts';
import type { KnownPosts } from './known-posts.ts';
import type { PostPromise } from './post-promise.ts';

/** What was said of each post, and as of which change of it. */
interface Said {
  readonly values: (Float64Array | undefined)[];
  readonly as: number[];
}

/** What posts promise by what they are, head by head: told once a post, until it changes. */
export function promiseBlock(promise: PostPromise): FeatureBlock {
  const told = new WeakMap<KnownPosts, Said>();
  return rowBlock(
    promise.heads.map((head) => `promise:${head}`),
    ({ postTable }) => {
      const { attributes } = postTable.catalogue;
      const { values, as } = told.get(postTable) ?? { values: [], as: [] };
      told.set(postTable, { values, as });
      return (post, _, out) => {
        let own = values[post];
        if (own === undefined || as[post] !== postTable.changes(post)) {
          own = new Float64Array(promise.heads.length);
          promise.of(attributes, post, postTable.items.ids[post]!, own);
          values[post] = own;
          as[post] = postTable.changes(post);
        }
        out.set(own);
      };
    },
  );
}

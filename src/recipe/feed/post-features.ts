import { toLog } from '../../kernels/signed-log.ts';
import { eachWord } from '../../kernels/words.ts';
import type { Column } from '../../table/column.ts';
import type { ColumnSchema } from '../../table/schema.ts';
import { CodeMap } from './code-map.ts';
import type { FeedRules } from './event-roles.ts';
import { codeBlock, type FeatureBlock, HOUR_MS, rowBlock } from './feature-blocks.ts';
import type { FeedDictionaries } from './feed-dictionaries.ts';

/** Posts of an author or on a topic count as being alike to the newest so many that the reader took to. */
const NEWEST = 5;

/** What is known of a post: its age, its text, its attributes, and what readers make of it now. */
export function postBlocks(
  { data: { posts } }: FeedRules,
  schema: readonly ColumnSchema[],
  dictionaries: FeedDictionaries,
): FeatureBlock[] {
  const named = [posts.author, posts.topic];
  const others = schema.filter(
    ({ name }) => ![...named, posts.group, posts.text, posts.published, ...posts.vector].includes(name),
  );
  return [
    ageBlock,
    ...(posts.text === null ? [] : [textBlock(posts.text)]),
    ...(posts.text === null && posts.vector.length === 0 ? [] : [likenessBlock]),
    ...[...named, ...others.map(({ name }) => name)].flatMap((name) =>
      name !== null && dictionaries[`post:${name}`] !== undefined
        ? [attributeCode(name, dictionaries[`post:${name}`]!)]
        : [],
    ),
    ...others.filter(({ type }) => type === 'continuous' || type === 'discrete').map(numberBlock),
  ];
}

const ageBlock = rowBlock(
  ['age:hours', 'live:heat', 'live:impressions', 'live:comments'],
  (known, { now }) => {
    const { addedAt } = known.posts;
    return (post, _, values) => {
      values[0] = Math.log1p(Math.max(0, (now - addedAt[post]!) / HOUR_MS));
      values[1] = Math.log1p(known.heat(post, now));
      values[2] = Math.log1p(known.impressions.of(post));
      values[3] = Math.log1p(known.comments(post));
    };
  },
);

/** Words and hashtags of a text; counted once a post, for a text may be long. */
function textBlock(text: string): FeatureBlock {
  const counted = new Map<string, readonly [words: number, tags: number]>();
  const count = (of: string): readonly [number, number] => {
    let words = 0;
    let tags = 0;
    eachWord(of, (whole, start) => {
      words += 1;
      if (start > 0 && whole[start - 1] === '#') tags += 1;
    });
    return [words, tags];
  };
  return rowBlock(['text:words', 'text:hashtags'], (known) => {
    const column = known.posts.attributes.columns.get(text);
    return (post, _, values) => {
      const value = column?.form === 'text' ? column.values[post] : null;
      if (typeof value !== 'string') {
        values.fill(Number.NaN);
        return;
      }
      let found = counted.get(value);
      if (found === undefined) {
        if (counted.size > MOST_COUNTED) counted.clear();
        found = count(value);
        counted.set(value, found);
      }
      values[0] = Math.log1p(found[0]);
      values[1] = found[1];
    };
  });
}
const MOST_COUNTED = 200_000;

const likenessBlock = rowBlock(['fit:profile', 'fit:last', 'fit:newest'], (known, { reader }) => {
  const liked = known.liked(reader);
  const newest = Math.min(NEWEST, liked.length);
  return (post, _, values) => {
    values[0] = known.fits(reader, post);
    values[1] = newest === 0 ? Number.NaN : known.alike(post, liked.at(0));
    let most = Number.NaN;
    for (let i = 0; i < newest; i++) {
      const likeness = known.alike(post, liked.at(i));
      if (!(most >= likeness)) most = likeness;
    }
    values[2] = most;
  };
});

const attributeCode = (name: string, learned: readonly string[]): FeatureBlock => {
  const codes = new CodeMap(learned);
  return codeBlock(`post:${name}`, name, learned.length, (known) => {
    const column: Column | undefined = known.posts.attributes.columns.get(name);
    if (column?.form !== 'category') return () => Number.NaN;
    return (post) => codes.of(column.codes[post]!, column.dictionary);
  });
};

const numberBlock = ({ name }: ColumnSchema): FeatureBlock =>
  rowBlock([`post:${name}:log`], (known) => {
    const column = known.posts.attributes.columns.get(name);
    return (post, _, values) => {
      values[0] = column?.form === 'number' ? toLog(column.values[post]!) : Number.NaN;
    };
  });

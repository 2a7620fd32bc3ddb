import { Type } from 'typebox';
import { closed, maybe, share, text, texts } from '../schema-parts.ts';
import { column, table } from '../shape-data.ts';

/** The shape of `data` of a feed: its tables, what stands for an impression, and the split. */

const columns = maybe(
  Type.Record(Type.String(), column, {
    description: 'What is known better than can be inferred, by column.',
  }),
);
const id = maybe(text('Column of the id that events refer to. Inferred by its name.'));

const tie = {
  from: maybe(text('Column of the reader. Inferred by its name.')),
  to: maybe(text('Column of whom he is tied to. Inferred by its name.')),
  since: maybe(text('Column that says since when. Inferred by its name and type.')),
};

const events = table(
  'What readers did and were shown: a file, or a source with the names of its columns. One row an event.',
  {
    reader: maybe(text('Column that says who. Inferred by its name.')),
    post: maybe(text('Column that says with which post. Inferred by its name.')),
    type: maybe(text('Column of what happened, such as "open" or "like". Inferred by its name.')),
    at: maybe(text('Column that says when. Inferred by its name and type.')),
    value: maybe(text('Column of how much: seconds, stars. Inferred by its name.')),
    request: maybe(
      text('Column that names the page on which posts were shown together. Inferred by its name.'),
    ),
    position: maybe(text('Column of the place on the page, from 0. Inferred by its name.')),
    propensity: maybe(text('Column of the chance with which the post stood there. Inferred by its name.')),
    context: maybe(
      texts(
        'Columns that tell of the moment, such as the device. Inferred: all others of few values or of numbers.',
      ),
    ),
  },
);

const postScore = Type.Object(
  {
    system: text('Name of a system of the project that predicts.'),
    class: maybe(
      text(
        'Class whose probability is the score. Left out: the positive one of two; a number is taken as it is predicted.',
      ),
    ),
  },
  closed,
);

const posts = table('What is known of posts, one row a post.', {
  id,
  published: maybe(text('Column that says since when there is the post. Inferred by its name and type.')),
  author: maybe(text('Column that says who wrote it. Inferred by its name.')),
  topic: maybe(text('Column that says what it is about. Inferred by its name.')),
  text: maybe(text('Column of its text. Inferred by its name and type.')),
  group: maybe(
    text('Column that names its thread, or the group of posts that say the same. Inferred by its name.'),
  ),
  vector: maybe(texts('Columns of numbers that are a vector of its image or video.')),
  scores: maybe(
    Type.Record(Type.String(), Type.Union([Type.String({ minLength: 1 }), postScore]), {
      description:
        'Further columns, each computed by another system of the project: by its name, or with the class whose probability is meant.',
    }),
  ),
  columns,
});

const logged = Type.Object(
  {
    type: text('Type of the events that say that a post was shown.'),
    served: maybe(
      Type.Boolean({
        description:
          'True notes every page that is answered as shown. Left out: clients tell what readers came to see.',
      }),
    ),
  },
  closed,
);

const drawn = Type.Object(
  {
    opens: text('Type of the events that stand for a post that was shown and opened.'),
    negatives: maybe(
      Type.Integer({ description: 'Posts drawn beside each that was opened.', minimum: 1, maximum: 1000 }),
    ),
    days: maybe(
      Type.Number({
        description: 'Drawn are posts that others opened in so many days before, and this reader did not.',
        minimum: 0.001,
      }),
    ),
  },
  closed,
);

export const data = Type.Object(
  {
    events,
    posts,
    readers: maybe(table('What is known of readers, one row a reader.', { id, columns })),
    follows: maybe(table('Which readers follow which authors, one row a tie.', tie)),
    friends: maybe(
      table('Which readers are friends, one row a pair.', {
        ...tie,
        closeness: maybe(text('Column of how close they are, 0 to 1. Inferred by its name.')),
      }),
    ),
    impressions: maybe(
      Type.Union([Type.String({ minLength: 1 }), logged, drawn], {
        description:
          'Type of the events that say that a post was shown, or it with who tells them; or how posts are drawn that were not opened. Inferred: by its name, else drawn.',
      }),
    ),
    split: maybe(
      Type.Object(
        {
          validation: maybe(share('Share of pages for choosing and tuning.')),
          test: maybe(share('Share of pages that measure, touched by nothing else.')),
        },
        { ...closed, description: 'Shares of the newest pages for choosing and for measuring.' },
      ),
    ),
  },
  {
    ...closed,
    description:
      'Where events, posts, readers and their ties come from, and which pages train, validate and test.',
  },
);

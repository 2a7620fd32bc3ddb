import { type TProperties, Type } from 'typebox';
import { COLUMN_TYPES } from '../table/schema.ts';
import { closed, maybe, oneOf, share, text, texts } from './schema-parts.ts';

/** The shape of `data`: where the rows come from, and which of them are used for what. */

const sourceFacts = {
  name: maybe(text('Name for joins. Inferred from the file or table.')),
  collectedBy: maybe(text('Who made it.')),
  trust: maybe(oneOf('How far it is trusted.', 'high', 'medium', 'low')),
};

/** A file, with what is known of it. */
export const fileSource = {
  file: text('Path of the file, relative to the project: .csv, .tsv, .jsonl, .json or .parquet.'),
  format: maybe(
    oneOf('Format, where the ending of the file does not tell.', 'csv', 'tsv', 'jsonl', 'json', 'parquet'),
  ),
  ...sourceFacts,
};

/** A table of a database, with what is known of it. */
export const postgresSource = {
  postgres: text('Name of the environment variable that holds the connection URL.'),
  table: maybe(text('Table to read whole.')),
  query: maybe(text('Query whose rows are read; instead of a table.')),
  ...sourceFacts,
};

const source = Type.Union([
  Type.String({ minLength: 1 }),
  Type.Object(fileSource, closed),
  Type.Object(postgresSource, closed),
]);

const join = Type.Object(
  {
    source: text('Name of the source to join.'),
    on: Type.Union(
      [Type.String({ minLength: 1 }), Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })],
      {
        description: 'Columns that must be equal on both sides.',
      },
    ),
    how: maybe(oneOf('Left keeps rows without a match, inner drops them.', 'left', 'inner')),
  },
  closed,
);

/** What is known of a column better than can be inferred. */
export const column = Type.Object(
  {
    type: maybe(oneOf('What the column means.', ...COLUMN_TYPES)),
    order: maybe(texts('Ordinal: its values, lowest first.')),
    drop: maybe(Type.Boolean({ description: 'True leaves the column out.' })),
  },
  closed,
);

/** A file by its path, or a source in full with further fields. */
export const table = <P extends TProperties>(description: string, fields: P) =>
  Type.Union(
    [
      Type.String({ minLength: 1 }),
      Type.Object({ ...fileSource, ...fields }, closed),
      Type.Object({ ...postgresSource, ...fields }, closed),
    ],
    { description },
  );

const split = Type.Object(
  {
    name: maybe(
      text(
        'Name of the splitter. Inferred: time when a column is given that is a timestamp, else stratified or random.',
      ),
    ),
    column: maybe(text('Column to split by: time, group or key.')),
    train: maybe(share('Share of rows that models learn from.')),
    validation: maybe(share('Share of rows for early stopping, thresholds and choices.')),
    test: maybe(share('Share of rows that measure, touched by nothing else.')),
  },
  { additionalProperties: true, description: 'Besides these, the parameters of the splitter.' },
);

const sample = Type.Object(
  {
    name: maybe(text('Name of the sampler. Inferred: reservoir, a simple random sample.')),
    rows: Type.Integer({
      description: 'Rows to learn from, of training and validation together.',
      minimum: 1,
      maximum: 2_147_483_647,
    }),
    column: maybe(text('Column to sample by: strata, weight or key.')),
    link: maybe(text('Column that names the key of the row that a row is linked to.')),
  },
  {
    additionalProperties: true,
    description: 'Learn from fewer rows than there are; every row of the other parts is still measured on.',
  },
);

export const data = Type.Object(
  {
    sources: Type.Array(source, {
      description: 'Files and tables; the first one leads, the others are joined to it.',
      minItems: 1,
    }),
    joins: maybe(
      Type.Array(join, { description: 'How each further source is joined to what stands before it.' }),
    ),
    columns: maybe(
      Type.Record(Type.String(), column, {
        description: 'What is known better than can be inferred, by column.',
      }),
    ),
    split: maybe(
      Type.Union([Type.String({ minLength: 1 }), split], {
        description:
          'Which rows train, validate and test: the name of a splitter, or the name with its parameters.',
      }),
    ),
    sample: maybe(sample),
  },
  closed,
);

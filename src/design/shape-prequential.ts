import { Type } from 'typebox';
import { closed, maybe } from './schema-parts.ts';

const rows = (description: string, minimum: number) =>
  maybe(Type.Integer({ description, minimum, maximum: 1_000_000_000 }));

/** The shape of `evaluation.prequential`: how the test rows are gone through in the order of time. */
export const prequential = Type.Object(
  {
    batch: rows('Rows that are answered before a model that can is updated.', 1),
    delay: rows('Rows that pass before the truth of one is known.', 0),
    refitEvery: rows('Rows after which a model is fitted anew. Inferred: a tenth of the test rows.', 1),
    window: rows(
      'Rows that a refit on a sliding window learns from. Inferred: as many as the first fit learned from.',
      1,
    ),
  },
  {
    ...closed,
    description:
      'Go through the test rows in the order of time, each answered before it is learned from, with every model kept up to date in every way that it can be.',
  },
);

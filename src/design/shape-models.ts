import { Type } from 'typebox';
import { SEARCH_METHODS } from '../contracts/search.ts';
import { closed, maybe, oneOf, text } from './schema-parts.ts';

const search = Type.Object(
  {
    method: maybe(
      oneOf(
        'By chance, by what went well so far (tpe), or from few rows to many (halving, hyperband). Inferred: tpe.',
        ...SEARCH_METHODS,
      ),
    ),
    trials: maybe(
      Type.Integer({
        description: 'Fits at most, small ones included. Inferred: 30.',
        minimum: 1,
        maximum: 100_000,
      }),
    ),
    seconds: maybe(
      Type.Number({ description: 'Time at most; it ends between trials.', minimum: 0.001, maximum: 1e7 }),
    ),
  },
  {
    ...closed,
    description: 'Search its parameters, judged by training and validation rows, and train what was found.',
  },
);

/** A model, its parameters, and how they are searched. */
export const model = Type.Union([
  Type.String({ minLength: 1 }),
  Type.Object(
    { name: text('Name of the component.'), search: maybe(search) },
    { additionalProperties: true },
  ),
]);

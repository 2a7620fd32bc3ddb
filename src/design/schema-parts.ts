import { type TSchema, Type } from 'typebox';

/** Pieces that the shapes of a design are written with. */

export const closed = { additionalProperties: false };
export const text = (description: string) => Type.String({ description, minLength: 1 });
export const texts = (description: string) => Type.Array(Type.String({ minLength: 1 }), { description });
export const oneOf = <const V extends string>(description: string, ...values: V[]) =>
  Type.Enum(values, { description });
export const share = (description: string) => Type.Number({ description, minimum: 0, maximum: 1 });
export const maybe = <S extends TSchema>(schema: S) => Type.Optional(schema);
/** The name of a component, or an object with the name and its parameters. */
export const component = Type.Union([
  Type.String({ minLength: 1 }),
  Type.Object({ name: text('Name of the component.') }, { additionalProperties: true }),
]);
/** How sure a figure must be told. */
export const interval = Type.Object(
  {
    samples: maybe(Type.Integer({ description: 'Resamples.', minimum: 20, maximum: 100_000 })),
    level: maybe(
      Type.Number({
        description: 'Share of resamples inside the interval.',
        minimum: 0.5,
        maximum: 0.999,
      }),
    ),
  },
  { ...closed, description: 'Bootstrap intervals.' },
);

/** Grammar of the name of a system. */
export const NAME_PATTERN = '^[a-z][a-z0-9-]{0,62}$';

// Parts of every design, or of those that show things to users.

export const name = maybe(
  Type.String({
    description:
      'Name of the system: lower-case letters, digits and dashes. Inferred from the name of the file.',
    pattern: NAME_PATTERN,
  }),
);
export const seed = maybe(
  Type.Integer({
    description: 'All randomness comes from this number.',
    minimum: 0,
    maximum: 4_294_967_295,
  }),
);
export const listening = {
  host: maybe(text('Address to listen on.')),
  port: maybe(
    Type.Integer({ description: 'Port to listen on; 0 takes any free one.', minimum: 0, maximum: 65_535 }),
  ),
};
export const budgetMs = maybe(
  Type.Number({
    description: 'Longest time that an answer may take before parts are left out of it, in milliseconds.',
    minimum: 1,
    maximum: 60_000,
  }),
);

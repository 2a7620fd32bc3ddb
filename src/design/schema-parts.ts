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

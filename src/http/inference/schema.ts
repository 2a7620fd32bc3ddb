import { Type } from 'typebox';

const parameters = Type.Optional(Type.Object({}));

/** What an infer request must look like before its tensors are looked at. */
export const InferBody = Type.Object({
  id: Type.Optional(Type.String({ maxLength: 256 })),
  parameters,
  inputs: Type.Array(
    Type.Object({
      name: Type.String(),
      shape: Type.Array(Type.Integer({ minimum: 0 }), { minItems: 1 }),
      datatype: Type.String(),
      parameters,
      data: Type.Array(Type.Unknown()),
    }),
    { minItems: 1 },
  ),
  outputs: Type.Optional(Type.Array(Type.Object({ name: Type.String(), parameters }))),
});

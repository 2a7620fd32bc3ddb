import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { tryOut } from '../../stages/serve/try-out.ts';
import { ErrorBody } from '../contract.ts';
import { id, strict } from '../product-contract.ts';
import type { Server } from '../server.ts';

const TryBody = Type.Object(
  {
    user: Type.Optional(id('Whose page; somebody unknown gets what is right for anybody.')),
    k: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, description: 'Items on the page; 10.' })),
    why: Type.Optional(Type.Array(id('An item.'), { maxItems: 100 })),
    worth: Type.Optional(
      Type.Record(Type.String(), Type.Number(), { description: 'Of a feed: by head, what one is worth.' }),
    ),
    diversity: Type.Optional(
      Type.Number({ minimum: 0, maximum: 1, description: '0 = by value alone, 1 = by unlikeness alone.' }),
    ),
    recorded: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 50, description: 'Newest requests to make again.' }),
    ),
  },
  strict,
);

/** POST /v1/systems/:system/try: pages as they would be. Nothing is noted, so it needs no more than to look. */
export function tryRoutes(app: FastifyInstance, { project, journal, clock }: Server): void {
  app.post<{ Params: { system: string }; Body: Static<typeof TryBody> }>(
    '/v1/systems/:system/try',
    {
      config: { role: 'predict' },
      schema: {
        summary: 'Try other worths, diversity or length on pages that nobody is shown',
        tags: ['systems'],
        body: TryBody,
        response: { '4xx': ErrorBody, '5xx': ErrorBody },
      },
    },
    ({ params, body }) => tryOut(project.pickProduct(params.system), body, { journal, clock }),
  );
}

import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { ErrorBody } from '../contract.ts';
import type { Server } from '../server.ts';
import { checkOrigin, endedSession } from '../sessions.ts';

const SessionBody = Type.Object(
  { key: Type.String({ description: 'A key of this server.', minLength: 1, maxLength: 256 }) },
  { additionalProperties: false },
);

const SessionAnswer = Type.Object({
  roles: Type.Union([Type.Array(Type.String()), Type.Null()], {
    description: 'What the session may do; null = there is none, and a key is asked for.',
  }),
});

/** A session of a browser: POST swaps a key for a cookie, GET says what the cookie may do, DELETE ends it. */
export function sessionRoutes(app: FastifyInstance, { keys, clock, sessions }: Server): void {
  const config = { role: null } as const;
  const schema = { tags: ['session'], response: { 200: SessionAnswer, '4xx': ErrorBody } };

  app.get('/v1/session', { config, schema }, (request, reply) => {
    const roles = keys === null ? ['admin'] : (sessions.roles(request.headers.cookie, clock.now()) ?? null);
    reply.send({ roles });
  });

  app.post<{ Body: Static<typeof SessionBody> }>(
    '/v1/session',
    { config, schema: { ...schema, body: SessionBody } },
    (request, reply) => {
      checkOrigin(request.headers);
      if (keys === null) return reply.send({ roles: ['admin'] });
      const { cookie, roles } = sessions.open(request.body.key, clock.now());
      return reply.header('set-cookie', cookie).send({ roles });
    },
  );

  app.delete('/v1/session', { config, schema }, (request, reply) => {
    checkOrigin(request.headers);
    reply.header('set-cookie', endedSession).send({ roles: null });
  });
}

import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { RANGES, type Range } from '../../contracts/watching.ts';
import { fail } from '../../errors/fail.ts';
import type { SystemWatch } from '../../stages/watch/system-watch.ts';
import { ErrorBody } from '../contract.ts';
import type { Server } from '../server.ts';

const USUAL_RANGE: Range = '1h';
const SeriesQuery = Type.Object({
  range: Type.Optional(Type.Enum([...RANGES], { description: `How far back; ${USUAL_RANGE}.` })),
});

const AcknowledgeBody = Type.Object(
  {
    system: Type.String(),
    incident: Type.String({ maxLength: 128, description: 'The "id" of an alert that fires.' }),
    by: Type.String({ minLength: 1, maxLength: 100, description: 'Who has seen it.' }),
    why: Type.Optional(Type.String({ maxLength: 1000, description: 'What is known or done about it.' })),
  },
  { additionalProperties: false },
);

/** GET /v1/watch and the series of a system: what was, over time; and POST /v1/admin/acknowledge: somebody has seen an alert. */
export function watchRoutes(app: FastifyInstance, { project, watch, clock }: Server): void {
  if (watch === undefined) return;
  const read = { role: 'read' } as const;
  const tags = ['monitoring'];

  app.get('/v1/watch', { config: read, schema: { tags, summary: 'How every system does now' } }, () => ({
    at: clock.now(),
    systems: watch.now,
  }));

  app.get<{ Params: { system: string }; Querystring: Static<typeof SeriesQuery> }>(
    '/v1/systems/:system/series',
    {
      config: read,
      schema: {
        tags,
        summary: 'A system over time',
        description:
          'Traffic, times to answer, drift, quality as labels arrive, changes of who answers, and alerts.',
        querystring: SeriesQuery,
      },
    },
    ({ params, query }) => watched(params.system).series(query.range ?? USUAL_RANGE, clock.now()),
  );

  app.post<{ Body: Static<typeof AcknowledgeBody> }>(
    '/v1/admin/acknowledge',
    {
      config: { role: 'admin' },
      schema: {
        tags,
        summary: 'Note that somebody has seen an alert',
        body: AcknowledgeBody,
        response: { '4xx': ErrorBody, '5xx': ErrorBody },
      },
    },
    ({ body: { system, incident, by, why = '' } }) => watched(system).acknowledge(incident, by, why),
  );

  function watched(name: string): SystemWatch {
    const system = project.pickAny(name);
    const found = watch!.of(system.name);
    if (found === undefined) throw fail('watch/not-yet', { system: system.name });
    return found;
  }
}

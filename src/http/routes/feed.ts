import type { FastifyInstance } from 'fastify';
import { ErrorBody } from '../contract.ts';
import { FeedBody, FeedReply, TiesBody, WorthAnswer, WorthBody } from '../feed-contract.ts';
import { CountAnswer } from '../product-contract.ts';
import type { Server } from '../server.ts';

const failures = { '4xx': ErrorBody, '5xx': ErrorBody };
const tags = ['feed'];

/** POST /v1/feed, and what only feeds are told: ties of readers, and what heads are worth. */
export function feedRoutes(app: FastifyInstance, { project, tallies, log }: Server): void {
  app.post<{ Body: FeedBody }>(
    '/v1/feed',
    {
      config: { role: 'predict' },
      schema: {
        summary: 'A page of posts for a reader',
        tags,
        body: FeedBody,
        response: { 200: FeedReply, ...failures },
      },
    },
    (request, reply) => {
      const { system: name, ...input } = request.body;
      const system = project.pickFeed(name);
      request.tally = tallies.version(system.name, system.champion);
      const page = system.feed(input, performance.now() - request.startedAt);
      if (page.degraded === 'failed') log.error({ requestId: request.id, err: system.fault }, 'fault');
      reply.send({ system: system.name, ...page, version: `${system.name}@${page.version}` });
    },
  );

  app.post<{ Body: TiesBody }>(
    '/v1/ties',
    {
      config: { role: 'ingest' },
      schema: {
        summary: 'Tell who follows whom, and who are friends',
        tags,
        body: TiesBody,
        response: { 200: CountAnswer, ...failures },
      },
    },
    async ({ body: { system, ties } }) => {
      await project.pickFeed(system).putTies(ties);
      return { stored: ties.length };
    },
  );

  app.post<{ Body: WorthBody }>(
    '/v1/admin/worth',
    {
      config: { role: 'admin' },
      schema: {
        summary: 'Change what one of each head is worth',
        description:
          'Noted in the journal, without another training; every page tells what it was made with.',
        tags,
        body: WorthBody,
        response: { 200: WorthAnswer, ...failures },
      },
    },
    async ({ body: { system: name, worth, why = '' } }) => {
      const system = project.pickFeed(name);
      return { system: system.name, worth: await system.putWorth({ worth, by: 'http', why }) };
    },
  );
}

import type { FastifyInstance } from 'fastify';
import { loggedSlate, replaySlate } from '../../stages/replay-slate.ts';
import { ErrorBody } from '../contract.ts';
import { RecommendAnswer, RecommendBody, SimilarAnswer, SimilarBody } from '../recommend-contract.ts';
import type { Server } from '../server.ts';

type ById = { Params: { id: string } };

/** POST /v1/recommend and /v1/similar, and what became of slates. */
export function recommendRoutes(app: FastifyInstance, server: Server): void {
  const { project, tallies, journal, log } = server;
  const config = { role: 'predict' } as const;
  const tags = ['recommend'];
  const failures = { '4xx': ErrorBody, '5xx': ErrorBody };

  app.post<{ Body: RecommendBody }>(
    '/v1/recommend',
    {
      config,
      schema: {
        summary: 'Recommend items to a user',
        tags,
        body: RecommendBody,
        response: { 200: RecommendAnswer, ...failures },
      },
    },
    (request, reply) => {
      const { system: name, ...input } = request.body;
      const system = project.pickRecommender(name);
      request.tally = tallies.version(system.name, system.champion);
      const slate = system.recommend(input, performance.now() - request.startedAt);
      if (slate.degraded === 'failed') log.error({ requestId: request.id, err: system.fault }, 'fault');
      reply.send({ system: system.name, ...slate, version: `${system.name}@${slate.version}` });
    },
  );

  app.post<{ Body: SimilarBody }>(
    '/v1/similar',
    {
      config,
      schema: {
        summary: 'Items most like one',
        tags,
        body: SimilarBody,
        response: { 200: SimilarAnswer, ...failures },
      },
    },
    (request, reply) => {
      const { system: name, item, k, filters } = request.body;
      const system = project.pickRecommender(name);
      request.tally = tallies.version(system.name, system.champion);
      const items = system.similar(item, k, filters);
      reply.send({ system: system.name, version: `${system.name}@${system.champion.version}`, items });
    },
  );

  const read = { config: { role: 'read' as const }, schema: { tags } };

  app.get<ById>('/v1/slates/:id', read, async ({ params }) => {
    await flushSlates();
    const { system, version, ...rest } = await loggedSlate(journal, params.id);
    return { ...rest, system, version: `${system}@${version}` };
  });

  app.get<ById>('/v1/slates/:id/replay', read, async ({ params }) => {
    await flushSlates();
    const { slate, replayed, equal } = await replaySlate(params.id, server);
    const { id, system, version, items, scores, propensities } = slate;
    const logged = { items, scores, propensities };
    return { id, system, version: `${system}@${version}`, logged, replayed, equal };
  });

  /** A slate can be looked up as soon as it was answered. */
  const flushSlates = async (): Promise<void> => {
    const systems = [...project.recommenders.values(), ...project.feeds.values()];
    await Promise.all(systems.map((system) => system.log.flush()));
  };
}

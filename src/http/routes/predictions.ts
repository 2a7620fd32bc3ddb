import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { replay } from '../../stages/replay.ts';
import { loggedPrediction } from '../../stages/serve/logged-prediction.ts';
import { recentAnswers } from '../../stages/serve/recent-answers.ts';
import type { Server } from '../server.ts';

const USUAL_LIMIT = 50;
const RecentQuery = Type.Object({
  limit: Type.Optional(
    Type.String({
      description: `Answers, newest first: 1 to 999; ${USUAL_LIMIT}.`,
      pattern: '^[1-9][0-9]{0,2}$',
    }),
  ),
});

type ById = { Params: { id: string } };

/** GET /v1/predictions/:id and its replay: what was answered, whether it would be again, and why; and the newest answers. */
export function predictionRoutes(app: FastifyInstance, server: Server): void {
  const config = { role: 'read' } as const;
  const schema = { tags: ['predictions'] };

  app.get<ById>('/v1/predictions/:id', { config, schema }, async ({ params }) => {
    await flushAll(server);
    const { system, version, ...rest } = await loggedPrediction(server.journal, params.id);
    return { ...rest, system, version: `${system}@${version}` };
  });

  app.get<ById>('/v1/predictions/:id/replay', { config, schema }, async ({ params }) => {
    await flushAll(server);
    const { prediction, replayed, equal, explanation } = await replay(params.id, server);
    const { id, system, version, row, out } = prediction;
    return { id, system, version: `${system}@${version}`, row, logged: out, replayed, equal, explanation };
  });

  app.get<{ Params: { system: string }; Querystring: { limit?: string } }>(
    '/v1/systems/:system/answers',
    { config, schema: { ...schema, querystring: RecentQuery } },
    async ({ params, query }) => {
      const { name, kind, log } = server.project.pickAny(params.system);
      await log.flush();
      const limit = Number(query.limit ?? USUAL_LIMIT);
      const logged = kind === 'predict' ? 'predictions' : 'slates';
      return { system: name, kind, answers: await recentAnswers(server.journal, name, logged, limit) };
    },
  );
}

/** A prediction can be looked up as soon as it was answered. */
async function flushAll({ project }: Server): Promise<void> {
  await Promise.all(project.all.map((s) => s.log.flush()));
}

import type { FastifyInstance } from 'fastify';
import { replay } from '../../stages/replay.ts';
import { loggedPrediction } from '../../stages/serve/logged-prediction.ts';
import type { Server } from '../server.ts';

type ById = { Params: { id: string } };

/** GET /v1/predictions/:id and its replay: what was answered, and whether it would be again. */
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
    const { prediction, replayed, equal } = await replay(params.id, server);
    const { id, system, version, row, out } = prediction;
    return { id, system, version: `${system}@${version}`, row, logged: out, replayed, equal };
  });
}

/** A prediction can be looked up as soon as it was answered. */
async function flushAll({ project }: Server): Promise<void> {
  await Promise.all(project.all.map((s) => s.log.flush()));
}

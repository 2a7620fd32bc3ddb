import type { FastifyInstance } from 'fastify';
import type { DeploymentBody } from '../../contracts/record.ts';
import { challenge, promote, rollback } from '../../stages/deploy.ts';
import { DeployAnswer, DeployBody, ErrorBody, RecordsBody, RollbackBody } from '../contract.ts';
import type { Server } from '../server.ts';

/** Where nobody says who asks. */
const BY = 'http';

/** POST /v1/admin/*: change who answers. A version is loaded before it is given a place, so a broken one never gets it. */
export function adminRoutes(app: FastifyInstance, server: Server): void {
  const { project, journal } = server;
  const config = { role: 'admin' } as const;
  const response = { 200: DeployAnswer, '4xx': ErrorBody, '5xx': ErrorBody };
  const tags = ['admin'];

  app.post<{ Body: DeployBody }>(
    '/v1/admin/promote',
    { config, schema: { tags, summary: 'Make a version the champion', body: DeployBody, response } },
    ({ body }) => deploy(body, promote),
  );
  app.post<{ Body: DeployBody }>(
    '/v1/admin/challenge',
    { config, schema: { tags, summary: 'Make a version the challenger', body: DeployBody, response } },
    ({ body }) => deploy(body, challenge),
  );
  app.post<{ Body: RollbackBody }>(
    '/v1/admin/rollback',
    { config, schema: { tags, summary: 'Return to the champion before', body: RollbackBody, response } },
    async ({ body }) => {
      const system = project.pickAny(body.system);
      const former = system.registry.former.at(-1);
      if (former !== undefined) await system.version(former);
      const moved = await rollback({ system: system.name, by: body.by ?? BY, why: body.why ?? '' }, server);
      await system.refresh();
      return answer(system.name, moved);
    },
  );

  // The way in for commands of the same project while this process holds the journal.
  app.post<{ Body: RecordsBody }>(
    '/v1/admin/records',
    { config, schema: { hide: true, body: RecordsBody } },
    async ({ body }) => {
      const acks = await journal.append(body.records);
      if (body.records.some((r) => r.kind === 'version' || r.kind === 'deployment')) await project.refresh();
      return { acks };
    },
  );

  async function deploy(body: DeployBody, move: typeof promote): Promise<DeployAnswer> {
    const system = project.pickAny(body.system);
    await system.version(body.version);
    const { version, by = BY, why = '' } = body;
    const moved = await move({ system: system.name, version, by, why }, server);
    await system.refresh();
    return answer(system.name, moved);
  }
}

const answer = (system: string, { action, version, from }: DeploymentBody): DeployAnswer => ({
  system,
  action,
  version: `${system}@${version}`,
  from: from === null ? null : `${system}@${from}`,
});

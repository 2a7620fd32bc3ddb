import type { FastifyInstance } from 'fastify';
import { compareShadow } from '../../stages/serve/shadow-comparison.ts';
import { registryJson } from '../registry-json.ts';
import type { Server } from '../server.ts';

type ByName = { Params: { system: string } };

/** GET /v1/systems: what is served, by which versions, and how the challenger does in shadow. */
export function systemRoutes(app: FastifyInstance, { project, journal }: Server): void {
  const config = { role: 'read' } as const;
  const schema = { tags: ['systems'] };

  app.get('/v1/systems', { config, schema }, () => ({
    systems: project.all.map((s) => registryJson(s)),
  }));

  app.get<ByName>('/v1/systems/:system', { config, schema }, ({ params }, reply) => {
    reply.send(registryJson(project.pickAny(params.system)));
  });

  app.get<ByName>('/v1/systems/:system/shadow', { config, schema }, async ({ params }) => {
    const system = project.pick(params.system);
    const { champion, challenger, challengerFailure, registry, shadow, name } = system;
    if (challenger === undefined)
      return {
        system: name,
        champion: `${name}@${champion.version}`,
        challenger: registry.challenger === null ? null : `${name}@${registry.challenger}`,
        rows: 0,
        because: challengerFailure?.message ?? 'no version waits as challenger',
      };
    await system.log.flush();
    const found = await compareShadow(journal, name, champion.pipeline.task, champion, challenger);
    return {
      system: name,
      ...found,
      champion: `${name}@${found.champion}`,
      challenger: `${name}@${found.challenger}`,
      dropped: shadow.dropped,
    };
  });
}

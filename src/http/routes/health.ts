import type { FastifyInstance } from 'fastify';
import type { Server } from '../server.ts';

/** Probes: open to all, and never refused for load. */
export function healthRoutes(app: FastifyInstance, server: Server): void {
  const config = { role: null };
  const schema = { tags: ['health'], security: [] };

  app.get('/livez', { config, schema }, () => ({ status: 'live' }));
  app.get('/readyz', { config, schema }, (_request, reply) => {
    const because = unready(server);
    return because === null ? { status: 'ready' } : reply.status(503).send({ status: 'not ready', because });
  });

  app.get('/v2/health/live', { config, schema }, () => ({ live: true }));
  app.get('/v2/health/ready', { config, schema }, (_request, reply) => {
    const ready = unready(server) === null;
    return reply.status(ready ? 200 : 503).send({ ready });
  });
}

/** Why no more requests should be sent here; null when they may. */
function unready({ draining, project }: Server): string | null {
  if (draining) return 'the server is being stopped';
  if (project.all.length === 0) return 'no system has a model yet';
  for (const system of project.all) {
    if (system.registry.champion === null) return `${system.name} has no champion`;
    if (system.log.failure !== undefined)
      return `answers of ${system.name} cannot be written: ${system.log.failure.message}`;
  }
  return null;
}

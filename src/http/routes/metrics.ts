import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { exposition } from '../metrics/exposition.ts';
import { serverFamilies } from '../metrics/families.ts';
import type { Server } from '../server.ts';

/** GET /metrics, for Prometheus: requests, models, journal, process, and what monitoring adds. */
export function metricsRoutes(app: FastifyInstance, { project, tallies, gauges }: Server): void {
  const process = new Registry();
  collectDefaultMetrics({ register: process });
  app.get('/metrics', { config: { role: 'read' }, schema: { tags: ['health'] } }, async (_request, reply) => {
    const families = [...serverFamilies(project, tallies), ...((await gauges?.()) ?? [])];
    return reply
      .header('content-type', process.contentType)
      .send(exposition(families) + (await process.metrics()));
  });
}

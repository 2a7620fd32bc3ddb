import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';

/** Describe every route that has a schema at GET /openapi.json. Call before the routes are added. */
export async function describeApi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Millwright',
        version,
        description: 'Predictions of the systems of one project, feedback on them, and their operation.',
      },
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
      security: [{ key: [] }],
    },
  });
  app.get('/openapi.json', { config: { role: 'read' }, schema: { hide: true } }, () => app.swagger());
}

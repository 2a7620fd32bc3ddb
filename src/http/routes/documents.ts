import type { FastifyInstance } from 'fastify';
import { fail } from '../../errors/fail.ts';
import type { Server } from '../server.ts';

type ByVersion = { Params: { system: string; version: string } };

/** GET /v1/systems/:system/versions/:version/documents: design document, model card and data sheet, as facts with their origin. */
export function documentRoutes(app: FastifyInstance, { project, documents }: Server): void {
  if (documents === undefined) return;
  app.get<ByVersion>(
    '/v1/systems/:system/versions/:version/documents',
    {
      config: { role: 'read' },
      schema: { tags: ['systems'], summary: 'What is known of a version, as documents' },
    },
    ({ params: { system, version } }) => {
      const { name, registry } = project.pickAny(system);
      const known = registry.versions.map((v) => v.version);
      if (!known.includes(Number(version))) throw fail('serve/no-version', { system: name, version, known });
      return documents(name, Number(version));
    },
  );
}

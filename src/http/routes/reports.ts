import type { FastifyInstance } from 'fastify';
import { fail } from '../../errors/fail.ts';
import type { Server } from '../server.ts';

type ByVersion = { Params: { system: string; version: string } };

/** GET /reports/:system/:version: the report that was made of a version, one self-contained page. */
export function reportRoutes(app: FastifyInstance, { report }: Server): void {
  app.get<ByVersion>(
    '/reports/:system/:version',
    { config: { role: 'read' }, schema: { tags: ['systems'] } },
    async ({ params: { system, version } }, reply) => {
      const named = /^[a-z][a-z0-9-]{0,62}$/.test(system) && /^[1-9][0-9]{0,8}$/.test(version);
      const html = named ? await report?.(system, Number(version)) : undefined;
      if (html === undefined) throw fail('http/no-report', { system, version });
      return reply
        .header('content-type', 'text/html; charset=utf-8')
        .header(
          'content-security-policy',
          "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:",
        )
        .header('x-frame-options', 'DENY')
        .header('referrer-policy', 'no-referrer')
        .send(html);
    },
  );
}

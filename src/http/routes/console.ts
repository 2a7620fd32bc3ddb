import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ConsoleFile } from '../../adapters/files/console-files.ts';
import { fail } from '../../errors/fail.ts';
import type { Server } from '../server.ts';

/** Scripts of this server alone; styles may stand in the page, because plots bring their own. Nothing from elsewhere. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const PAGE = 'index.html';

/** The files of the console: open to all, for they tell nothing; what they show asks for a key. */
export function consoleRoutes(app: FastifyInstance, { console }: Server): void {
  if (console === undefined) return;
  app.get<{ Params: { '*': string } }>(
    '/console/*',
    { config: { role: null }, schema: { hide: true } },
    (request, reply) => {
      const name = request.params['*'];
      const file = console.get(name);
      if (file === undefined || name === PAGE)
        throw fail('http/no-route', { method: 'GET', path: `/console/${name.slice(0, 200)}` });
      // Its name holds a hash of what is in it.
      reply.header('cache-control', 'public, max-age=31536000, immutable');
      return send(file, request, reply);
    },
  );
}

/** The page that holds the console; which of its views is shown stands in the address. Undefined where it was not built. */
export function sendConsole(
  console: Server['console'],
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply | undefined {
  const page = console?.get(PAGE);
  if (page === undefined) return undefined;
  reply
    .header('content-security-policy', POLICY)
    .header('referrer-policy', 'no-referrer')
    .header('x-frame-options', 'DENY')
    .header('cache-control', 'no-cache');
  return send(page, request, reply);
}

function send({ type, body, gzip }: ConsoleFile, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.header('content-type', type).header('vary', 'accept-encoding');
  const small = gzip !== undefined && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  return small ? reply.header('content-encoding', 'gzip').send(gzip) : reply.send(body);
}

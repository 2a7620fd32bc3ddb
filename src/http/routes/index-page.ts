import type { FastifyInstance } from 'fastify';
import type { Server } from '../server.ts';
import { sendConsole } from './console.ts';

/** GET /: the console to a browser, else where things are. Open to all, so it names no system. */
export function indexRoutes(app: FastifyInstance, { programVersion, console }: Server): void {
  app.get('/', { config: { role: null }, schema: { hide: true } }, (request, reply) => {
    const wantsPage = request.headers.accept?.includes('text/html') === true;
    const page = wantsPage ? sendConsole(console, request, reply) : undefined;
    return page ?? reply.header('vary', 'accept').send(places(programVersion));
  });
}

const places = (version: string) => ({
  name: 'millwright',
  version,
  endpoints: {
    session: 'POST /v1/session',
    predict: 'POST /v1/predict',
    feedback: 'POST /v1/feedback',
    recommend: 'POST /v1/recommend',
    similar: 'POST /v1/similar',
    events: 'POST /v1/events',
    items: 'POST /v1/items',
    users: 'POST /v1/users',
    slate: 'GET /v1/slates/{id}',
    systems: 'GET /v1/systems',
    prediction: 'GET /v1/predictions/{id}',
    replay: 'GET /v1/predictions/{id}/replay',
    shadow: 'GET /v1/systems/{system}/shadow',
    watch: 'GET /v1/watch',
    series: 'GET /v1/systems/{system}/series',
    acknowledge: 'POST /v1/admin/acknowledge',
    report: 'GET /reports/{system}/{version}',
    promote: 'POST /v1/admin/promote',
    rollback: 'POST /v1/admin/rollback',
    challenge: 'POST /v1/admin/challenge',
    openInference: 'GET /v2',
    openapi: 'GET /openapi.json',
    metrics: 'GET /metrics',
    live: 'GET /livez',
    ready: 'GET /readyz',
  },
});

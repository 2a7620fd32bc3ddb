import type { FastifyInstance } from 'fastify';
import type { Server } from '../server.ts';

const EVERY_MS = 1000;
/** A comment now and then keeps connections open that something between would close. */
const QUIET_TURNS = 15;
/** Browsers that listen at once, at most: each holds a connection. */
const MOST_LISTENERS = 64;

/**
 * GET /v1/live, as server-sent events: a line whenever something happened, at most once a second. It says what changed, not
 * to what: whoever shows it asks for it.
 */
export function liveRoutes(app: FastifyInstance, { project, tallies, watch }: Server): void {
  const listeners = new Set<NodeJS.WritableStream>();
  let last = '';
  let quiet = 0;
  const tell = (text: string): void => {
    for (const stream of listeners) stream.write(text);
  };
  const timer = setInterval(() => {
    if (listeners.size === 0) return;
    const now = JSON.stringify({
      answers: answersOf(tallies),
      champions: championsOf(project),
      ticks: watch?.ticks,
    });
    if (now !== last) tell(`data: ${now}\n\n`);
    else if (++quiet % QUIET_TURNS === 0) tell(': still here\n\n');
    last = now;
  }, EVERY_MS);
  timer.unref();
  app.addHook('preClose', (done) => {
    clearInterval(timer);
    for (const stream of listeners) stream.end();
    done();
  });

  app.get('/v1/live', { config: { role: 'read' }, schema: { hide: true } }, (request, reply) => {
    if (listeners.size >= MOST_LISTENERS) return reply.status(503).send();
    reply.hijack();
    const stream = reply.raw;
    stream.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    stream.write(`retry: 2000\n\n`);
    listeners.add(stream);
    request.raw.on('close', () => listeners.delete(stream));
    return reply;
  });
}

const championsOf = (project: Server['project']): readonly string[] =>
  project.all.map(({ name, registry }) => `${name}@${registry.champion}/${registry.versions.length}`);

/** What systems answered; what the console asks is not counted, or it would ask because it asked. */
const answersOf = ({ versions }: Server['tallies']): number =>
  versions.reduce((sum, { requests }) => sum + requests, 0);

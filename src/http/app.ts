import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyInstance, type FastifyRequest, type RouteOptions } from 'fastify';
import { destination, pino } from 'pino';
import { type Failure, fail } from '../errors/fail.ts';
import { atEndOfTurn } from './end-of-turn.ts';
import { errorBody, failureSender } from './failures.ts';
import { readJsonOnly } from './json-parser.ts';
import { checkRole, KeyRing, type Role } from './keys.ts';
import { Tallies } from './metrics/tallies.ts';
import type { Tally } from './metrics/tally.ts';
import { describeApi } from './openapi.ts';
import { refuseWhenLate } from './refuse-when-late.ts';
import { adminRoutes } from './routes/admin.ts';
import { consoleRoutes } from './routes/console.ts';
import { documentRoutes } from './routes/documents.ts';
import { feedRoutes } from './routes/feed.ts';
import { feedbackRoutes } from './routes/feedback.ts';
import { healthRoutes } from './routes/health.ts';
import { indexRoutes } from './routes/index-page.ts';
import { inferenceRoutes } from './routes/inference.ts';
import { liveRoutes } from './routes/live.ts';
import { metricsRoutes } from './routes/metrics.ts';
import { predictRoutes } from './routes/predict.ts';
import { predictionRoutes } from './routes/predictions.ts';
import { productDataRoutes } from './routes/product-data.ts';
import { recommendRoutes } from './routes/recommend.ts';
import { reportRoutes } from './routes/reports.ts';
import { sessionRoutes } from './routes/session.ts';
import { systemRoutes } from './routes/systems.ts';
import { tryRoutes } from './routes/try-out.ts';
import { versionRoutes } from './routes/versions.ts';
import { watchRoutes } from './routes/watch.ts';
import { type AppOptions, LIMITS, type Server } from './server.ts';
import { checkOrigin, Sessions } from './sessions.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The role that a route needs; null: everybody may. Every route says so. */
    role?: Role | null;
  }
  interface FastifyRequest {
    /** Counters of the version that answers, once it is known. */
    tally: Tally | null;
    /** By `performance.now`. */
    startedAt: number;
  }
}

/** The HTTP service, ready to listen. `app.close()` finishes the requests under way; the project is its caller's. */
export async function makeApp(options: AppOptions): Promise<FastifyInstance> {
  const server: Server = {
    ...options,
    limits: { ...LIMITS, ...options.limits },
    log: options.log ?? pino({ level: 'warn' }, destination(2)),
    tallies: options.tallies ?? new Tallies(),
    sessions: new Sessions(options.keys ?? []),
    since: options.clock.now(),
    draining: false,
  };
  const sendFailure = failureSender(server.log);
  const app = bareApp(server, sendFailure);
  readJsonOnly(app);
  app.decorateRequest('tally', null);
  app.decorateRequest('startedAt', 0);
  app.addHook('onRequest', (request, reply, done) => {
    request.startedAt = performance.now();
    reply.header('x-request-id', request.id);
    reply.header('x-content-type-options', 'nosniff');
    // What answers a POST is not cached unless it says that it may be (RFC 9111, section 3).
    if (request.method !== 'POST') reply.header('cache-control', 'no-store');
    done();
  });
  app.addHook('onRoute', guardAndCount(server));
  app.addHook('preClose', (done) => {
    server.draining = true;
    done();
  });
  app.setErrorHandler(sendFailure);
  app.setNotFoundHandler((request, reply) =>
    sendFailure(fail('http/no-route', { method: request.method, path: pathOf(request) }), request, reply),
  );
  await describeApi(app, options.programVersion);
  // Never refused for load: who looks at a server that is too busy must see that it is.
  await app.register(async (always) => {
    healthRoutes(always, server);
    indexRoutes(always, server);
    consoleRoutes(always, server);
  });
  await app.register(async (api) => {
    await limitLoad(api, server);
    for (const routes of [
      sessionRoutes,
      liveRoutes,
      predictRoutes,
      feedbackRoutes,
      predictionRoutes,
      recommendRoutes,
      feedRoutes,
      productDataRoutes,
      systemRoutes,
      versionRoutes,
      tryRoutes,
      adminRoutes,
      metricsRoutes,
      reportRoutes,
      watchRoutes,
      documentRoutes,
    ])
      routes(api, server);
    await api.register(async (v2) => inferenceRoutes(v2, server));
  });
  await app.ready();
  return app;
}

function bareApp({ limits }: Server, sendFailure: ReturnType<typeof failureSender>): FastifyInstance {
  return fastify({
    // Neither a line nor a logger per request: /metrics counts them, and a line would cost 40 % of the requests a second.
    logger: false,
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    http: {
      requestTimeout: limits.requestTimeoutMs,
      headersTimeout: Math.min(limits.requestTimeoutMs, 15_000),
      connectionsCheckingInterval: 5_000,
    },
    routerOptions: { maxParamLength: 128 },
    genReqId: requestId,
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false } },
    // Before any route is known, such as for a path that cannot be decoded.
    frameworkErrors: sendFailure,
    clientErrorHandler(error, socket) {
      const status =
        error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
      const failure = fail('http/malformed', { because: `it is not HTTP that can be read (${error.code})` });
      const body = JSON.stringify(errorBody(failure, nextRequestId()));
      if (socket.writable)
        socket.write(
          `HTTP/1.1 ${status} Bad Request\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
        );
      socket.destroy(error);
    },
  });
}

let requests = 0;
const started = Date.now().toString(36);
const nextRequestId = (): string => `${started}-${(requests++).toString(36)}`;

/** The client's own id where it sends one that is safe to repeat. */
function requestId({ headers }: { headers: Record<string, string | string[] | undefined> }): string {
  const sent = headers['x-request-id'];
  return typeof sent === 'string' && /^[\w.:-]{1,128}$/.test(sent) ? sent : nextRequestId();
}

const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0]!.slice(0, 200);

/** Closures made once a route, so that a request looks nothing up. */
function guardAndCount({ keys, tallies, clock, sessions }: Server): (route: RouteOptions) => void {
  const ring = keys === null ? null : new KeyRing(keys);
  const soon = atEndOfTurn();
  return (route) => {
    const role = route.config?.role;
    if (role === undefined)
      throw new Error(`${String(route.method)} ${route.url} does not say which role it needs`);
    const reading = route.method === 'GET' || route.method === 'HEAD';
    if (ring !== null && role !== null)
      route.onRequest = (request, _reply, done) => {
        try {
          const { authorization, cookie } = request.headers;
          const has =
            authorization === undefined && cookie !== undefined
              ? sessions.roles(cookie, clock.now())
              : undefined;
          if (has === undefined) ring.check(authorization, role, reading);
          else {
            if (!reading) checkOrigin(request.headers);
            checkRole(has, role);
          }
          done();
        } catch (error) {
          done(error as Failure);
        }
      };
    const tally = tallies.route(String(route.method), route.url);
    const asks = route.method === 'POST' && (role === 'predict' || role === 'ingest');
    // Not onResponse: the listeners that it needs on each response cost more than all counting.
    route.onSend = (request, reply, payload, done) =>
      soon(() => {
        const seconds = (performance.now() - request.startedAt) / 1000;
        tally.note(reply.statusCode, seconds);
        request.tally?.note(reply.statusCode, seconds);
        if (asks) tallies.ask(reply.statusCode, request.tally !== null);
        done(null, payload);
      });
  };
}

async function limitLoad(api: FastifyInstance, { limits }: Server): Promise<void> {
  if (limits.eventLoopDelayMs !== null) refuseWhenLate(api, limits.eventLoopDelayMs);
  if (limits.requestsPerMinute !== null)
    await api.register(rateLimit, {
      max: limits.requestsPerMinute,
      timeWindow: 60_000,
      keyGenerator: (request) => request.headers.authorization ?? request.ip,
      errorResponseBuilder: (_request, { ttl }) => fail('http/rate', { seconds: Math.ceil(ttl / 1000) }),
    });
}

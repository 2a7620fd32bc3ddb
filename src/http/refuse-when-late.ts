import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { FastifyInstance } from 'fastify';
import { fail } from '../errors/fail.ts';

/** How often the clock of the delay ticks. */
const TICK_MS = 10;
/** Answered to a client that is refused: when to come again. */
const RETRY_SECONDS = 10;

/**
 * Refuse the requests of `app` with 'http/overloaded' while the event loop is late by more than `mostMs` on average.
 *
 * The delay is measured from when the server listens: loading models keeps the loop busy, and nobody waits for it then.
 *
 * @param everyMs each so many ms it is judged anew
 */
export function refuseWhenLate(app: FastifyInstance, mostMs: number, everyMs = 1000): void {
  const delay = monitorEventLoopDelay({ resolution: TICK_MS });
  let late = false;
  let timer: NodeJS.Timeout | undefined;
  app.addHook('onListen', (done) => {
    delay.enable();
    timer = setInterval(() => {
      // Without a tick since the last look it is no number: so late is the loop that nothing else has run.
      late = !(delay.mean / 1e6 - TICK_MS <= mostMs);
      delay.reset();
    }, everyMs).unref();
    done();
  });
  app.addHook('onClose', (_app, done) => {
    clearInterval(timer);
    delay.disable();
    done();
  });
  app.addHook('onRequest', (_request, reply, done) => {
    if (!late) return done();
    reply.header('retry-after', RETRY_SECONDS);
    done(fail('http/overloaded', {}));
  });
}

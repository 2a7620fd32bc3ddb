import { setTimeout as wait } from 'node:timers/promises';
import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, expect, test } from 'vitest';
import { refuseWhenLate } from '../../src/http/refuse-when-late.ts';

const EVERY_MS = 40;
let app: FastifyInstance;
afterEach(() => app.close());

function appThatIsJudged(): FastifyInstance {
  app = fastify();
  refuseWhenLate(app, 80, EVERY_MS);
  app.get('/', () => 'here');
  return app;
}

/** Keep the event loop from turning. */
function hold(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end; );
}

/** What requests meet in the next few looks. */
async function statuses(): Promise<number[]> {
  const met = [];
  for (let i = 0; i < 4; i++) {
    met.push((await app.inject('/')).statusCode);
    await wait(EVERY_MS / 2);
  }
  return met;
}

test('a loop that is late refuses until it is on time again', async () => {
  await appThatIsJudged().listen({ port: 0 });
  await wait(EVERY_MS / 2);
  expect((await app.inject('/')).statusCode).toBe(200);
  const afterAHold = async () => {
    // Long enough for the mean of the look in which it falls, however many ticks came on time before it.
    hold(16 * EVERY_MS);
    await wait(1);
    return app.inject('/');
  };
  let refused = await afterAHold();
  // On a busy machine the next look may come before the request.
  for (let i = 0; i < 5 && refused.statusCode === 200; i++) refused = await afterAHold();
  expect([refused.statusCode, refused.headers['retry-after']]).toEqual([503, '10']);
  expect(refused.json().code).toBe('http/overloaded');
  await expect.poll(async () => (await app.inject('/')).statusCode).toBe(200);
});

test('what holds the loop before the server listens refuses nobody', async () => {
  await appThatIsJudged().ready();
  hold(2 * EVERY_MS);
  await app.listen({ port: 0 });
  expect(await statuses()).toEqual([200, 200, 200, 200]);
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Context } from '../../src/cli/command.ts';
import { monitor } from '../../src/cli/commands/monitor.ts';
import { silentProgress } from '../../src/cli/show-progress.ts';
import { random } from '../../src/kernels/random.ts';
import { type ServedWorld, SYSTEM, servedWorld, toyRow } from '../worlds/served-system.ts';

let world: ServedWorld;
beforeEach(async () => {
  world = await servedWorld(200);
});
afterEach(() => world.close());

const rowsOf = (count: number, seed: number, shift = 0) => {
  const r = random(seed);
  return Array.from({ length: count }, () => toyRow(r, shift));
};

async function look(options: { rows?: number; unjudged?: boolean } = {}) {
  const context: Context = {
    project: world.project,
    cwd: world.project,
    env: {},
    version: 'test',
    progress: silentProgress,
    signal: new AbortController().signal,
    note: () => {},
    announce: () => {},
    runJob: () => Promise.reject(new Error('monitor runs no job')),
  };
  const outcome = await monitor.run(
    { system: undefined, rows: undefined, unjudged: false, ...options },
    context,
  );
  return outcome!;
}

it('answers beside the process that holds the journal, with what was measured in "metrics"', async () => {
  const rows = rowsOf(200, 1);
  await world.label(
    await world.predict(rows),
    rows.map((row) => row.truth),
  );
  const { json, exit } = await look();
  expect(exit).toBe(0);
  expect(json).toMatchObject({ system: SYSTEM, alerts: [], process: null });
  expect(json.metrics).toMatchObject({ rocAuc: { value: expect.closeTo(0.86, 1) } });
});

it('exits with 1 when there is an alert', async () => {
  await world.predict(rowsOf(200, 2, 1));
  const { json, exit } = await look();
  expect(exit).toBe(1);
  expect(json.alerts).toMatchObject([{ kind: 'drift' }]);
});

it('takes another window size', async () => {
  await world.predict(rowsOf(100, 3));
  expect((await look({ rows: 80 })).json.drift).toMatchObject({ window: { rows: 80, full: 80 } });
});

it('remembers with --unjudged which rows were judged', async () => {
  await world.predict(rowsOf(200, 4, 1));
  const first = (await look({ unjudged: true })).json.drift;
  expect(first).toMatchObject({ alarm: true, window: { rows: 200, begin: null } });
  await world.predict(rowsOf(200, 6));
  const second = (await look({ unjudged: true })).json.drift as { window: object };
  expect(second).toMatchObject({ alarm: false, window: { rows: 200 } });
  expect(second.window).not.toMatchObject({ begin: null });
});

import { expect, test } from 'vitest';
import { folderOf, runHere } from '../cli/run-cli.ts';

/** A log in which arm b pays twice as much as arm a, and a was taken three times out of four. */
const LOG = ['arm,paid,chance,other']
  .concat(
    Array.from({ length: 400 }, (_, i) => {
      const b = i % 4 === 3;
      const paid = b ? i % 8 === 3 : i % 4 === 1 && i % 8 < 4;
      return `${b ? 'b' : 'a'},${paid ? 1 : 0},${b ? 0.25 : 0.75},${b ? 1 : 0}`;
    }),
  )
  .join('\n');
const folder = folderOf({
  'log.csv': LOG,
  'rare.csv': LOG.replace('b,1,0.25', 'b,1,0.000001'),
});
const flags = ['--action', 'arm', '--reward', 'paid', '--propensity', 'chance'];
const estimate = (...args: string[]) => runHere(['estimate', ...args], folder);

test('tells what drawing uniformly would earn, by three estimates', async () => {
  const ran = await estimate('log.csv', ...flags, '--json');
  expect(ran.code).toBe(0);
  const { metrics, refused, effective, actions } = JSON.parse(ran.stdout);
  // a pays 50 of 300, b 50 of 100: half of each is 1/3, and the log paid 1/4.
  for (const name of ['ips', 'snips']) expect(metrics[name].value).toBeCloseTo(1 / 3, 6);
  // Models of the reward are fitted by folds, so that of the others is not quite right.
  expect(metrics.dr.value).toBeCloseTo(1 / 3, 3);
  expect(metrics.logged.value).toBe(0.25);
  expect(metrics.gain.value).toBeCloseTo(metrics.dr.value - 0.25, 12);
  expect(metrics.dr.low).toBeLessThan(1 / 3);
  expect(metrics.dr.high).toBeGreaterThan(1 / 3);
  expect([refused, actions]).toEqual([null, 2]);
  expect(effective).toBeCloseTo(300, 6);
});

test('takes the chances of another policy from a column', async () => {
  const ran = await estimate('log.csv', ...flags, '--policy', 'other');
  expect(ran.code).toBe(0);
  expect(ran.stdout).toMatch(/SNIPS\s+0\.500/);
  expect(ran.stdout).toContain('no doubly robust estimate');
});

test('refuses a log that is worth too few decisions', async () => {
  const ran = await estimate('rare.csv', ...flags);
  expect(ran.code).toBe(1);
  expect(ran.stdout).toContain('refused: the log of 400 decisions is worth 1 of the other policy');
  expect(ran.stdout).not.toContain('SNIPS');
});

test.each([
  [['log.csv', '--action', 'amr', '--reward', 'paid', '--propensity', 'chance'], 'Did you mean "arm"?'],
  [['none.csv', ...flags], 'none.csv'],
])('%j is refused kindly', async (args, says) => {
  const ran = await estimate(...args);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain(says);
  expect(ran.stdout).toBe('');
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { random } from '../../src/kernels/random.ts';
import { type Ran, runHere } from '../cli/run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'millwright-evaluate-'));
afterAll(() => rmSync(folder, { recursive: true }));

const r = random(3);
/** Sixty users with eight of twenty items of their own parity; the last is held out. */
const users = Array.from({ length: 60 }, (_, u) => {
  const items = Array.from({ length: 20 }, (_, i) => `i${2 * i + (u % 2)}`);
  return { id: `u${u}`, items: items.sort(() => r() - 0.5).slice(0, 8) };
});
const write = (name: string, lines: string[]): string => {
  writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
  return name;
};
const events = (from: number, to: number): string[] =>
  users.flatMap(({ id, items }, u) =>
    items.slice(from, to).map((i, at) => `${id}\t${i}\t3\t${1e9 + 3 * u + from + at}`),
  );
const lists = (from: number, to: number): string[] =>
  users.map(({ id, items }) => [id, ...items.slice(from, to)].join(' '));

describe('events that others have split', () => {
  let ran: Ran;
  beforeAll(async () => {
    const [train, held] = [write('a.tsv', events(0, 7)), write('b.tsv', events(7, 8))];
    const asked = ['evaluate', '--train', train, '--test', held, '--json', '--budget', '2s'];
    ran = await runHere([...asked, '--ratings', 'observed'], folder);
  });

  test('are judged in one JSON object, with intervals, by a recommender that finds the parity', () => {
    expect(ran.code).toBe(0);
    const got = JSON.parse(ran.stdout);
    expect(got).toMatchObject({
      kind: 'recommend',
      primary: 'ndcgAt10',
      users: { all: 60, judged: 60 },
      items: 40,
      events: { train: 420, test: 60 },
      split: { format: 'events', rule: 'leave-last', caution: null },
      negatives: null,
    });
    const { value, low, high } = got.metrics.hitRateAt10;
    // Of 13 items that are left of his parity any may be the one; 10 are shown. By popularity it is 10 of 33.
    expect(value).toBeGreaterThan(0.6);
    expect(low).toBeLessThan(value);
    expect(high).toBeGreaterThan(value);
    expect(Object.keys(got.metrics)).toEqual(
      expect.arrayContaining(['recallAt20', 'mapAt10', 'coverageAt10']),
    );
  });

  test('tell ratings beside biases and the mean, where they are asked for', () => {
    const { ratings } = JSON.parse(ran.stdout);
    // All of them are 3.
    expect(ratings).toMatchObject({ over: 'observed', ratings: 60, rmse: { value: 0 }, mae: { value: 0 } });
    expect(ratings.baselines.map((b: { name: string }) => b.name)).toEqual(['mean', 'biases']);
  });

  test('tell which retrievers were tried, and why they were combined as they were', () => {
    const { choice, model } = JSON.parse(ran.stdout);
    expect(choice.trials.length).toBeGreaterThan(3);
    expect(choice.because).toContain(choice.best.retriever);
    expect([choice.best.retriever, 'blend', 'model']).toContain(model);
  });
});

test('lists are judged by one retriever among drawn items, which is said', async () => {
  const [train, held] = [write('a.txt', lists(0, 7)), write('b.txt', lists(7, 8))];
  const args = ['evaluate', '--train', train, '--test', held, '--model', 'most-popular', '--negatives', '9'];
  const [text, json] = await Promise.all([runHere(args, folder), runHere([...args, '--json'], folder)]);
  expect(text.stdout).toMatch(/drawn by chance: not the figures of a full ranking/);
  const got = JSON.parse(json.stdout);
  expect(got.split).toEqual({ format: 'lists', rule: 'chance', caution: null });
  expect(got.negatives).toBe(9);
  expect(got.metrics.sampledHitRateAt10.value).toBe(1);
  expect(got.metrics.hitRateAt10).toBeUndefined();
});

test.each([['--prequential'], ['--trials', '3']])(
  '%s is refused, and says for what it is',
  async (...flag) => {
    const [train, held] = [write('a.tsv', events(0, 7)), write('b.tsv', events(7, 8))];
    const { code, stderr } = await runHere(['evaluate', '--train', train, '--test', held, ...flag], folder);
    expect(code).toBe(2);
    expect(stderr).toContain(`${flag[0]} is for tables with a column to predict`);
  },
);

test('a line that cannot be read is told with file and line', async () => {
  const bad = write('bad.tsv', [...events(0, 7), 'u1\ti1\tgood\t1000000000']);
  const { code, stderr } = await runHere(['evaluate', '--train', bad, '--test', 'b.tsv'], folder);
  expect(code).toBe(2);
  expect(stderr).toMatch(/Line 421 of bad\.tsv cannot be read: the value "good" is no number/);
});

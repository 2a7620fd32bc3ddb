import { expect, test } from 'vitest';
import { secondsOf } from '../../src/cli/duration.ts';
import { leaderboardText } from '../../src/cli/leaderboard-text.ts';
import { paint } from '../../src/cli/paint.ts';
import { searchText } from '../../src/cli/search-text.ts';
import type { SearchRecord, TrialRecord } from '../../src/contracts/search.ts';

test('a time is seconds, minutes or hours', () => {
  expect(['90', '90s', '1.5m', '2h', ' 5s '].map((text) => secondsOf('--budget', text))).toEqual([
    90, 90, 90, 7200, 5,
  ]);
  for (const text of ['', 's', '-5s', '0', '5 days', '1e3'])
    expect(() => secondsOf('--budget', text), text).toThrow(/--budget.*60s, 5m or 1h/s);
});

const trial = (model: string): TrialRecord => ({
  model,
  params: {},
  score: 0.5,
  share: 1,
  pruned: false,
  fitSeconds: 1,
});

test('a search says why it ended, how it is repeated, and what answers together', () => {
  const record: SearchRecord = {
    method: 'tiers',
    budgetSeconds: 60,
    mostTrials: null,
    stopped: 'time',
    rounds: 5,
    judgedRows: 100,
    metric: 'rocAuc',
    trials: [trial('majority'), trial('logistic'), trial('boosted-trees')],
    ensemble: [
      { trial: 2, share: 0.75 },
      { trial: 1, share: 0.25 },
    ],
  };
  expect(searchText(record)).toBe(
    '3 trials; its 60 s were over. "millwright run --trials 3" repeats them.\n' +
      'The ensemble is the sum of 0.75 boosted-trees, 0.25 logistic.',
  );
  expect(
    searchText({ ...record, trials: [trial('majority')], stopped: 'not worth it', ensemble: null }),
  ).toBe('1 trial; more was not worth it. "millwright run --trials 1" repeats it.');
});

test('a leaderboard says what cannot be told apart, and what else there is to weigh', () => {
  const line = (
    model: string,
    versusBest: { value: number; low: number; high: number } | null,
    rowsNeeded: number | null,
  ) => ({
    model,
    score: { value: 0.8, low: 0.7, high: 0.9 },
    versusBaseline: null,
    versusBest,
    fitSeconds: 1,
    singleRowMicros: 2,
    bytes: 3000,
    tradeOffs: { rowsNeeded, memoryBytes: 4e6, updates: false, explains: true, browser: true },
  });
  const lines = [
    line('a', { value: 0.05, low: 0.01, high: 0.1 }, 1000),
    line('b', { value: 0.01, low: -0.01, high: 0.03 }, null),
    line('c', { value: -0.02, low: -0.03, high: -0.01 }, 5),
    line('d', null, 9),
  ];
  const board = {
    primary: 'rocAuc',
    best: 3,
    lines,
    metrics: { rocAuc: lines[3]!.score },
    level: 0.95,
    paint: paint(false),
  };
  const text = leaderboardText(board).split('\n');
  expect(text[0]).toMatch(/against d/);
  expect(text[1]).toMatch(/behind by 0\.0500/);
  expect(text[2]).toMatch(/not distinguishable/);
  expect(text[3]).toMatch(/ahead by 0\.0200/);
  expect(text[6]).toMatch(/rows needed +memory +learns online +explains +in a browser/);
  expect(text[7]).toMatch(/a +1,000 +4\.0 MB +no +yes +yes/);
  // Without a comparison and without a search there is neither column.
  const plain = lines.map(({ versusBest: _, tradeOffs: __, ...rest }) => rest);
  expect(leaderboardText({ ...board, lines: plain })).not.toMatch(/against|needed/);
});

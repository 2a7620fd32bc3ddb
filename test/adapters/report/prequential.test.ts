import { expect, test } from 'vitest';
import { prequential } from '../../../src/adapters/report/sections/prequential.ts';
import type { KeptUp } from '../../../src/contracts/prequential.ts';
import { churnLike, madeFacts } from './made-facts.ts';

const facts = madeFacts({ ...churnLike, rows: 200, samples: 20 });
const way = (upkeep: KeptUp['upkeep'], accuracy: number): KeptUp => ({
  upkeep,
  fits: 9,
  seconds: 1,
  metrics: { accuracy },
  blocks: [accuracy, null, accuracy - 0.1],
  versusNever: upkeep === 'never' ? null : { value: 0.125, low: 0.1, high: 0.15 },
});
const record = {
  metric: 'accuracy',
  rows: 200,
  batch: 1,
  delay: 0,
  refitEvery: 80,
  window: 500,
  ways: [way('never', 0.61), way('update', 0.735)],
};

test('a run that went through no stream says nothing of it', () => {
  expect(prequential(facts)).toBeNull();
});

test('each way of keeping up is drawn by block, and told with its gain', () => {
  const models = facts.models.map((m) => ({ ...m, prequential: record }));
  const { body } = prequential({ ...facts, models })!;
  expect(body.markup.match(/<tr/g)).toHaveLength(1 + 2 * models.length);
  expect(body.markup).toContain('updated as rows come');
  expect(body.markup).toMatch(/0\.125 /);
  // Two ways of two blocks that are defined.
  expect(body.markup.match(/<circle/g)).toHaveLength(4);
});

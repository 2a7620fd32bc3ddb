import { expect, test } from 'vitest';
import { chosenOf } from '../../../src/stages/feed/choose-model.ts';

const behind = (low: number) => ({ value: low + 0.1, low, high: low + 0.2 });
const [near, clearly] = [behind(-0.05), behind(0.01)];
const [linear, trees, network] = [
  { name: 'linear-heads', normalisedEntropy: 0.9 },
  { name: 'model-per-head', normalisedEntropy: 0.95 },
  { name: 'shared-body', normalisedEntropy: 0.8 },
];

test('of models that come near the best a simple one is chosen, the least surprised of them', () => {
  expect(chosenOf([trees, linear, network], [near, near, near])).toBe(1);
  expect(chosenOf([trees, linear, network], [near, clearly, near])).toBe(0);
});

test('a complex model is chosen where it brings clearly more than every simple one', () => {
  expect(chosenOf([trees, linear, network], [clearly, clearly, near])).toBe(2);
});

import { expect, test } from 'vitest';
import { eventWeight } from '../../../src/recipe/recommender/event-weight.ts';

const rule = { says: '', actions: null, atLeast: null, weighted: false };
const none = Number.NaN;

test('an action counts as the rule says, and one that it does not name as nothing', () => {
  const actions = { like: 3, skip: -1 };
  const of = (action: string | null) => eventWeight({ ...rule, actions }, action, none);
  expect(['like', 'skip', 'view', 'toString', null].map(of)).toEqual([3, -1, 0, 0, 0]);
  expect(eventWeight(rule, 'whatever', none)).toBe(1);
});

test('a value multiplies where it is weighed, and turns the event where it is too low', () => {
  const weighed = { ...rule, weighted: true };
  expect(eventWeight(weighed, null, 4)).toBe(4);
  expect(eventWeight({ ...weighed, atLeast: 3 }, null, 2)).toBe(-2);
  expect(eventWeight({ ...rule, atLeast: 3 }, null, 2)).toBe(-1);
  expect(eventWeight({ ...rule, atLeast: 3 }, null, 3)).toBe(1);
  expect(eventWeight({ ...weighed, atLeast: 3, actions: { rate: 2 } }, 'rate', none)).toBe(2);
  // Against it is against it, whatever the sign of the weight.
  expect(eventWeight({ ...rule, atLeast: 0, actions: { dislike: -2 } }, 'dislike', -1)).toBe(-2);
});

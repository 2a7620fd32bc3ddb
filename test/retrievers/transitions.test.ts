import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { transitions } from '../../src/retrievers/transitions.ts';
import { asked, eventsOf, opened, scored } from './retrieve.ts';

const golden = JSON.parse(
  readFileSync(new URL('../golden/recommend/transitions.json', import.meta.url), 'utf8'),
) as {
  users: number;
  items: number;
  events: [number, number, number, number][];
  histories: number[][];
  cases: { params: object; scores: number[][] }[];
};
const events = eventsOf(golden.users, golden.items, golden.events);

test.each(golden.cases)('counts steps as a count of all pairs does: $params', async ({ params, scores }) => {
  const open = await opened(transitions, events, params);
  golden.histories.forEach((history, i) => {
    const expected = scores[i]!.map((score) => (score === 0 ? null : score));
    scored(open, asked(history)).forEach((score, item) => {
      if (expected[item] === null) expect(score).toBe(null);
      else expect(score).toBeCloseTo(expected[item]!, 4);
    });
  });
});

test('what the user was against, or only saw, is no step', async () => {
  const open = await opened(transitions, events, {});
  const weight = Float32Array.of(1, -1, 0);
  expect(scored(open, asked([2, 5, 7], { weight }))).toEqual(scored(open, asked([2])));
});

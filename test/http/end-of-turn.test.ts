import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { atEndOfTurn } from '../../src/http/end-of-turn.ts';

test('what is kept is done at the end of the turn, in order; what that keeps, a turn later', async () => {
  const soon = atEndOfTurn();
  const done: string[] = [];
  soon(() => {
    done.push('first');
    soon(() => done.push('later'));
  });
  soon(() => done.push('second'));
  await Promise.resolve();
  expect(done).toEqual([]);
  await turn();
  expect(done).toEqual(['first', 'second']);
  await turn();
  expect(done).toEqual(['first', 'second', 'later']);
});

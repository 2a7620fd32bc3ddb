import { expect, test } from 'vitest';
import type { EventInput } from '../../../src/stages/serve/recommend/store-events.ts';
import { ServedImpressions } from '../../../src/stages/serve/served-impressions.ts';

test('what is answered to somebody is noted place by place, once, some slates at a time; what cannot be stored stops nobody', async () => {
  const stored: (readonly EventInput[])[] = [];
  const shown = new ServedImpressions(async (events) => {
    stored.push(events);
    if (stored.length === 1) throw new Error('the disk is full');
  });
  shown.note('seen', 's.0', { user: 'ann', at: 1, items: ['a', 'b'] });
  shown.note('seen', 's.1', { user: null, at: 2, items: ['c'] });
  await shown.flush();
  shown.note('seen', 's.2', { user: 'ben', at: 3, items: ['d'] });
  await new Promise((done) => setTimeout(done, 30));
  await shown.flush();
  const first = { type: 'seen', user: 'ann', at: 1, requestId: 's.0' };
  expect(stored).toEqual([
    [
      { ...first, id: 's.0:0', item: 'a', position: 0 },
      { ...first, id: 's.0:1', item: 'b', position: 1 },
    ],
    [{ id: 's.2:0', type: 'seen', user: 'ben', item: 'd', at: 3, requestId: 's.2', position: 0 }],
  ]);
});

import { expect, test } from 'vitest';
import { tradeOffs } from '../../../src/adapters/report/sections/trade-offs.ts';
import { churnLike, madeFacts } from './made-facts.ts';

test('trade-offs are shown of a search, with what was not measured left open; a plain run has none', () => {
  const facts = madeFacts({ ...churnLike, rows: 400, samples: 20 });
  expect(tradeOffs(facts)).toBeNull();
  const weighed = { rowsNeeded: 1250, memoryBytes: null, updates: false, explains: true, browser: true };
  const models = facts.models.map((m, i) => (i === facts.subject ? { ...m, tradeOffs: weighed } : m));
  const { markup } = tradeOffs({ ...facts, models })!.body;
  const rows = markup.split('<tr').filter((row) => row.includes('scope="row"'));
  expect(rows).toHaveLength(facts.models.length);
  const subject = rows.filter((row) => row.includes('class="subject"'));
  expect(subject).toHaveLength(1);
  expect(subject[0]).toMatch(/>1,250</);
  expect(subject[0]!.match(/<td>(yes|no)<\/td>/g)).toEqual(['<td>no</td>', '<td>yes</td>', '<td>yes</td>']);
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileArtifacts } from '../../src/adapters/files/artifacts.ts';
import type { FeedManifest } from '../../src/contracts/feed.ts';
import { readJson } from '../../src/stages/json-artifact.ts';
import type { FeedAnswer } from '../../src/stages/serve/feed/feed-answer.ts';
import { runHere } from '../cli/run-cli.ts';
import { type ServedVillage, servedVillage } from './served-village.ts';

/** Posts that people looked at: those that shout are bad. */
const judged = (): string => {
  const rows = Array.from({ length: 600 }, (_, i) => {
    const loudness = ((i * 7) % 100) / 100;
    return `t${i % 4},${loudness},${loudness > 0.75 ? 'bad' : 'good'}`;
  });
  return `topic,loudness,verdict\n${rows.join('\n')}\n`;
};

let village: ServedVillage;
beforeAll(async () => {
  village = await servedVillage({
    posts: "{ file: 'posts.csv', scores: { integrity: { system: 'moderation', class: 'bad' } } }",
    filters: "mostBack: 0, flag: 'integrity'",
    async first(folder) {
      writeFileSync(join(folder, 'judged.csv'), judged());
      writeFileSync(
        join(folder, 'moderation.design.ts'),
        `export default {
  name: 'moderation',
  data: 'judged.csv',
  framing: { target: 'verdict' },
  models: ['boosted-trees'],
  evaluation: { interval: { samples: 20 } },
};
`,
      );
      const run = await runHere(['run', 'moderation', '--quiet'], folder);
      expect(run.code).toBe(0);
    },
  });
});
afterAll(() => village.server.close());

test('another system says of posts what may be shown: of those that were there, and of those that come', async () => {
  const { ask, server, folder } = village;
  const served = server.project.pickFeed('village');
  const { known } = served.maker.live;
  const integrity = (id: string): number => {
    const column = served.maker.live.known.posts.attributes.columns.get('integrity')!;
    return column.form === 'number' ? column.values[known.postTable.items.find(id)!]! : Number.NaN;
  };
  // p7 has loudness .7, p8 and p9 more.
  expect(integrity('p8')).toBeGreaterThan(0.5);
  expect(integrity('p9')).toBeGreaterThan(0.5);
  expect(integrity('p3')).toBeLessThan(0.5);
  expect(served.champion.fitted.columns.map(({ name }) => name)).toContain('post:integrity:log');
  const manifest = await readJson<FeedManifest>(
    fileArtifacts(join(folder, '.millwright/artifacts')),
    served.champion.sha256,
  );
  expect(manifest.scores).toMatchObject([{ column: 'integrity', system: 'moderation', version: 1 }]);

  const put = (item: string, loudness: number, more: object = {}) => ({
    item,
    attributes: { author: 'a1', topic: 't3', loudness, ...more },
  });
  expect(
    (
      await ask('POST', '/v1/items', {
        items: [
          put('calm', 0.3),
          put('shouting', 0.9),
          put('let-go', 0.9, { integrity: 0 }),
          { item: 'p3', attributes: { topic: 't3' } },
        ],
      })
    ).status,
  ).toBe(200);
  // A post that is told has the score that one of the table has, to the last bit.
  const alone = await ask('POST', '/v1/predict', {
    system: 'moderation',
    rows: [{ topic: 't3', loudness: 0.9 }],
  });
  expect(alone.status).toBe(200);
  const { predictions } = alone.json as { predictions: { score: number; label: string }[] };
  const { score, label } = predictions[0]!;
  expect(label).toBe('bad');
  expect(integrity('shouting')).toBe(score > 0.5 ? score : 1 - score);
  expect(integrity('calm')).toBeLessThan(0.5);
  expect(integrity('let-go')).toBe(0);

  const page = await ask('POST', '/v1/feed', {
    reader: 'r1',
    k: 6,
    explain: true,
    why: ['shouting', 'calm', 'p9'],
  });
  const { missing = [] } = page.json as FeedAnswer;
  const why = Object.fromEntries(missing.map((one) => [one.post, JSON.stringify(one)]));
  expect(why.shouting).toContain('flagged');
  expect(why.p9).toContain('flagged');
  expect(why.calm ?? '').not.toContain('flagged');
});

test('a system that cannot score posts is refused by name, before anything is learned', async () => {
  const { folder } = village;
  const design = (scores: string) => {
    const path = join(folder, 'other.design.ts');
    writeFileSync(
      path,
      `export default { name: 'other', kind: 'feed', data: { events: 'events.csv', posts: { file: 'posts.csv', scores: ${scores} } } };\n`,
    );
    return runHere(['run', 'other', '--quiet'], folder);
  };
  for (const [scores, says] of [
    ["{ integrity: 'moderatoin' }", /there is no system "moderatoin".*moderation/is],
    [
      "{ integrity: { system: 'moderation', class: 'ugly' } }",
      /its classes are "bad", "good", not "ugly"|its classes are "good", "bad", not "ugly"/,
    ],
    ["{ loudness: 'moderation' }", /has a column "loudness" already/],
  ] as const) {
    const { code, stderr } = await design(scores);
    expect(stderr).toMatch(says);
    expect(stderr).not.toContain('    at ');
    expect(code).toBe(2);
  }
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { churnCsv, folderOf, runCli } from '../cli/run-cli.ts';

/** A run on the rows that there are, then one on more of them that goes on from it; and a file gone through as a stream. */
const models = ['majority', 'logistic'];
const design = {
  data: { sources: ['churn.csv'], split: { name: 'table-order' } },
  framing: { target: 'Churn' },
  models,
  training: { from: 'champion' },
  evaluation: { prequential: {}, interval: { samples: 20 } },
};
const cwd = folderOf({ 'churn.design.json': JSON.stringify(design), 'later.csv': churnCsv(400) });

async function answered(...args: string[]) {
  const { code, stdout, stderr } = await runCli([...args, '--json', '--quiet'], { cwd });
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}
async function runOn(rows: number) {
  writeFileSync(join(cwd, 'churn.csv'), churnCsv(rows));
  const { models: trained, report } = await answered('run');
  return { logistic: trained[1], page: readFileSync(join(cwd, report), 'utf8') };
}

test('a run on more rows goes on from the champion, and its report says so', async () => {
  const first = await runOn(600);
  expect(first.logistic.start).toEqual({ champion: null, because: 'there is no champion yet' });
  const second = await runOn(900);
  expect(second.logistic.start).toEqual({ champion: 1, sha256: first.logistic.sha256, because: null });
  expect(second.logistic.prequential).toMatchObject({ rows: 180, refitEvery: 18, window: 720 });
  expect(second.page).toContain('Test, then train');
  expect(second.page).toMatch(/Began from.*its features as they were fitted/s);
});

test('a file is gone through in its order, with every model kept up', async () => {
  const asked = ['--train', 'churn.csv', '--test', 'later.csv', '--target', 'Churn', '--model', 'logistic'];
  const { models: measured } = await answered('evaluate', ...asked, '--prequential');
  const ways = measured[0].prequential.ways.map(({ upkeep }: { upkeep: string }) => upkeep);
  expect(ways).toEqual(['never', 'warm', 'window', 'all', 'repeat']);
});

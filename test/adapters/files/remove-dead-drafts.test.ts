import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { removeDeadDrafts } from '../../../src/adapters/files/remove-dead-drafts.ts';

test('drafts of processes that have ended go; those of living ones, and files of the user, stay', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-drafts-'));
  const { pid: dead } = spawnSync(process.execPath, ['--version']);
  const files = [
    `.out.csv.${dead}-0123456789ab.tmp`,
    `.other.csv.${dead}-0123456789ab.tmp`,
    `.out.csv.${process.pid}-0123456789ab.tmp`,
    'mine.tmp',
    `.mine.${dead}.tmp`,
    'out.csv',
  ];
  for (const name of files) writeFileSync(join(folder, name), '');
  await removeDeadDrafts(folder, 'out.csv');
  expect(readdirSync(folder).sort()).toEqual(files.slice(1).sort());
  await removeDeadDrafts(folder);
  expect(readdirSync(folder).sort()).toEqual(files.slice(2).sort());
  rmSync(folder, { recursive: true });
  await removeDeadDrafts(folder);
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { diskFailure, diskRefusal } from '../../src/errors/disk-failure.ts';

const thrownBy = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return error;
  }
};

test('what the disk refuses is a failure with a path and a reason', () => {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-'));
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const through = diskFailure(thrownBy(() => readFileSync(join(file, 'x'))));
  expect(through).toMatchObject({
    code: 'disk/refused',
    message: `${join(file, 'x')} cannot be used: a part of its path is a file, not a folder.`,
  });
  expect(diskRefusal(thrownBy(() => readFileSync(folder)))).toBe('it is a folder, not a file');
  rmSync(folder, { recursive: true });
});

test('a full disk is told as such, also where Node names no file', () => {
  const write = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  expect(diskFailure(write)).toMatchObject({
    code: 'disk/full',
    message: 'There is no room left on the disk.',
  });
  expect(diskFailure(Object.assign(write, { path: 'a.csv' }))?.message).toContain('to write a.csv');
});

test('a fault of the program is none of the disk', () => {
  for (const error of [
    new Error('oops'),
    thrownBy(() => readFileSync('no/such/file')),
    undefined,
    null,
    'text',
  ])
    expect(diskFailure(error)).toBeUndefined();
});

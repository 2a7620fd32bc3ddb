import { expect } from 'vitest';
import type { Ran } from '../cli/run-cli.ts';

export interface Told {
  readonly code: string;
  readonly says: string;
  readonly fix: string;
}

/** What a command that was run with --json refused: one object on stdout, the same in words on stderr, and no stack. */
export function refusal(ran: Ran, exit: 1 | 2 = 2): Told {
  expect(ran.stdout.trim().split('\n')).toHaveLength(1);
  const { error } = JSON.parse(ran.stdout) as { error: Told };
  expect(ran.code).toBe(exit);
  expect(error.code).not.toBe('bug');
  expect(error.says).toMatch(/\.$|\?$/);
  expect(error.fix).toMatch(/\w/);
  expect(ran.stderr).toContain(`(${error.code})`);
  noStack(ran);
  return error;
}

/** The one object of a command that was run with --json. */
export function resultOf<T>(ran: Ran): T {
  if (ran.code !== 0) throw new Error(`exit code ${ran.code}: ${ran.stderr}`);
  noStack(ran);
  expect(ran.stdout.trim().split('\n')).toHaveLength(1);
  return JSON.parse(ran.stdout) as T;
}

export const noStack = ({ stdout, stderr }: Ran): void =>
  expect(stdout + stderr).not.toMatch(/^\s+at .*:\d+:\d+|node:internal|This is a bug/m);

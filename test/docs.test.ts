import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { commands } from '../src/cli/commands/index.ts';

const root = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

test('docs/features-and-models.md is what the components say of themselves', () => {
  const done = spawnSync(process.execPath, ['scripts/make-docs.mjs', '--check'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(done.stderr).toBe('');
  expect(done.status).toBe(0);
});

test('docs/cli.md tells every command with its arguments and options, and no other', () => {
  const headings = [...read('docs/cli.md').matchAll(/^### millwright (\S+)(.*)$/gm)];
  expect(headings.map(([, name]) => name).sort()).toEqual(commands.map((c) => c.name).sort());
  for (const [, name, rest] of headings) {
    const { arguments: positional, options } = commands.find((c) => c.name === name)!;
    const told = [...rest!.matchAll(/--([a-z-]+)/g)].map(([, option]) => option);
    const flag = (option: string): string => option.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);
    expect(told.sort(), `options of ${name}`).toEqual(Object.keys(options).map(flag).sort());
    for (const argument of Object.keys(positional)) expect(rest, name).toContain(argument.toUpperCase());
  }
});

test('every link of every page leads somewhere', () => {
  const pages = [
    ...readdirSync(root).filter((f) => f.endsWith('.md')),
    ...readdirSync(join(root, 'docs')).map((f) => join('docs', f)),
    ...readdirSync(join(root, 'examples')).map((f) => join('examples', f, 'README.md')),
  ].filter((page) => page.endsWith('.md') && existsSync(join(root, page)));
  const broken = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\((?!https?:)([^)#]+)(#[^)]*)?\)/g)]
      .filter(([, target]) => !existsSync(join(root, dirname(page), target!)))
      .map(([link]) => `${page}: ${link}`),
  );
  expect(broken).toEqual([]);
});

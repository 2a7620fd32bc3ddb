import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Arguments, type Command, command } from '../../src/cli/command.ts';
import { commands } from '../../src/cli/commands/index.ts';
import { flagOf, parse } from '../../src/cli/parse.ts';
import { Failure } from '../../src/errors/fail.ts';

const build = command({
  name: 'build',
  about: 'Build a thing',
  arguments: {
    file: { about: 'what to build', required: true },
    out: { about: 'where to', required: false },
  },
  options: {
    port: { type: 'integer', about: 'a port', min: 0, max: 65_535, default: 8080 },
    share: { type: 'number', about: 'a share', min: 0, max: 1 },
    mode: { type: 'choice', about: 'a mode', choices: ['fast', 'slow'] },
    whyNot: { type: 'text', about: 'a reason' },
    force: { type: 'flag', about: 'do it' },
  },
  examples: ['millwright build a.csv --port 1'],
  run: async () => null,
});
const known: readonly Command[] = [build, { ...build, name: 'burn' }];

const args = (...argv: string[]): Arguments => {
  const asked = parse(argv, known, '1.2.3');
  if (asked.kind !== 'command') throw new Error(asked.text);
  return asked.args;
};
const failure = (...argv: string[]): Failure => {
  try {
    parse(argv, known, '1.2.3');
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('nothing was wrong');
};
const text = (...argv: string[]): string => {
  const asked = parse(argv, known, '1.2.3');
  return asked.kind === 'text' ? asked.text : '';
};

describe('arguments and options', () => {
  test('defaults', () => {
    expect(args('build', 'a.csv')).toEqual({ file: 'a.csv', out: undefined, port: 8080, force: false });
  });

  test('all of them, typed', () => {
    expect(
      args('build', 'a', 'b', '--port', '0', '--share=0.5', '--mode', 'slow', '--why-not', 'x y', '--force'),
    ).toEqual({ file: 'a', out: 'b', port: 0, share: 0.5, mode: 'slow', whyNot: 'x y', force: true });
  });

  test('those of every command stand before or behind it', () => {
    for (const argv of [
      ['--json', '--project', 'p', 'build', 'a'],
      ['build', 'a', '--json', '--project', 'p'],
    ]) {
      const asked = parse(argv, known, '1');
      expect(asked).toMatchObject({ everywhere: { json: true, project: 'p', quiet: false } });
    }
  });
});

describe('what is wrong', () => {
  test.each([
    [['bulid'], 'cli/unknown-command', 'There is no command "bulid". Did you mean "build"?'],
    [['x', '--json'], 'cli/unknown-command', 'There is no command "x".'],
    [
      ['build', 'a', '--prot', '1'],
      'cli/unknown-option',
      '"millwright build" has no option "--prot". Did you mean "--port"?',
    ],
    [['--jsno'], 'cli/unknown-option', '"millwright" has no option "--jsno". Did you mean "--json"?'],
    [['build'], 'cli/argument-missing', '"millwright build" needs <file>: what to build.'],
    [
      ['build', 'a', 'b', 'c'],
      'cli/argument-unexpected',
      '"millwright build" takes at most 2 arguments. Got "c" besides.',
    ],
    [['build', 'a', '--port'], 'cli/option-invalid', '--port must be followed by a value. Got nothing.'],
    [
      ['build', 'a', '--port', 'x'],
      'cli/option-invalid',
      '--port must be an integer in [0, 65535]. Got "x".',
    ],
    [
      ['build', 'a', '--port', '1.5'],
      'cli/option-invalid',
      '--port must be an integer in [0, 65535]. Got "1.5".',
    ],
    [
      ['build', 'a', '--port', '70000'],
      'cli/option-invalid',
      '--port must be an integer in [0, 65535]. Got "70000".',
    ],
    [['build', 'a', '--port', ''], 'cli/option-invalid', '--port must be an integer in [0, 65535]. Got "".'],
    [['build', 'a', '--share', '2'], 'cli/option-invalid', '--share must be a number in [0, 1]. Got "2".'],
    [['build', 'a', '--mode', 'mid'], 'cli/option-invalid', '--mode must be one of fast, slow. Got "mid".'],
  ])('%j', (argv, code, says) => {
    const found = failure(...argv);
    expect([found.code, found.message, found.exit]).toEqual([code, says, 2]);
    expect(found.fix).not.toBe('');
  });
});

describe('help', () => {
  test('alone: an overview of every command', () => {
    for (const line of ['Begin with a table', 'build  Build a thing', 'burn   Build a thing'])
      expect(text()).toContain(line);
  });

  test('of one command: arguments, options, examples', () => {
    const help = text('build', '--help');
    for (const part of [
      'Usage: millwright build',
      'what to build',
      '--why-not <text>',
      '--mode <fast|slow>',
      '--json',
      '$ millwright build a.csv --port 1',
    ])
      expect(help).toContain(part);
    expect(text('--help')).toContain('Commands:');
  });

  test('the version', () => {
    expect(text('--version')).toBe('1.2.3');
  });
});

describe('every command of the program', () => {
  test.each(commands.map((c) => [c.name, c] as const))('%s describes itself', (_name, c) => {
    expect(c.about).toMatch(/^[A-Z][^\n]*[^.]$/);
    expect(c.examples.length).toBeGreaterThan(0);
    for (const spec of [...Object.values(c.arguments), ...Object.values(c.options)])
      expect(spec.about).toMatch(/^[^\n]+[^.]$/);
    for (const example of c.examples) {
      expect(example).toMatch(/^millwright /);
      const argv = [...example.matchAll(/"([^"]*)"|(\S+)/g)].map((m) => m[1] ?? m[2]!).slice(1);
      expect(parse(argv, commands, '1')).toMatchObject({ kind: 'command', command: { name: c.name } });
    }
  });

  test('stands once in the list', () => {
    const names = commands.map((c) => c.name);
    expect(new Set(names).size).toBe(names.length);
  });
});

test('docs/cli.md tells of every command and option', () => {
  const docs = readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8');
  const silent = commands.flatMap((c) => {
    const section = docs.split(/^### /m).find((s) => s.startsWith(`millwright ${c.name}`)) ?? '';
    const wanted = [
      '--json',
      ...Object.keys(c.options).map(flagOf),
      ...Object.keys(c.arguments).map((a) => a.toUpperCase()),
    ];
    return wanted.filter((w) => !section.includes(w)).map((w) => `${c.name}: ${w}`);
  });
  expect(silent).toEqual([]);
});

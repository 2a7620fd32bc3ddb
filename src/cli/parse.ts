import { Command as Commander, CommanderError, Option } from 'commander';
import { fail } from '../errors/fail.ts';
import { nearest } from '../errors/nearest.ts';
import type { Arguments, Command, OptionSpec } from './command.ts';

/** What a command line asks for. */
export type Asked =
  | {
      readonly kind: 'command';
      readonly command: Command;
      readonly args: Arguments;
      readonly everywhere: Everywhere;
    }
  /** Help or the version: print this, exit 0. */
  | { readonly kind: 'text'; readonly text: string };

/** The options that every command has. */
export interface Everywhere {
  readonly project: string;
  readonly json: boolean;
  readonly quiet: boolean;
}

const everywhereOf = ({ project = '.', json = false, quiet = false }: Partial<Everywhere>): Everywhere => ({
  project,
  json,
  quiet,
});

/** Read a command line (without node and script). Throws 'cli/...' for anything it does not know. */
export function parse(argv: readonly string[], commands: readonly Command[], version: string): Asked {
  let asked: Asked | undefined;
  let printed = '';
  const program = new Commander('millwright')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .option('--project <dir>', 'the folder of the design files; this one without it')
    .option('--json', 'print exactly one JSON object on stdout')
    .option('--quiet', 'say nothing on stderr but errors')
    .configureHelp({ showGlobalOptions: true })
    .addHelpCommand(false);
  const all = [program];
  for (const command of commands) {
    const sub = describe(program.command(command.name), command);
    sub.action(() => {
      asked = {
        kind: 'command',
        command,
        args: gather(sub, command),
        everywhere: everywhereOf(program.opts()),
      };
    });
    all.push(sub);
  }
  for (const one of all)
    one.exitOverride().configureOutput({
      writeOut: (text) => {
        printed += text;
      },
      writeErr: () => {},
      outputError: () => {},
    });
  try {
    program.parse(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code !== 'commander.help' && error.exitCode !== 0) throw translated(error, argv, commands);
    return { kind: 'text', text: printed.trimEnd() || overview(commands) };
  }
  return asked ?? { kind: 'text', text: overview(commands) };
}

/** Tell commander of one command. */
function describe(sub: Commander, command: Command): Commander {
  sub.description(`${command.about}.`);
  for (const [name, spec] of Object.entries(command.arguments))
    sub.argument(spec.required ? `<${name}>` : `[${name}]`, spec.about);
  for (const [name, spec] of Object.entries(command.options)) sub.addOption(optionOf(name, spec));
  return sub.addHelpText('after', `\nExamples:\n${command.examples.map((e) => `  $ ${e}`).join('\n')}`);
}

/** `testShare` -> `--test-share`. */
export const flagOf = (name: string): string => `--${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`;

function optionOf(name: string, spec: OptionSpec): Option {
  const flag = flagOf(name);
  if (spec.type === 'flag') return new Option(flag, spec.about);
  const option = new Option(`${flag} <${placeholderOf(spec)}>`, spec.about);
  if (spec.default !== undefined && spec.default !== '') option.default(spec.default);
  return option.argParser((given: string) => {
    const value = spec.type === 'integer' || spec.type === 'number' ? Number(given) : given;
    if (given.trim() === '' ? spec.type !== 'text' : !fits(spec, value))
      throw fail('cli/option-invalid', { flag, rule: ruleOf(spec), got: given });
    return value;
  });
}

function placeholderOf(spec: OptionSpec): string {
  if (spec.type === 'text') return spec.placeholder ?? 'text';
  if (spec.type === 'choice') return spec.choices.join('|');
  return 'n';
}

function fits(spec: OptionSpec, value: string | number): boolean {
  if (spec.type === 'choice') return spec.choices.includes(String(value));
  if (spec.type !== 'integer' && spec.type !== 'number') return true;
  const n = Number(value);
  return n >= spec.min && n <= spec.max && (spec.type === 'number' || Number.isInteger(n));
}

function ruleOf(spec: OptionSpec): string {
  if (spec.type === 'choice') return `one of ${spec.choices.join(', ')}`;
  if (spec.type === 'integer') return `an integer in [${spec.min}, ${spec.max}]`;
  if (spec.type === 'number') return `a number in [${spec.min}, ${spec.max}]`;
  return 'a text';
}

function gather(sub: Commander, command: Command): Arguments {
  const args: Record<string, string | number | boolean | undefined> = {};
  Object.keys(command.arguments).forEach((name, i) => {
    args[name] = sub.args[i];
  });
  for (const [name, spec] of Object.entries(command.options))
    if (spec.type === 'flag') args[name] = false;
    else if (spec.default !== undefined) args[name] = spec.default;
  return { ...args, ...sub.opts<Arguments>() };
}

/** Commander's words as a failure of ours. */
function translated(error: CommanderError, argv: readonly string[], commands: readonly Command[]): Error {
  const named = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  const command = commands.find((c) => argv.find((a) => commands.some((k) => k.name === a)) === c.name);
  const title = command ? `millwright ${command.name}` : 'millwright';
  switch (error.code) {
    case 'commander.unknownCommand':
      return unknownCommand(named, commands);
    case 'commander.unknownOption': {
      const known = [
        ...Object.keys(command?.options ?? {}).map(flagOf),
        '--project',
        '--json',
        '--quiet',
        '--help',
      ];
      return fail('cli/unknown-option', { command: title, flag: named, known, near: nearest(named, known) });
    }
    case 'commander.optionMissingArgument':
      return fail('cli/option-invalid', {
        flag: named.split(' ')[0]!,
        rule: 'followed by a value',
        got: null,
      });
    case 'commander.missingArgument':
      return fail('cli/argument-missing', {
        command: title,
        argument: named,
        about: command?.arguments[named]?.about ?? '',
      });
    case 'commander.excessArguments': {
      const takes = Object.keys(command?.arguments ?? {}).length;
      if (command === undefined) return unknownCommand(argv.find((a) => !a.startsWith('-')) ?? '', commands);
      const positional = argv.filter((a) => !a.startsWith('-'));
      return fail('cli/argument-unexpected', { command: title, got: positional.at(-1) ?? '', takes });
    }
    default:
      return error;
  }
}

function unknownCommand(name: string, commands: readonly Command[]): Error {
  const known = commands.map((c) => c.name);
  return fail('cli/unknown-command', { name, known, near: nearest(name, known) });
}

/** What `millwright` alone prints. */
function overview(commands: readonly Command[]): string {
  const width = Math.max(0, ...commands.map((c) => c.name.length)) + 2;
  return [
    'Millwright: write the design of a machine-learning system in one typed file;',
    'it is built, proved, served and kept healthy.',
    '',
    'Begin with a table of your own:',
    '',
    '  $ millwright init churn.csv --target Churn   writes churn.design.ts',
    '  $ millwright run                             prepares, trains, evaluates, registers',
    '  $ millwright serve                           answers over HTTP',
    '',
    'Commands:',
    ...commands.map((c) => `  ${c.name.padEnd(width)}${c.about}`),
    '',
    '"millwright COMMAND --help" tells more about each.',
  ].join('\n');
}

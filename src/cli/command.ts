import type { Progress } from '../ports/progress.ts';
import type { JobInput, JobName, JobOutput } from './jobs/index.ts';

/**
 * What a command of the CLI is. One file a command in commands/, one line in commands/index.ts: parsing, help,
 * `--json`, errors, progress and Ctrl-C are done for it.
 *
 * A command file imports at its top nothing but types, this file and errors/: `--help` loads all of them. Everything
 * else is imported inside `run`, with `await import(...)`.
 */
export interface Command {
  readonly name: string;
  /** One line for the list of commands: an imperative sentence without full stop. */
  readonly about: string;
  /** Positional arguments, in order; optional ones last. */
  readonly arguments: Readonly<Record<string, ArgumentSpec>>;
  /** By camelCase name: `testShare` is `--test-share`. --project, --json and --quiet are everywhere already. */
  readonly options: Readonly<Record<string, OptionSpec>>;
  /** Whole command lines, shown under the help of the command; a test runs their parsing. */
  readonly examples: readonly string[];
  /**
   * Do it.
   *
   * Throws a Failure for what the user can mend. Anything else that is thrown is reported as a bug of ours.
   * @returns what to show, or null when `context.announce` has shown it already.
   */
  run(args: Arguments, context: Context): Promise<Outcome | null>;
}

export interface ArgumentSpec {
  readonly about: string;
  readonly required: boolean;
}

export type OptionSpec =
  | { readonly type: 'flag'; readonly about: string }
  | {
      readonly type: 'text';
      readonly about: string;
      readonly placeholder?: string;
      readonly default?: string;
    }
  | {
      readonly type: 'integer' | 'number';
      readonly about: string;
      readonly min: number;
      readonly max: number;
      readonly default?: number;
    }
  | {
      readonly type: 'choice';
      readonly about: string;
      readonly choices: readonly string[];
      readonly default?: string;
    };

export type Arguments = Readonly<Record<string, string | number | boolean | undefined>>;

/** What a command is given besides its arguments: everything that would otherwise be ambient. */
export interface Context {
  /** The project folder, absolute; it exists. */
  readonly project: string;
  /** Where the shell stands: paths on the command line are relative to it. Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Version of the program. */
  readonly version: string;
  /** Shown on stderr: live on a terminal, one line a step elsewhere, nothing with --quiet. */
  readonly progress: Progress;
  /** Aborted by Ctrl-C or SIGTERM: stop and clean up. A second one ends the process at once. */
  readonly signal: AbortSignal;
  /**
   * Do a job in a process of its own. Throws what the job throws; 'cli/cancelled' when `signal` is aborted; 'cli/job-died'
   * when the process ends without an answer.
   */
  runJob<N extends JobName>(job: N, input: JobInput<N>): Promise<JobOutput<N>>;
  /** A remark for people, on stderr; not with --quiet. */
  note(line: string): void;
  /** Show an outcome now: for a command that then goes on until it is stopped, like `serve`. At most once. */
  announce(outcome: Outcome): void;
}

/** What a command came to. */
export interface Outcome {
  /** With --json, the one object on stdout. What was measured stands in a top-level `metrics`, camelCase. */
  readonly json: Readonly<Record<string, unknown>>;
  /** Without --json, what stdout shows. No newline at the end. */
  text(paint: Paint): string;
  /** Exit code when the command worked and what it found is bad news (`verify`, `monitor`). 0 without. */
  readonly exit?: 0 | 1;
}

/** Colours and tables; plain text when stdout is no terminal or NO_COLOR is set. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  warn(text: string): string;
  name(text: string): string;
  /** Columns aligned; numbers to the right when every cell of a column is one. */
  table(head: readonly string[], rows: readonly (readonly string[])[]): string;
}

type ValueOf<O> = O extends { type: 'flag' }
  ? boolean
  : O extends { type: 'integer' | 'number' }
    ? number
    : O extends { type: 'choice'; choices: readonly (infer C)[] }
      ? C
      : string;

type ArgsOf<A, O> = {
  readonly [K in keyof A]: A[K] extends { required: true } ? string : string | undefined;
} & {
  readonly [K in keyof O]: O[K] extends { type: 'flag' } | { default: string | number }
    ? ValueOf<O[K]>
    : ValueOf<O[K]> | undefined;
};

/**
 * Declare a command: `run` is then handed its arguments by name, with their types.
 *
 * @example
 * export const promote = command({
 *   name: 'promote',
 *   about: 'Make a version the champion',
 *   arguments: { version: { about: 'such as churn@3', required: true } },
 *   options: { why: { type: 'text', about: 'a reason for the record', default: '' } },
 *   examples: ['millwright promote churn@3 --why "better recall"'],
 *   async run({ version, why }, context) { ... },
 * });
 */
export function command<
  const A extends Readonly<Record<string, ArgumentSpec>>,
  const O extends Readonly<Record<string, OptionSpec>>,
>(
  declared: Omit<Command, 'arguments' | 'options' | 'run'> & {
    readonly arguments: A;
    readonly options: O;
    run(args: ArgsOf<A, O>, context: Context): Promise<Outcome | null>;
  },
): Command {
  return declared as unknown as Command;
}

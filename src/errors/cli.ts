import { didYouMean, entry, listed, quoted } from './entry.ts';

/** What can go wrong between a command line and a command. */
export const cli = {
  'cli/unknown-command': entry<{ name: string; known: readonly string[]; near?: string | undefined }>({
    says: (d) => `There is no command ${quoted(d.name)}.${didYouMean(d.near)}`,
    fix: (d) => `Use one of ${listed(d.known, 30)}; "millwright --help" tells what each does.`,
    status: 400,
    exit: 2,
  }),
  'cli/unknown-option': entry<{
    command: string;
    flag: string;
    known: readonly string[];
    near?: string | undefined;
  }>({
    says: (d) => `"${d.command}" has no option ${quoted(d.flag)}.${didYouMean(d.near)}`,
    fix: (d) => `Use ${listed(d.known, 20)}; "${d.command} --help" tells what each does.`,
    status: 400,
    exit: 2,
  }),
  'cli/argument-missing': entry<{ command: string; argument: string; about: string }>({
    says: (d) => `"${d.command}" needs <${d.argument}>: ${d.about}.`,
    fix: (d) => `Add it: "${d.command} <${d.argument}>". "${d.command} --help" has examples.`,
    status: 400,
    exit: 2,
  }),
  'cli/argument-unexpected': entry<{ command: string; got: string; takes: number }>({
    says: (d) =>
      `"${d.command}" takes ${d.takes === 0 ? 'no argument' : `at most ${d.takes} ${d.takes === 1 ? 'argument' : 'arguments'}`}. Got ${quoted(d.got)} besides.`,
    fix: (d) =>
      `Leave it out; quote a value that contains spaces. "${d.command} --help" tells what it takes.`,
    status: 400,
    exit: 2,
  }),
  'cli/option-invalid': entry<{ flag: string; rule: string; got: string | null }>({
    says: (d) => `${d.flag} must be ${d.rule}. Got ${d.got === null ? 'nothing' : quoted(d.got)}.`,
    fix: (d) => `Give ${d.flag} ${d.rule}.`,
    status: 400,
    exit: 2,
  }),
  'cli/options-apart': entry<{ flags: readonly [string, string]; because: string }>({
    says: (d) => `${d.flags[0]} and ${d.flags[1]} do not go together: ${d.because}.`,
    fix: () => 'Leave one of them out.',
    status: 400,
    exit: 2,
  }),
  'cli/kind-unfit': entry<{ command: string; system: string; kind: 'recommend' | 'feed' }>({
    says: (d) =>
      `"millwright ${d.command}" is not for systems of the kind ${d.kind}, which ${quoted(d.system)} is.`,
    fix: (d) => `Ask it over HTTP (POST /v1/${d.kind}); "millwright report" tells what it is worth.`,
    status: 400,
    exit: 2,
  }),
  'cli/events-unfit': entry<{ flag: string; instead: string }>({
    says: (d) =>
      `${d.flag} is for tables with a column to predict; without --target and --design these files are judged as events of a recommender.`,
    fix: (d) => `Leave ${d.flag} out${d.instead}, or name the column to predict with --target.`,
    status: 400,
    exit: 2,
  }),
  'cli/trials-unfit': entry<{ system: string }>({
    says: (d) =>
      `--trials is for systems that predict; ${quoted(d.system)} recommends, and goes through the grids of its retrievers in order.`,
    fix: () => 'Leave --trials out; --budget bounds the time of trying retrievers.',
    status: 400,
    exit: 2,
  }),
  'cli/search-unfit': entry<{ system: string }>({
    says: (d) =>
      `--budget and --trials are for systems that predict or recommend; ${quoted(d.system)} is a feed, whose models are all trained.`,
    fix: () => 'Leave them out; "models" in the design says which are trained, and with what parameters.',
    status: 400,
    exit: 2,
  }),
  'cli/option-missing': entry<{ command: string; flag: string; about: string }>({
    says: (d) => `"${d.command}" needs ${d.flag}: ${d.about}.`,
    fix: (d) => `Add ${d.flag}. "${d.command} --help" has examples.`,
    status: 400,
    exit: 2,
  }),
  'cli/project-absent': entry<{ folder: string }>({
    says: (d) => `The project folder ${d.folder} does not exist or is not a folder.`,
    fix: () => 'Create it, or give another with --project.',
    status: 400,
    exit: 2,
  }),
  'cli/file-absent': entry<{ file: string; near?: string | undefined }>({
    says: (d) => `There is no file ${d.file}.${didYouMean(d.near)}`,
    fix: () => 'Check the path; it is relative to the folder where you run the command.',
    status: 400,
    exit: 2,
  }),
  'cli/file-exists': entry<{ file: string }>({
    says: (d) => `${d.file} exists already, and you may have edited it.`,
    fix: () => 'Add --force to replace it, or --name to write another system beside it.',
    status: 409,
    exit: 2,
  }),
  'cli/file-format': entry<{ file: string; known: readonly string[] }>({
    says: (d) => `${d.file} ends in nothing that tells its format; it must be one of ${listed(d.known)}.`,
    fix: (d) => `Name it with one of ${listed(d.known)}.`,
    status: 400,
    exit: 2,
  }),
  'cli/write-failed': entry<{ file: string; why: string }>({
    says: (d) => `${d.file} could not be written: ${d.why}.`,
    fix: () => 'Check that its folder exists and that you may write there.',
    status: 500,
    exit: 1,
  }),
  'cli/columns-absent': entry<{ file: string; columns: readonly string[] }>({
    says: (d) => `${d.file} has none of the columns that the model takes: ${listed(d.columns, 12)}.`,
    fix: () => 'Check that it is the right file and that its header is spelled as in training.',
    status: 400,
    exit: 2,
  }),
  'cli/target-unchosen': entry<{ file: string; likely: readonly { column: string; because: string }[] }>({
    says: (d) =>
      d.likely.length === 0
        ? `No target was chosen, and no column of ${d.file} looks like one.`
        : `No target was chosen. Columns of ${d.file} that look likely: ${d.likely.map((c) => `${c.column} (${c.because})`).join('; ')}.`,
    fix: (d) => `Name the column to predict: --target ${JSON.stringify(d.likely[0]?.column ?? 'COLUMN')}.`,
    status: 400,
    exit: 2,
  }),
  'cli/target-unknown': entry<{
    target: string;
    file: string;
    columns: readonly string[];
    near?: string | undefined;
  }>({
    says: (d) =>
      `${d.file} has no column ${quoted(d.target)}; it has ${listed(d.columns)}.${didYouMean(d.near)}`,
    fix: () => 'Give --target the name of a column, spelled as in the file.',
    status: 400,
    exit: 2,
  }),
  'cli/job-died': entry<{ job: string; how: string }>({
    says: (d) => `The ${d.job} job ended before it was done (${d.how}); nothing was kept of it.`,
    fix: () =>
      'If the machine ran out of memory, free some or use fewer rows; otherwise run it again, and report it if it happens again.',
    status: 500,
    exit: 1,
  }),
  'cli/cancelled': entry<{ what: string }>({
    says: (d) => `${d.what} was stopped; nothing was kept of it.`,
    fix: () => 'Run it again when you are ready.',
    status: 409,
    exit: 1,
  }),
};

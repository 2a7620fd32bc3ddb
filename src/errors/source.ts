import { didYouMean, entry, listed, quoted } from './entry.ts';

const count = (n: number, noun: string): string => `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`;

/** What can go wrong while sources are read and made into a dataset. */
export const source = {
  'source/absent': entry<{ path: string; folder: string; near?: string | undefined }>({
    says: (d) => `There is no file ${d.path}.${didYouMean(d.near)}`,
    fix: (d) => `Check the path; it was looked for in ${d.folder}.`,
    status: 400,
    exit: 2,
  }),
  'source/folder': entry<{ path: string }>({
    says: (d) => `${d.path} is a folder; a source is one file.`,
    fix: () => 'Name a file in it.',
    status: 400,
    exit: 2,
  }),
  'source/unreadable': entry<{ path: string; because: string }>({
    says: (d) => `${d.path} cannot be read: ${d.because}.`,
    fix: (d) => `Check the permissions of ${d.path} and the disk that it lies on.`,
    status: 500,
    exit: 1,
  }),
  'source/empty': entry<{ path: string }>({
    says: (d) => `${d.path} is empty; expected a header line and at least one row.`,
    fix: () => 'Write the file again, with rows.',
    status: 400,
    exit: 2,
  }),
  'source/no-rows': entry<{ from: string; columns: number }>({
    says: (d) => `${d.from} has ${count(d.columns, 'column')} and no rows; expected at least one row.`,
    fix: () => 'Write the file again, with rows below the header, or check the query.',
    status: 400,
    exit: 2,
  }),
  'source/not-text': entry<{ path: string; kind: string; looksLike: string | null }>({
    says: (d) =>
      `${d.path} was to be read as ${d.kind}, but holds binary data${d.looksLike === null ? '' : ` (it looks like ${d.looksLike})`}.`,
    fix: (d) =>
      d.looksLike === 'Parquet'
        ? 'Give the file the ending .parquet.'
        : 'Unpack it or export it as CSV, JSON Lines or Parquet.',
    status: 400,
    exit: 2,
  }),
  'source/encoding': entry<{ path: string; line: number; byte: number; found: string; likely: string }>({
    says: (d) =>
      `${d.path} is not UTF-8: line ${d.line} holds the bytes ${d.found} at byte ${d.byte} of the file.`,
    fix: (d) => `Convert it: iconv -f ${d.likely} -t UTF-8 ${d.path} > converted.csv`,
    status: 400,
    exit: 2,
  }),
  'source/ragged': entry<{ path: string; line: number; cells: number; expected: number; lines: number }>({
    says: (d) =>
      `Line ${d.line} of ${d.path} has ${count(d.cells, 'cell')}; the header has ${d.expected}.` +
      (d.lines > 1
        ? ` ${count(d.lines - 1, 'more line')} ${d.lines === 2 ? 'differs' : 'differ'} from it too.`
        : ''),
    fix: (d) =>
      d.cells > d.expected
        ? 'Put cells that hold the delimiter in double quotes, or remove the surplus cells.'
        : 'Add the cells that are missing (an empty cell is two delimiters in a row).',
    status: 400,
    exit: 2,
  }),
  'source/open-quote': entry<{ path: string; line: number }>({
    says: (d) => `A quoted cell that begins in line ${d.line} of ${d.path} is not closed as it must be.`,
    fix: () =>
      'Close the quote; a double quote inside a quoted cell is written twice (""), and a delimiter follows the closing one.',
    status: 400,
    exit: 2,
  }),
  'source/line-ends': entry<{ path: string; line: number; ends: string; header: string }>({
    says: (d) =>
      `Line ${d.line} of ${d.path} ends in ${d.ends}, the header in ${d.header}; lines must end alike.`,
    fix: (d) => `Convert it: tr -d '\\r' < ${d.path} > converted.csv`,
    status: 400,
    exit: 2,
  }),
  'source/csv': entry<{ path: string; because: string }>({
    says: (d) => `${d.path} cannot be read as a table of text: ${d.because}`,
    fix: () =>
      'Check the file in a text editor: one header line, one line a row, one delimiter, quotes doubled.',
    status: 400,
    exit: 2,
  }),
  'source/duplicate-columns': entry<{ from: string; names: readonly string[] }>({
    says: (d) => `${d.from} has more than one column called ${listed(d.names)}; column names must differ.`,
    fix: () => 'Rename the columns in the source. If the file has no header line, add one.',
    status: 400,
    exit: 2,
  }),
  'source/json': entry<{ path: string; line: number | null; because: string }>({
    says: (d) =>
      `${d.line === null ? d.path : `Line ${d.line} of ${d.path}`} is not the JSON that was expected: ${d.because}.`,
    fix: () => 'JSON Lines is one object a line; JSON is one array of objects.',
    status: 400,
    exit: 2,
  }),
  'source/parquet': entry<{ path: string; because: string }>({
    says: (d) => `${d.path} is not a whole Parquet file: ${d.because}.`,
    fix: () => 'Write or copy the file again.',
    status: 400,
    exit: 2,
  }),
  'source/peer-missing': entry<{ name: string }>({
    says: (d) => `Reading from Postgres needs the package ${d.name}, which is not installed.`,
    fix: (d) => `npm install ${d.name}`,
    status: 500,
    exit: 1,
  }),
  'source/no-url': entry<{ variable: string }>({
    says: (d) =>
      `The environment variable ${d.variable}, which the design names for the connection, is not set.`,
    fix: (d) => `Set ${d.variable} to the connection URL: postgres://user:password@host:5432/database`,
    status: 400,
    exit: 2,
  }),
  'source/postgres': entry<{ from: string; because: string }>({
    says: (d) => `${d.from} could not be read: ${d.because}.`,
    fix: () => 'Check that the server is up, and the table or query in psql with the same connection URL.',
    status: 502,
    exit: 1,
  }),
  'source/join-column': entry<{
    source: string;
    column: string;
    known: readonly string[];
    near?: string | undefined;
  }>({
    says: (d) =>
      `The join on ${quoted(d.column)} cannot be made: ${d.source} has no such column; it has ${listed(d.known)}.${didYouMean(d.near)}`,
    fix: () => 'Join on columns that stand on both sides.',
    status: 400,
    exit: 2,
  }),
  'source/join-source': entry<{ source: string; known: readonly string[]; near?: string | undefined }>({
    says: (d) =>
      `No source is called ${quoted(d.source)}; the design has ${listed(d.known)}.${didYouMean(d.near)}`,
    fix: () => 'Every source but the first needs exactly one join that names it.',
    status: 400,
    exit: 2,
  }),
  'source/join-repeats': entry<{ source: string; on: readonly string[]; keys: number; example: string }>({
    says: (d) =>
      `${d.source} has ${count(d.keys, 'key')} (${d.on.join(', ')}) more than once, such as ${d.example}: joining it would repeat rows.`,
    fix: (d) => `Make ${d.source} one row for each ${d.on.join(', ')} before joining it.`,
    status: 400,
    exit: 2,
  }),
  'source/target-missing': entry<{ target: string; rows: number }>({
    says: (d) =>
      `The target ${quoted(d.target)} has no value in any of the ${count(d.rows, 'row')}; there is nothing to learn.`,
    fix: () => 'Check that the target is the right column, and its type in the design.',
    status: 400,
    exit: 2,
  }),
  'source/single-class': entry<{ target: string; value: string; rows: number }>({
    says: (d) =>
      `The target ${quoted(d.target)} is ${quoted(d.value)} in all ${count(d.rows, 'row')}; a model needs at least two different values.`,
    fix: () => 'Add rows with another value of the target, or choose another target.',
    status: 400,
    exit: 2,
  }),
  'source/target-scale': entry<{ target: string; largest: number; least: number; most: number }>({
    says: (d) =>
      `The largest number of the target ${quoted(d.target)} is ${d.largest}. Models square their errors, and squares can be held of numbers from ${d.least} to ${d.most} only.`,
    fix: () => 'Mend the value if it is wrong, or give the target in another unit.',
    status: 400,
    exit: 2,
  }),
  'source/write': entry<{ path: string; because: string }>({
    says: (d) => `${d.path} could not be written: ${d.because}. What was there before is unchanged.`,
    fix: () => 'Check that the folder exists, may be written to and has room.',
    status: 500,
    exit: 1,
  }),
  'source/memory': entry<{ what: string; limitBytes: number }>({
    says: (d) => `${d.what} needs more memory than the ${Math.round(d.limitBytes / 2 ** 20)} MiB it may use.`,
    fix: () => 'Free disk space for temporary files, or read fewer columns or rows.',
    status: 500,
    exit: 1,
  }),
};

import { didYouMean, entry, listed, quoted } from './entry.ts';

/** What was meant instead, perhaps. */
export interface Near {
  readonly near?: string | undefined;
}

/** What can go wrong in reading a design file and in looking up what it names. */
export const design = {
  'design/none': entry<{ project: string }>({
    says: (d) =>
      `There is no design file in ${d.project}; it would be named NAME.design.ts, .yaml, .yml or .json.`,
    fix: () => 'Write one with "millwright init FILE --target COLUMN", or give the folder with --project.',
    status: 404,
    exit: 2,
  }),
  'design/kind-unfit': entry<{ name: string; kind: string; wants: string }>({
    says: (d) =>
      `${quoted(d.name)} is the design of a system of the kind ${d.kind}; this is for the kind ${d.wants}.`,
    fix: (d) => `Name a design of the kind ${d.wants}.`,
    status: 400,
    exit: 2,
  }),
  'design/twice': entry<{ name: string; files: readonly string[] }>({
    says: (d) => `The system ${quoted(d.name)} has ${d.files.length} design files: ${d.files.join(', ')}.`,
    fix: () => 'Keep one of them.',
    status: 409,
    exit: 2,
  }),
  'design/system-unchosen': entry<{ known: readonly string[] }>({
    says: (d) => `This project has ${d.known.length} systems: ${d.known.join(', ')}.`,
    fix: (d) => `Name the one you mean, such as ${JSON.stringify(d.known[0] ?? 'NAME')}.`,
    status: 400,
    exit: 2,
  }),
  'design/system-unknown': entry<{ name: string; known: readonly string[] } & Near>({
    says: (d) =>
      `There is no system ${quoted(d.name)} in this project; it has ${listed(d.known)}.${didYouMean(d.near)}`,
    fix: () => 'Use one of them, or give the folder of the project with --project.',
    status: 404,
    exit: 2,
  }),
  'design/absent': entry<{ file: string }>({
    says: (d) => `There is no design file ${d.file}.`,
    fix: () => 'Check the path; it must end in .ts, .yaml, .yml or .json.',
    status: 404,
    exit: 2,
  }),
  'design/format': entry<{ file: string }>({
    says: (d) => `${d.file} is no design file: its name must end in .ts, .yaml, .yml or .json.`,
    fix: () => 'Rename it, such as churn.design.ts.',
    status: 400,
    exit: 2,
  }),
  'design/syntax': entry<{ why: string }>({
    says: (d) => `The design file cannot be read: ${d.why}.`,
    fix: () => 'Mend the syntax there, or just before.',
    status: 400,
    exit: 2,
  }),
  'design/no-export': entry<Record<never, never>>({
    says: () => 'The design file has no default export.',
    fix: () => 'Write "export default defineSystem({ ... })".',
    status: 400,
    exit: 2,
  }),
  'design/not-data': entry<{ why: string }>({
    says: (d) => `The default export of the design file is not plain data: ${d.why}.`,
    fix: () => 'Write "export default defineSystem({ ... })" with texts, numbers, lists and objects in it.',
    status: 400,
    exit: 2,
  }),
  'design/import-absent': entry<{ specifier: string }>({
    says: (d) => `The design file imports ${quoted(d.specifier)}, and there is no such file or package.`,
    fix: () =>
      'Check the path (it must carry its ending, such as ".ts"), or install the package in this project.',
    status: 400,
    exit: 2,
  }),
  'design/threw': entry<{ why: string }>({
    says: (d) => `The design file stopped with an error while it was loaded: ${d.why}.`,
    fix: () => 'Mend the code there; a design should only say what is wanted.',
    status: 400,
    exit: 2,
  }),
  'design/field-unknown': entry<{ field: string; within: string; known: readonly string[] } & Near>({
    says: (d) =>
      `${d.within} has no field ${quoted(d.field)}; it has ${listed(d.known, 12)}.${didYouMean(d.near)}`,
    fix: (d) => `Rename or remove ${quoted(d.field)}.`,
    status: 400,
    exit: 2,
  }),
  'design/field-missing': entry<{ field: string; within: string; about: string }>({
    says: (d) => `${d.within} lacks ${quoted(d.field)}. ${d.about}`,
    fix: (d) => `Add ${quoted(d.field)}.`,
    status: 400,
    exit: 2,
  }),
  'design/field-invalid': entry<{ field: string; rule: string; got: string }>({
    says: (d) => `${d.field} must be ${d.rule}. Got ${d.got} instead.`,
    fix: (d) => `Set ${d.field.replace(/^The /, 'the ')} to ${d.rule}.`,
    status: 400,
    exit: 2,
  }),
  'design/column-unknown': entry<{ column: string; field: string; known: readonly string[] } & Near>({
    says: (d) =>
      `${d.field} names the column ${quoted(d.column)}, and the data has none of that name.${didYouMean(d.near)}`,
    fix: (d) => `Use a column of the data: ${listed(d.known, 12)}.`,
    status: 400,
    exit: 2,
  }),
  'design/column-unused': entry<{ column: string; field: string; because: string }>({
    says: (d) =>
      `${d.field} names the column ${quoted(d.column)}, which is no input of the model: ${d.because}.`,
    fix: (d) => `Remove it from ${d.field}, or make it an input.`,
    status: 400,
    exit: 2,
  }),
  'design/component-unknown': entry<{ room: string; name: string; known: readonly string[] } & Near>({
    says: (d) => `There is no ${d.room} named ${quoted(d.name)}.${didYouMean(d.near)}`,
    fix: (d) => `Use one of ${listed(d.known, 30)}.`,
    status: 400,
    exit: 2,
  }),
  'design/component-unfit': entry<{
    room: string;
    name: string;
    category: string;
    fits: readonly string[];
    fitting: readonly string[];
  }>({
    says: (d) =>
      `The ${d.room} ${quoted(d.name)} is for ${d.fits.join(' and ')}; the category of this system is ${d.category}.`,
    fix: (d) => `Use one that fits: ${listed(d.fitting, 20)}.`,
    status: 400,
    exit: 2,
  }),
  'design/step-unfit': entry<{
    step: string;
    column: string;
    form: string;
    accepts: readonly string[];
    after?: string | undefined;
  }>({
    says: (d) =>
      `The step ${quoted(d.step)} takes ${d.accepts.join(' or ')} columns; ${quoted(d.column)} is a ${d.form} column${d.after === undefined ? '' : ` after ${quoted(d.after)}`}.`,
    fix: (d) =>
      `Remove the step, put one before it that writes ${d.accepts.join(' or ')}, or declare another type of the column.`,
    status: 400,
    exit: 2,
  }),
  'design/source-unknown': entry<{ source: string; known: readonly string[] } & Near>({
    says: (d) =>
      `A join names the source ${quoted(d.source)}; the sources are ${listed(d.known)}.${didYouMean(d.near)}`,
    fix: () => 'Use the name of a source after the first: its "name", or its file name without ending.',
    status: 400,
    exit: 2,
  }),
  'design/source-unjoined': entry<{ source: string }>({
    says: (d) => `The source ${quoted(d.source)} is not the first and is not joined to it.`,
    fix: (d) => `Add it to data.joins: { source: ${quoted(d.source)}, on: [...] }.`,
    status: 400,
    exit: 2,
  }),
  'design/source-twice': entry<{ source: string }>({
    says: (d) => `Two sources are named ${quoted(d.source)}.`,
    fix: () => 'Give one of them another "name".',
    status: 400,
    exit: 2,
  }),
  'design/source-format': entry<{ file: string; known: readonly string[] }>({
    says: (d) => `The ending of ${quoted(d.file)} does not tell its format.`,
    fix: (d) => `Add "format": ${listed(d.known)}.`,
    status: 400,
    exit: 2,
  }),
  'design/source-table': entry<{ source: string }>({
    says: (d) => `The Postgres source ${quoted(d.source)} must name either a table or a query, and not both.`,
    fix: () => 'Give exactly one of "table" and "query".',
    status: 400,
    exit: 2,
  }),
  'design/target-unusable': entry<{ target: string; because: string }>({
    says: (d) => `${quoted(d.target)} cannot be the target: ${d.because}.`,
    fix: () => 'Choose another target, or mend the data.',
    status: 400,
    exit: 2,
  }),
  'design/target-dropped': entry<{ target: string }>({
    says: (d) => `${quoted(d.target)} is the target and is dropped in data.columns.`,
    fix: () => 'Remove "drop", or choose another target.',
    status: 400,
    exit: 2,
  }),
  'design/category-unfit': entry<{
    category: string;
    target: string;
    because: string;
    fits: readonly string[];
  }>({
    says: (d) =>
      `The category ${quoted(d.category)} does not fit the target ${quoted(d.target)}: ${d.because}.`,
    fix: (d) =>
      d.fits.length === 0
        ? 'Choose another target.'
        : `Set framing.category to ${listed(d.fits)}, or leave it out.`,
    status: 400,
    exit: 2,
  }),
  'design/positive-unknown': entry<{ positive: string; target: string; values: readonly string[] } & Near>({
    says: (d) =>
      `The positive class ${quoted(d.positive)} is not a value of ${quoted(d.target)}, whose values are ${listed(d.values)}.${didYouMean(d.near)}`,
    fix: () => 'Set framing.positive to one of its values, spelled as in the data.',
    status: 400,
    exit: 2,
  }),
  'design/order-unfit': entry<{ column: string; values: readonly string[] }>({
    says: (d) => `The order of ${quoted(d.column)} leaves out ${listed(d.values)}, which the data holds.`,
    fix: () => 'List every value once, lowest first.',
    status: 400,
    exit: 2,
  }),
  'design/order-absent': entry<{ column: string }>({
    says: (d) => `${quoted(d.column)} is declared ordinal without an order.`,
    fix: () => 'Add "order": its values, lowest first; or declare it nominal.',
    status: 400,
    exit: 2,
  }),
  'design/shares': entry<{ given: Readonly<Record<string, number>>; sum: number }>({
    says: (d) => {
      const given = Object.entries(d.given).map(([part, share]) => `${part} ${share}`);
      return `The shares of the split must sum to 1: ${given.join(' + ')} = ${d.sum}.`;
    },
    fix: () => 'Change them, or leave some out: what is left is divided among those.',
    status: 400,
    exit: 2,
  }),
  'design/split-column': entry<{ splitter: string; needs: string; got: string | null }>({
    says: (d) =>
      d.got === null
        ? `The splitter ${quoted(d.splitter)} needs a ${d.needs} column, and none is given.`
        : `The splitter ${quoted(d.splitter)} needs a ${d.needs} column; ${d.got}.`,
    fix: (d) => `Set data.split.column to the column that holds the ${d.needs}.`,
    status: 400,
    exit: 2,
  }),
  'design/sample-column': entry<{ sampler: string; field: string; holds: string; got: string | null }>({
    says: (d) =>
      `The sampler ${quoted(d.sampler)} needs ${d.field}, the column that holds ${d.holds}; ${d.got ?? 'none is given'}.`,
    fix: (d) => `Set ${d.field} to the column that holds ${d.holds}.`,
    status: 400,
    exit: 2,
  }),
  'design/start-split': entry<{ split: string; known: readonly string[] }>({
    says: (d) =>
      `training.from is "champion", and data.split is ${quoted(d.split)}, which deals rows by chance: rows that the champion learned from would be test rows of the next run.`,
    fix: (d) =>
      `Split by ${listed(d.known)}, where rows stay on their side as the data grows, or leave training.from out.`,
    status: 400,
    exit: 2,
  }),
  'design/prequential-order': entry<{ split: string; known: readonly string[] }>({
    says: (d) =>
      `evaluation.prequential goes through the test rows in the order of time, and data.split is ${quoted(d.split)}, which keeps none.`,
    fix: (d) => `Split by ${listed(d.known)}, or leave evaluation.prequential out.`,
    status: 400,
    exit: 2,
  }),
  'design/costs-absent': entry<Record<never, never>>({
    says: () => 'serving.threshold is "cost", and no costs are declared.',
    fix: () => 'Declare evaluation.costs, or use "f1" or a number.',
    status: 400,
    exit: 2,
  }),
};

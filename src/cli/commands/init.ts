import { fail } from '../../errors/fail.ts';
import { nearest } from '../../errors/nearest.ts';
import { command } from '../command.ts';

/** Look at a table and write the design of a system that predicts one of its columns. */
export const init = command({
  name: 'init',
  about: 'Look at a table and write a commented design file for it',
  arguments: { file: { about: 'a .csv, .tsv, .jsonl, .json or .parquet file', required: true } },
  options: {
    target: { type: 'text', placeholder: 'column', about: 'the column to predict' },
    name: { type: 'text', placeholder: 'name', about: 'name of the system; without it, that of the file' },
    force: { type: 'flag', about: 'replace a design that is there' },
  },
  examples: [
    'millwright init churn.csv --target Churn',
    'millwright init sales.parquet --target amount --name sales',
  ],
  async run({ file, target, name: given, force }, context) {
    const { existsSync } = await import('node:fs');
    const { join, relative } = await import('node:path');
    const { runJob } = await import('../job.ts');
    const { systemNameFor, checkSystemName } = await import('../system-name-for.ts');
    const { fileArgument } = await import('../file-argument.ts');
    const source = fileArgument(file, context.cwd);
    const name = given === undefined ? systemNameFor(file) : checkSystemName(given);
    const designFile = `${name}.design.ts`;
    if (!force && existsSync(join(context.project, designFile)))
      throw fail('cli/file-exists', { file: designFile });

    const { rows, columns } = await runJob('inspect', source, context);
    if (target === undefined) {
      const { likelyTargets } = await import('../../design/likely-targets.ts');
      throw fail('cli/target-unchosen', { file, likely: likelyTargets(columns) });
    }
    const found = columns.find((c) => c.name === target);
    if (found === undefined) {
      const known = columns.map((c) => c.name);
      throw fail('cli/target-unknown', { target, file, columns: known, near: nearest(target, known) });
    }
    const { inferCategory } = await import('../../design/infer-target.ts');
    const { value: category, because } = inferCategory(found);
    if (category === null) throw fail('design/target-unusable', { target, because });

    const { draftText } = await import('../../design/draft-text.ts');
    const { columnsText } = await import('../../design/columns-text.ts');
    const { writeText } = await import('../write-text.ts');
    const { columnsTable } = await import('../columns-table.ts');
    const from = relative(context.project, source.at).replaceAll('\\', '/');
    const facts = { name, file: from, rows, columns, target: found };
    await writeText(join(context.project, `${name}.columns.ts`), columnsText(columns, from));
    await writeText(join(context.project, designFile), draftText(facts));
    return {
      json: {
        system: name,
        files: [designFile, `${name}.columns.ts`],
        rows,
        columns: columns.map((c) => ({ name: c.name, type: c.type, because: c.because, missing: c.missing })),
        target,
        category,
      },
      text: (paint) =>
        [
          columnsTable(columns, paint),
          '',
          `${category}: ${because}`,
          `${paint.good('wrote')} ${designFile} and ${name}.columns.ts`,
          `Look it over, then: ${paint.bold('millwright run')}`,
        ].join('\n'),
    };
  },
});

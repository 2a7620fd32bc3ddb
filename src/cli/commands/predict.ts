import { fail } from '../../errors/fail.ts';
import { command } from '../command.ts';
import { counted } from '../counted.ts';

/** Score a file with the champion, without a server. */
export const predict = command({
  name: 'predict',
  about: 'Score every row of a file with the champion and write it with its predictions',
  arguments: {
    input: { about: 'a .csv, .tsv, .jsonl, .json or .parquet file', required: true },
    output: { about: 'the file to write: .csv, .jsonl or .parquet', required: true },
  },
  options: {
    system: {
      type: 'text',
      placeholder: 'name',
      about: 'a system, or a version such as churn@3; without it the only system',
    },
  },
  examples: [
    'millwright predict new-customers.csv scored.parquet',
    'millwright predict in.csv out.csv --system churn@2',
  ],
  async run({ input, output, system }, context) {
    const { basename, dirname, resolve } = await import('node:path');
    const { fileArgument } = await import('../file-argument.ts');
    const { wire } = await import('../wire.ts');
    const { formatOfFile } = await import('../../design/resolve-sources.ts');
    const { versionMeant } = await import('../version-meant.ts');
    const { removeDeadDrafts } = await import('../../adapters/files/remove-dead-drafts.ts');
    const { refuseOtherKinds } = await import('../refuse-other-kinds.ts');
    const { refuseUnwritable } = await import('../refuse-unwritable.ts');

    const source = fileArgument(input, context.cwd);
    const to = formatOfFile(output);
    if (to !== 'csv' && to !== 'parquet' && to !== 'jsonl')
      throw fail('cli/file-format', { file: output, known: ['.csv', '.jsonl', '.parquet'] });

    const path = resolve(context.cwd, output);
    // Before the work rather than after it.
    await refuseUnwritable(path, output);

    const journal = await wire(context.project).readJournal();
    const version = await versionMeant(journal, system)
      .then(async (meant) => {
        await refuseOtherKinds('predict', journal, meant.system);
        return meant;
      })
      .finally(() => journal.close());
    const out = { path, format: to };
    const { rows, columns, absent, wrong } = await context
      .runJob('score', { source, out, version })
      .finally(() => removeDeadDrafts(dirname(path), basename(path)));
    if (absent.length > 0)
      context.note(`note: ${input} lacks ${absent.join(', ')}; taken as missing in every row`);
    for (const [column, cells] of Object.entries(wrong))
      context.note(
        `note: ${cells} ${cells === 1 ? 'value' : 'values'} of ${column} ${cells === 1 ? 'is' : 'are'} not of its type; taken as missing`,
      );
    const id = `${version.system}@${version.version}`;
    return {
      json: {
        system: version.system,
        version: id,
        model: version.model,
        rows,
        output,
        columns: [...columns],
        absent: [...absent],
        wrong,
      },
      text: (paint) =>
        `${paint.good('wrote')} ${output}: ${counted(rows, 'row')} scored by ${paint.name(id)} (${version.model}), with ${columns.join(', ')}`,
    };
  },
});

import { join, relative } from 'node:path';
import { columnsText } from '../../design/columns-text.ts';
import { draftText } from '../../design/draft-text.ts';
import { inferCategory } from '../../design/infer-target.ts';
import { likelyTargets } from '../../design/likely-targets.ts';
import { fail } from '../../errors/fail.ts';
import { nearest } from '../../errors/nearest.ts';
import { columnsTable } from '../columns-table.ts';
import type { Context, Outcome } from '../command.ts';
import { fileArgument } from '../file-argument.ts';
import { writeText } from '../write-text.ts';

/** Look at a table and write the design of a system that predicts one of its columns. Throws 'cli/target-...', 'source/...'. */
export async function initPredictor(
  name: string,
  { file, target }: { readonly file: string; readonly target: string | undefined },
  context: Context,
): Promise<Outcome> {
  const source = fileArgument(file, context.cwd);
  const { rows, columns } = await context.runJob('inspect', source);
  if (target === undefined) throw fail('cli/target-unchosen', { file, likely: likelyTargets(columns) });
  const found = columns.find((c) => c.name === target);
  if (found === undefined) {
    const known = columns.map((c) => c.name);
    throw fail('cli/target-unknown', { target, file, columns: known, near: nearest(target, known) });
  }
  const { value: category, because } = inferCategory(found);
  if (category === null) throw fail('design/target-unusable', { target, because });
  const files = [`${name}.design.ts`, `${name}.columns.ts`] as const;
  const from = relative(context.project, source.at).replaceAll('\\', '/');
  const facts = { name, file: from, rows, columns, target: found };
  await writeText(join(context.project, files[1]), columnsText(columns, from));
  await writeText(join(context.project, files[0]), draftText(facts));
  return {
    json: {
      system: name,
      files: [...files],
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
        `${paint.good('wrote')} ${files.join(' and ')}`,
        `Look it over, then: ${paint.bold('millwright run')}`,
      ].join('\n'),
  };
}

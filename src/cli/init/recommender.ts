import { join, relative } from 'node:path';
import { tablesText } from '../../design/columns-text.ts';
import { recommendDraftText } from '../../design/recommend/draft-text.ts';
import type { RecommendInput } from '../../design/recommend/input.ts';
import { columnsTable } from '../columns-table.ts';
import type { Context, Outcome } from '../command.ts';
import { fileArgument } from '../file-argument.ts';
import { writeText } from '../write-text.ts';

/** What the command line says of a recommender. */
export interface RecommenderAsked {
  readonly file: string;
  readonly items: string | undefined;
  readonly users: string | undefined;
  readonly friends: string | undefined;
  /** Columns of the interactions, by what they say. */
  readonly columns: {
    readonly [role in 'user' | 'item' | 'time' | 'value' | 'action']: string | undefined;
  };
}

/** Look at the tables of a recommender and write its design. Throws what is wrong with columns, and 'source/...'. */
export async function initRecommender(
  name: string,
  { file, items, users, friends, columns }: RecommenderAsked,
  context: Context,
): Promise<Outcome> {
  const { cwd, project } = context;
  const pathOf = (shown: string): string =>
    relative(project, fileArgument(shown, cwd).at).replaceAll('\\', '/');
  const given = Object.fromEntries(Object.entries(columns).filter(([, column]) => column !== undefined));
  const input: RecommendInput = {
    name,
    kind: 'recommend',
    data: {
      interactions: { file: pathOf(file), ...given },
      ...(items === undefined ? {} : { items: pathOf(items) }),
      ...(users === undefined ? {} : { users: pathOf(users) }),
      ...(friends === undefined ? {} : { friends: pathOf(friends) }),
    },
  };
  const { design, inferences, tables, facts } = await context.runJob('sketch', input);
  const files = [`${name}.design.ts`, `${name}.columns.ts`] as const;
  const from = design.data.sources.map((s) => s.from).join(', ');
  const { events, users: people, items: things } = facts;
  const draft = { design, inferences, events, users: people, items: things };
  await writeText(join(project, files[0]), recommendDraftText(draft));
  await writeText(join(project, files[1]), tablesText({ ...tables }, from));
  return {
    json: {
      system: name,
      kind: 'recommend',
      files: [...files],
      facts: { ...facts },
      interactions: design.data.interactions,
      label: design.framing.label,
      split: design.data.split,
      repeats: design.framing.repeats,
    },
    text: (paint) =>
      [
        columnsTable(tables.interactions, paint),
        '',
        `${events.toLocaleString('en')} events of ${people.toLocaleString('en')} users with ${things.toLocaleString('en')} items; ${design.framing.label.says}`,
        `${paint.good('wrote')} ${files.join(' and ')}`,
        `Look it over, then: ${paint.bold('millwright run')}`,
      ].join('\n'),
  };
}

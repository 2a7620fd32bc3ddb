import type { RewrittenFile } from '../../contracts/product-event.ts';
import type { Engine } from '../../ports/engine.ts';
import type { Lake } from '../../ports/lake.ts';

/** A dataset, and where it tells of users. */
export interface TableOfUsers {
  /** Its name in the lake. */
  readonly dataset: string;
  /** Columns of ids: a row with his is his. */
  readonly columns: readonly string[];
  /** A column that lists ids of others. */
  readonly lists?: string | undefined;
}

/**
 * Write datasets again without the rows of a user, and without his id in lists of others. The old files go, and their names
 * lead to the new ones. O(rows).
 */
export async function forgetRows(
  tables: readonly TableOfUsers[],
  user: string,
  { lake, engine }: { readonly lake: Lake; readonly engine: Engine },
): Promise<RewrittenFile[]> {
  const files: RewrittenFile[] = [];
  const id = JSON.stringify(user);
  for (const { dataset, columns, lists } of tables)
    for (const column of columns) {
      const { sha256, schema, key, inferred, profile } = await lake.get(dataset);
      const draft = await lake.draft();
      const table = { path: lake.path(sha256), schema };
      const rows = await engine.withoutRows(table, draft, column, user, key, lists);
      if (rows === null) continue;
      const without = <C extends { readonly name: string }>(of: readonly C[]): readonly C[] =>
        untold(untold(of, column, id), lists, id.slice(1, -1));
      const told = { inferred: without(inferred), profile: without(profile) };
      const { sha256: to } = await lake.replace(sha256, draft, { rows, ...told });
      files.push({ kind: 'dataset', from: sha256, to });
    }
  return files;
}

/** What is told of a column, without examples that hold a piece of JSON. */
const untold = <C extends { readonly name: string }>(
  columns: readonly C[],
  column: string | undefined,
  piece: string,
): readonly C[] =>
  columns.map((told) => {
    if (told.name !== column) return told;
    const kept = Object.entries(told).map(([field, of]) => [
      field,
      Array.isArray(of) ? of.filter((one) => !JSON.stringify(one).includes(piece)) : of,
    ]);
    return Object.fromEntries(kept) as C;
  });

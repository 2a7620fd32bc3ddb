import type { FittedPostScore, PostScore } from '../../contracts/feed-design.ts';
import type { Pipeline } from '../../contracts/pipeline.ts';
import { isClassed } from '../../contracts/task.ts';
import { fail } from '../../errors/fail.ts';
import { MISSING, numberColumn } from '../../table/column.ts';
import type { Frame } from '../../table/frame.ts';
import type { ColumnSchema } from '../../table/schema.ts';

/** A row as JSON would bring it. */
type Row = Readonly<Record<string, unknown>>;

/** A version of another system, ready to say of a post what it is asked. */
export interface OpenPostScore extends FittedPostScore {
  /** Columns that it looks at. */
  readonly inputs: readonly string[];
  /** The score of a post by what is known of it; NaN where that does not suffice. */
  scoreOf(row: Row): number;
}

/**
 * A pipeline as a score of posts. The same path scores a table and a post that comes while serving, so that both agree to
 * the last bit.
 *
 * Throws 'feed/score-unfit' where it has no such class, or does not answer with one number a row.
 */
export function openPostScore(
  score: PostScore,
  { version, sha256 }: Pick<FittedPostScore, 'version' | 'sha256'>,
  pipeline: Pipeline,
): OpenPostScore {
  const place = placeOf(score, pipeline);
  const complement = pipeline.outputs === 1 && place === 0 && score.class !== null;
  const inputs = pipeline.inputs.map(({ name }) => name);
  const out = new Float64Array(pipeline.outputs);
  return {
    ...score,
    version,
    sha256,
    inputs,
    scoreOf(row) {
      const asked = Object.fromEntries(inputs.map((name) => [name, row[name] ?? null]));
      if (pipeline.scoreRow(asked, out) !== null) return Number.NaN;
      if (complement) return 1 - out[0]!;
      return out[pipeline.outputs === 1 ? 0 : place]!;
    },
  };
}

/** Which class is meant; of two the positive one where none is named, of a number none. */
function placeOf(score: PostScore, { task, outputs }: Pipeline): number {
  const classes = isClassed(task) ? task.classes : [];
  if (score.class === null) {
    if (outputs === 1) return classes.length - 1;
    throw fail('feed/score-unfit', {
      ...score,
      because: `it tells ${classes.length} classes apart, and none is named`,
    });
  }
  const place = classes.indexOf(score.class);
  if (place >= 0) return place;
  const because =
    classes.length === 0
      ? `it predicts a number, and no class ${JSON.stringify(score.class)}`
      : `its classes are ${classes.map((name) => JSON.stringify(name)).join(', ')}, not ${JSON.stringify(score.class)}`;
  throw fail('feed/score-unfit', { ...score, because });
}

/**
 * A table of posts with its scores as further columns.
 *
 * Throws 'feed/score-unfit' where the table lacks a column that a score looks at. O(rows) times one row of each system.
 */
export function withPostScores(posts: Frame, scores: readonly OpenPostScore[]): Frame {
  if (scores.length === 0) return posts;
  const columns = new Map(posts.columns);
  const schema: ColumnSchema[] = [...posts.schema];
  for (const score of scores) {
    const absent = score.inputs.filter((name) => !posts.columns.has(name));
    if (absent.length > 0)
      throw fail('feed/score-unfit', {
        ...score,
        because: `it looks at ${absent.map((name) => JSON.stringify(name)).join(', ')}, which the table of posts does not have`,
      });
    const values = Float64Array.from({ length: posts.rows }, (_, row) => score.scoreOf(rowOf(posts, row)));
    columns.set(score.column, numberColumn(values));
    schema.push({ name: score.column, type: 'continuous' });
  }
  return { rows: posts.rows, schema, columns };
}

/** What is known of a post, as JSON would bring it. */
export function rowOf({ columns }: Frame, row: number): Row {
  const values: Record<string, unknown> = {};
  for (const [name, column] of columns) {
    if (column.form === 'number')
      values[name] = Number.isNaN(column.values[row]!) ? null : column.values[row];
    else if (column.form === 'text') values[name] = column.values[row];
    else
      values[name] = column.codes[row] === MISSING ? null : (column.dictionary[column.codes[row]!] ?? null);
  }
  return values;
}

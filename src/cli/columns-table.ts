import type { InferredColumn } from '../contracts/dataset.ts';
import type { Paint } from './command.ts';
import { clip } from './wrap.ts';

/** Columns that are shown; NAME.columns.ts has them all. */
const MOST = 40;
/** Longest name and longest reason, so that a line fits a terminal of 100 characters. */
const NAME = 28;
const BECAUSE = 48;

/** What each column was taken for, and why. */
export function columnsTable(columns: readonly InferredColumn[], paint: Paint): string {
  const table = paint.table(
    ['column', 'type', 'missing', 'because'],
    columns
      .slice(0, MOST)
      .map((c) => [
        clip(c.name, NAME),
        c.type,
        c.missing === 0 ? '-' : c.missing.toLocaleString('en'),
        clip(c.because, BECAUSE),
      ]),
  );
  const left = columns.length - MOST;
  return left > 0 ? `${table}\n${paint.dim(`${left.toLocaleString('en')} more`)}` : table;
}

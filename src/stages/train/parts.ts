import type { Design } from '../../contracts/design.ts';
import { quietRun } from '../../contracts/run.ts';
import { type Shares, type SplitInput, TEST, TRAIN, VALIDATION } from '../../contracts/splitter.ts';
import { fail } from '../../errors/fail.ts';
import { seedFor } from '../../kernels/random.ts';
import { splitters } from '../../splitters/index.ts';
import { columnOf } from '../../table/frame.ts';
import { type Labelled, takeLabelled } from './labelled.ts';

/** The rows of each part, in the order of the table. */
export interface Parts {
  readonly train: Labelled;
  readonly validation: Labelled;
  readonly test: Labelled;
  /** Train and validation together: what the model that is kept is fitted on, once all choices are made. */
  readonly fitting: Labelled;
}

/**
 * Divide the rows as the design says, into these shares. The same design, seed and rows give the same parts.
 *
 * Throws 'train/empty-part' when a part with a share gets no row.
 */
export function partsOf(design: Design, rows: Labelled, shares: Shares = design.data.split): Parts {
  const { name, column, params } = design.data.split;
  const splitter = splitters.find((s) => s.name === name);
  if (splitter === undefined)
    throw new Error(`the design resolved to a splitter that is not in the room: ${name}`);
  const { task } = design.framing;
  const input: SplitInput = {
    rows: rows.frame.rows,
    target: { y: rows.truth, classes: task.category === 'regression' ? null : task.classes.length },
    ...(column === null ? {} : { column: columnOf(rows.frame, column) }),
  };
  const codes = splitter.assign(input, shares, params, quietRun(seedFor(design.seed, 'split')));
  const part = (which: string, share: number, ...wanted: number[]): Labelled => {
    const taken = rowsWith(codes, wanted);
    if (share > 0 && taken.length === 0)
      throw fail('train/empty-part', { part: which, split: name, rows: codes.length });
    return takeLabelled(rows, taken);
  };
  return {
    train: part('train', shares.train, TRAIN),
    validation: part('validation', shares.validation, VALIDATION),
    test: part('test', shares.test, TEST),
    fitting: part('train', shares.train, TRAIN, VALIDATION),
  };
}

function rowsWith(codes: Uint8Array, wanted: readonly number[]): Int32Array {
  const rows: number[] = [];
  for (let i = 0; i < codes.length; i++) if (wanted.includes(codes[i]!)) rows.push(i);
  return Int32Array.from(rows);
}

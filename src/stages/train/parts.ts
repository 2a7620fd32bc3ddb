import type { Design } from '../../contracts/design.ts';
import { quietRun } from '../../contracts/run.ts';
import {
  type Shares,
  type SplitInput,
  type Splitter,
  TEST,
  TRAIN,
  VALIDATION,
} from '../../contracts/splitter.ts';
import { fail } from '../../errors/fail.ts';
import { seedFor } from '../../kernels/random.ts';
import { splitters } from '../../splitters/index.ts';
import { columnOf, type Frame, takeFrame } from '../../table/frame.ts';
import { drawSample } from './draw-sample.ts';
import { type Labelled, strataTarget, takeLabelled } from './labelled.ts';

/** The rows of each part, in the order of the table. */
export interface Parts {
  readonly train: Labelled;
  readonly validation: Labelled;
  readonly test: Labelled;
  /** Train and validation together: what the model that is kept is fitted on, once all choices are made. */
  readonly fitting: Labelled;
  /** Every row of train and validation, drawn or not: the world that live rows are compared with. */
  readonly whole: Frame;
  /** Rows of `fitting`, where the design has a sample drawn, and of how many; null = all of them. */
  readonly sampled: { readonly drawn: number; readonly of: number } | null;
}

/**
 * Divide the rows as the design says, into these shares. The same design, seed and rows give the same parts.
 *
 * A sample is drawn from the rows of train and validation, and leaves rows out of `train` and `fitting` only: choices
 * are made and quality is measured on whole parts, so that a biased sample is not judged by itself.
 * Throws 'train/empty-part' when a part with a share gets no row, and what splitters and samplers throw.
 */
export function partsOf(design: Design, rows: Labelled, shares: Shares = design.data.split): Parts {
  const { name, params } = design.data.split;
  const run = quietRun(seedFor(design.seed, 'split'));
  const codes = splitterOf(design).assign(splitInput(design, rows), shares, params, run);
  const part = (which: string, share: number, taken: Int32Array, from = rows): Labelled => {
    if (share > 0 && taken.length === 0)
      throw fail('train/empty-part', { part: which, split: name, rows: codes.length });
    return takeLabelled(from, taken);
  };
  const learning = rowsWith(codes, [TRAIN, VALIDATION]);
  const sample = drawSample(design, rows, learning);
  const fitting = sample === null ? learning : sample.rows.map((i) => learning[i]!);
  const weighed = sample?.weights ? withWeights(rows, fitting, sample.weights) : rows;
  const fitted = part('train', shares.train, fitting, weighed);
  return {
    train: part(
      'train',
      shares.train,
      fitting.filter((row) => codes[row] === TRAIN),
      weighed,
    ),
    validation: part('validation', shares.validation, rowsWith(codes, [VALIDATION])),
    test: part('test', shares.test, rowsWith(codes, [TEST])),
    fitting: fitted,
    whole: sample === null ? fitted.frame : takeFrame(rows.frame, learning),
    sampled: sample && { drawn: fitting.length, of: learning.length },
  };
}

/** The splitter that the design names; it has been resolved against the room. */
export function splitterOf({ data: { split } }: Design): Splitter {
  const splitter = splitters.find((s) => s.name === split.name);
  if (splitter === undefined)
    throw new Error(`the design resolved to a splitter that is not in the room: ${split.name}`);
  return splitter;
}

const DAY_MS = 86_400_000;

/** How long before what it judges the split of the design ends what is learned from, in milliseconds. */
export const splitGapMs = ({ data: { split } }: Design): number =>
  typeof split.params.gapDays === 'number' ? split.params.gapDays * DAY_MS : 0;

/** What the splitter of the design may look at of these rows. */
export function splitInput({ data: { split }, framing }: Design, rows: Labelled): SplitInput {
  return {
    rows: rows.frame.rows,
    target: strataTarget(framing, rows.truth),
    ...(split.column === null ? {} : { column: columnOf(rows.frame, split.column) }),
  };
}

/** The rows with the weights of some of them. */
function withWeights(rows: Labelled, some: Int32Array, weights: Float64Array): Labelled {
  const all = new Float64Array(rows.truth.length);
  some.forEach((row, i) => {
    all[row] = weights[i]!;
  });
  return { ...rows, weights: all };
}

function rowsWith(codes: Uint8Array, wanted: readonly number[]): Int32Array {
  const rows: number[] = [];
  for (let i = 0; i < codes.length; i++) if (wanted.includes(codes[i]!)) rows.push(i);
  return Int32Array.from(rows);
}

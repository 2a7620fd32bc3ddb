import type { Importance } from '../../contracts/evaluation.ts';
import { sharesOfDrops } from '../../explain/permutation-importance.ts';
import { random, seedFor, shuffle } from '../../kernels/random.ts';
import { range } from '../../kernels/range.ts';
import { openFeedScorer } from '../../recipe/feed/feed-scorer.ts';
import type { Matrix } from '../../table/matrix.ts';
import type { FeedPorts } from './feed-task.ts';
import { alone } from './fit-heads-model.ts';
import type { Measuring } from './measuring.ts';
import { saidOf } from './score-part.ts';

const ROWS = 1000;
/** Parts of the rows, each with shuffles of its own: their spread tells how sure the mean is. */
const PARTS = 5;

/**
 * How much worse the chances of all heads come true when the values of one feature are shuffled among test rows: shares that
 * sum to 1, the largest first, each with its interval; null where none matters or no head tells.
 *
 * The loss is the mean over binary heads of log loss beside that of the head's rate. Cost: one scoring of at most 1,000 rows
 * a feature. Source: Breiman 2001, "Random forests", section 10. Throws 'train/cancelled'.
 */
export function featureImportances(
  { task, trained, options }: Measuring,
  { kernels, checkCancelled }: FeedPorts,
): readonly Importance[] | null {
  const { heads } = task.design.framing;
  const { x, occasions } = task.test;
  const score = openFeedScorer({ ...trained.fitted, heads: alone(heads) }, kernels);
  const step = Math.max(1, Math.ceil(x.rows / ROWS));
  const rows = range(x.rows).filter((row) => row % step === 0);
  const parts = Array.from({ length: PARTS }, (_, p) => rows.filter((_, i) => i % PARTS === p)).filter(
    (part) => part.length > 0,
  );
  const told = heads.flatMap(({ kind }, h) => {
    const loss = kind === 'binary' ? rateLoss(occasions.truth[h]!) : 0;
    return loss > 0 ? [{ h, truth: occasions.truth[h]!, loss }] : [];
  });
  if (told.length === 0) return null;
  const lossOf = (part: Int32Array, of: Matrix): number => {
    const said = saidOf(score, of, heads.length);
    const each = told.map(({ h, truth, loss }) => {
      const known = range(part.length).filter((i) => !Number.isNaN(truth[part[i]!]!));
      const sum = known.reduce((all, i) => all + surprise(truth[part[i]!]!, said[i * heads.length + h]!), 0);
      return known.length === 0 ? 0 : sum / known.length / loss;
    });
    return each.reduce((a, b) => a + b, 0) / each.length;
  };
  const taken = parts.map((part) => ({ part, x: rowsOf(x, part) }));
  const intact = taken.map((t) => lossOf(t.part, t.x));
  const drops = task.columns.map(({ name }, c) => {
    checkCancelled();
    return {
      column: name,
      drops: taken.map(({ part, x: own }, p) => {
        const column = own.data.subarray(c * own.rows, (c + 1) * own.rows);
        const kept = column.slice();
        const order = shuffle(range(own.rows), random(seedFor(options.seed, `${name} ${p}`)));
        order.forEach((from, i) => {
          column[i] = kept[from]!;
        });
        const loss = lossOf(part, own);
        column.set(kept);
        return loss - intact[p]!;
      }),
    };
  });
  return sharesOfDrops(drops, options.level);
}

const LEAST = 1e-12;

const surprise = (truth: number, chance: number): number =>
  -Math.log(Math.max(LEAST, truth === 1 ? chance : 1 - chance));

/** Mean log loss of saying the rate of all rows; 0 where all are alike. */
function rateLoss(truth: Float64Array): number {
  const known = truth.filter((t) => !Number.isNaN(t));
  const rate = known.reduce((a, b) => a + b, 0) / known.length;
  return rate > 0 && rate < 1 ? -rate * Math.log(rate) - (1 - rate) * Math.log(1 - rate) : 0;
}

/** Some rows of a matrix, which is held column after column. */
function rowsOf({ rows, cols, data }: Matrix, part: Int32Array): Matrix {
  const out = new Float64Array(part.length * cols);
  for (let c = 0; c < cols; c++)
    for (let i = 0; i < part.length; i++) out[c * part.length + i] = data[c * rows + part[i]!]!;
  return { rows: part.length, cols, data: out };
}

import { hash } from 'node:crypto';
import type { Design } from '../../contracts/design.ts';
import type { DesignInput } from '../../design/input.ts';
import { resolveDesign } from '../../design/resolve.ts';
import { fail } from '../../errors/fail.ts';
import { nearest } from '../../errors/nearest.ts';
import type { InferredColumn, SourceSpec } from '../../ports/engine.ts';
import { type Estimated, estimate as estimateStage, type LogColumns } from '../../stages/estimate.ts';
import { counted } from '../counted.ts';
import type { Job } from '../job-contract.ts';

export interface EstimateJobInput {
  readonly log: SourceSpec;
  readonly columns: LogColumns;
  /** What the model of the reward may look at besides the action. */
  readonly context: readonly string[];
  readonly level: number;
  readonly leastEffective: number;
}

/** Resamples of the intervals: their ends move by about a hundredth of their width. */
const SAMPLES = 2000;

/** Read a log of decisions and tell what another policy would have earned: for `estimate`. */
export const estimate: Job<EstimateJobInput, Estimated> = async (input, ports) => {
  const { wire, progress, checkCancelled } = ports;
  const engine = await wire.engine();
  try {
    progress.begin('read the log');
    const table = await engine.load([input.log], []);
    checkColumns(input, table.columns);
    const design = rewardDesign(input, table.columns);
    const { schema } = await engine.shape(design.data.columns, null);
    const log = await engine.readAs(input.log, schema);
    progress.end(counted(log.rows, 'decision'));
    const { columns, level, leastEffective } = input;
    return await estimateStage(
      { log, columns, design, level, leastEffective, samples: SAMPLES },
      { clock: wire.clock, kernels: await wire.kernels(), progress, checkCancelled, http: null },
    );
  } finally {
    await engine.close();
  }
};

/** Refuse columns that are not there, and those without numbers where numbers are needed. */
function checkColumns({ columns, context }: EstimateJobInput, there: readonly InferredColumn[]): void {
  const known = there.map((c) => c.name);
  const numbers = numberColumns(columns);
  const asked = [
    ['--action', columns.action],
    ['--reward', columns.reward],
    ['--propensity', columns.propensity],
    ...(columns.target === null ? [] : [['--policy', columns.target] as const]),
    ...context.map((name) => ['--context', name] as const),
  ] as const;
  for (const [option, column] of asked) {
    const found = there.find((c) => c.name === column);
    if (found === undefined)
      throw fail('estimate/column-unknown', { column, option, known, near: nearest(column, known) });
    if (numbers.includes(column) && !holdsNumbers(found))
      throw fail('estimate/not-a-number', { column, option, type: found.type });
  }
}

const numberColumns = ({ reward, propensity, target }: LogColumns): readonly string[] => [
  reward,
  propensity,
  ...(target === null ? [] : [target]),
];

const holdsNumbers = ({ type, values = [] }: InferredColumn): boolean =>
  type === 'continuous' ||
  type === 'discrete' ||
  (values.length > 0 && values.every((v) => v.trim() !== '' && Number.isFinite(Number(v))));

/**
 * A design whose one model learns the reward from action and context: linear, for it is quick, and the weights make its
 * errors good. Propensities are kept and not learned from.
 */
function rewardDesign({ log, columns, context }: EstimateJobInput, there: readonly InferredColumn[]): Design {
  const input: DesignInput = {
    name: 'estimate',
    framing: { target: columns.reward, category: 'regression' },
    data: { sources: [log.from], columns: { [columns.action]: { type: 'nominal' } } },
    models: ['linear'],
    evaluation: { slices: [] },
  };
  const seen = [columns.action, columns.reward, ...context];
  const design = resolveDesign(
    { input, path: 'estimate', sha256: hash('sha256', JSON.stringify(input)), locate: () => undefined },
    there.filter((c) => seen.includes(c.name)),
  );
  const kept = numberColumns(columns).filter((name) => name !== columns.reward);
  const { data } = design;
  return {
    ...design,
    data: {
      ...data,
      columns: [
        ...data.columns,
        ...kept.map((name) => ({ name, type: 'continuous', inferred: false }) as const),
      ],
      unused: [...data.unused, ...kept.map((name) => ({ name, because: 'tells of the policy' }))],
    },
  };
}

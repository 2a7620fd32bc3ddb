import { createHash } from 'node:crypto';
import { readDesign } from '../../adapters/design-file/read-design.ts';
import type { Metrics } from '../../contracts/evaluation.ts';
import type { Prequential } from '../../contracts/prequential.ts';
import type { SearchRecord } from '../../contracts/search.ts';
import { type DesignFile, predictorOf } from '../../design/file.ts';
import type { DesignInput } from '../../design/input.ts';
import { resolveDesign } from '../../design/resolve.ts';
import { budgetModelsFor } from '../../design/resolve-components.ts';
import type { SourceSpec } from '../../ports/engine.ts';
import type { SearchLimits } from '../../stages/train/search/search-models.ts';
import { trainOn } from '../../stages/train-on.ts';
import type { Job } from '../job-contract.ts';

export interface CompareInput {
  readonly train: SourceSpec;
  readonly test: SourceSpec;
  /** Overrides that of the design; one of the two must tell it. */
  readonly target: string | undefined;
  /** Only this model. */
  readonly model: string | undefined;
  /** Path of a design file: its framing, columns, features, models and evaluation are used, its sources are not. */
  readonly design: string | undefined;
  /** Take the rows as they stand in the files, and keep models up to date along the test file. */
  readonly prequential: boolean;
  /** Search under these limits; undefined = train the models as they are. */
  readonly search: SearchLimits | undefined;
}

export interface Compared {
  readonly category: string;
  readonly target: string | null;
  readonly primary: string;
  /** Share of resamples inside each interval. */
  readonly level: number;
  readonly rows: { readonly train: number; readonly test: number; readonly unused: number };
  readonly models: readonly ComparedModel[];
  /** Index in `models` of the best on validation rows. */
  readonly best: number;
  /** What was tried; null without a search. */
  readonly search: SearchRecord | null;
}

export interface ComparedModel {
  readonly model: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly metrics: Metrics;
  readonly versusBaseline: {
    readonly value: number | null;
    readonly low: number | null;
    readonly high: number | null;
  } | null;
  readonly prequential?: Prequential;
  readonly validationScore: number | null;
  readonly threshold: number | null;
  readonly fitSeconds: number;
  readonly singleRowMicros: number;
  readonly bytes: number;
}

/** Train on one file and score another: for `evaluate --train --test`. Stores nothing. */
export const compare: Job<CompareInput, Compared> = async (input, ports) => {
  const { wire, progress, checkCancelled, project } = ports;
  const file = await designOf(input, project);
  const engine = await wire.engine();
  try {
    progress.begin('read both files');
    const table = await engine.load([input.train], []);
    const design = resolveDesign(file, table.columns);
    const { schema } = await engine.shape(design.data.columns, design.framing.target);
    const train = await engine.readAs(input.train, schema);
    const test = await engine.readAs(input.test, schema);
    progress.end(`${train.rows.toLocaleString('en')} to train, ${test.rows.toLocaleString('en')} to test`);
    const candidates = file.input.models === undefined ? budgetModelsFor(design) : design.models;
    const trained = await trainOn(
      { design, train, test, ...(input.search && { search: { ...input.search, candidates } }) },
      { clock: wire.clock, kernels: await wire.kernels(), progress, checkCancelled, http: null },
    );
    return {
      category: design.framing.task.category,
      target: design.framing.target,
      primary: design.evaluation.primary,
      level: design.evaluation.level,
      rows: { train: train.rows, test: test.rows, unused: trained.unused },
      best: trained.best,
      search: trained.search,
      models: trained.models.map((m) => ({
        model: m.written.manifest.model.name,
        params: m.written.manifest.model.params,
        metrics: m.evaluation.metrics,
        ...(m.prequential && { prequential: m.prequential }),
        versusBaseline: m.evaluation.versusBaseline?.difference ?? null,
        validationScore: m.validationScore,
        threshold: m.threshold,
        fitSeconds: m.fitSeconds,
        singleRowMicros: m.singleRowMicros,
        bytes: m.written.tensors.length,
      })),
    };
  } finally {
    await engine.close();
  }
};

/** The design that the command line and the design file, if there is one, come to. */
async function designOf(input: CompareInput, project: string): Promise<DesignFile> {
  const { train, target, model, prequential: inOrder } = input;
  const written =
    input.design === undefined ? undefined : predictorOf(await readDesign(project, input.design));
  const base: Partial<DesignInput> = written?.input ?? { name: 'evaluate' };
  const { joins: _, ...data } = typeof base.data === 'string' || base.data === undefined ? {} : base.data;
  const design: DesignInput = {
    ...base,
    framing:
      target === undefined && base.framing !== undefined
        ? base.framing
        : { ...(base.framing as object), target: target ?? '' },
    // What is measured by slice is not told.
    evaluation: {
      ...base.evaluation,
      ...(inOrder && { prequential: base.evaluation?.prequential ?? {} }),
      slices: [],
    },
    data: {
      ...data,
      // A design that asks for it by itself says how its rows are ordered.
      ...(inOrder && base.evaluation?.prequential === undefined && { split: 'table-order' }),
      sources: [{ file: train.from, format: formatOf(train) }],
    },
    ...(model === undefined ? {} : { models: modelOf(model, base) }),
  };
  return {
    input: design,
    path: written?.path ?? 'evaluate',
    sha256: written?.sha256 ?? createHash('sha256').update(JSON.stringify(design)).digest('hex'),
    locate: (path, at) => written?.locate(path, at),
  };
}

type FileFormat = 'csv' | 'tsv' | 'jsonl' | 'json' | 'parquet';

const formatOf = ({ kind }: SourceSpec): FileFormat => (kind === 'postgres' ? 'csv' : kind);

/** The named model with the parameters that the design gives it, if it does. */
const modelOf = (name: string, { models = [] }: Partial<DesignInput>): NonNullable<DesignInput['models']> => [
  models.find((m) => typeof m === 'object' && m.name === name) ?? name,
];

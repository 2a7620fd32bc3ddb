import type { Design } from '../contracts/design.ts';
import type { Metric } from '../contracts/metric.ts';
import type { Category } from '../contracts/task.ts';
import { nearest } from '../errors/nearest.ts';
import { metrics } from '../metrics/index.ts';
import type { DesignPath } from './file.ts';
import { inferSlices } from './infer-slices.ts';
import type { Resolution } from './resolution.ts';
import { whyInert } from './resolve-components.ts';
import { columnOverrides } from './resolve-target.ts';

/** By which models are ranked where the design does not say. */
const PRIMARY: Readonly<Record<Category, string>> = {
  binary: 'rocAuc',
  multiclass: 'logLoss',
  regression: 'rmse',
  ranking: 'ndcgAt10',
  cluster: 'separation',
  anomaly: 'prAuc',
};

const SAMPLES = 1000;
const LEVEL = 0.95;

/**
 * Metrics, slices, intervals and costs.
 *
 * @param inputs names of the columns that the model sees
 * @param losses names of what models are told to minimise
 */
export function resolveEvaluation(
  r: Resolution,
  category: Category | undefined,
  inputs: readonly string[],
  losses: ReadonlySet<string>,
): Design['evaluation'] {
  const given = r.input.evaluation ?? {};
  const known = r.input.framing.target !== undefined;
  const fitting = metrics.filter(
    (m) =>
      category !== undefined &&
      m.traits.categories.includes(category) &&
      (known || m.traits.withoutTruth === true) &&
      (m.traits.ofLoss === undefined || losses.has(m.traits.ofLoss)),
  );
  const primary = given.primary ?? defaultPrimary(r, category, fitting);
  if (given.primary !== undefined) checkMetric(r, given.primary, category, ['evaluation', 'primary']);
  given.metrics?.forEach((name, i) => {
    checkMetric(r, name, category, ['evaluation', 'metrics', i]);
  });
  if (given.metrics === undefined) r.inferred('evaluation.metrics', `every metric for ${category} targets`);
  const measured = given.metrics ?? fitting.map((m) => m.name);
  if (given.interval === undefined)
    r.inferred('evaluation.samples', `${SAMPLES} resamples, ${100 * LEVEL} % of them inside`);
  if (given.costs !== undefined && category !== undefined && category !== 'binary') {
    const rule = `left out: the category is ${category}, and only a binary decision has these costs`;
    r.problem('design/field-invalid', { field: 'evaluation.costs', rule, got: 'costs' }, [
      'evaluation',
      'costs',
    ]);
  }
  return {
    primary,
    metrics: measured.includes(primary) ? measured : [primary, ...measured],
    slices: resolveSlices(r, inputs),
    samples: given.interval?.samples ?? SAMPLES,
    level: given.interval?.level ?? LEVEL,
    costs: given.costs ?? null,
  };
}

function resolveSlices(r: Resolution, inputs: readonly string[]): readonly string[] {
  const given = r.input.evaluation?.slices;
  if (given === undefined) {
    r.inferred('evaluation.slices', 'the first inputs with two to six values');
    const names = new Set(inputs);
    const seen = r.columns.filter((c) => names.has(c.name));
    return inferSlices(seen.map((c) => ({ ...c, type: columnOverrides(r, c.name)?.type ?? c.type })));
  }
  given.forEach((column, i) => {
    const path = ['evaluation', 'slices', i];
    const because = r.column(column, 'evaluation.slices', path) && whyInert(r, column);
    if (because) r.problem('design/column-unused', { column, field: 'evaluation.slices', because }, path);
  });
  return given;
}

function defaultPrimary(r: Resolution, category: Category | undefined, fitting: readonly Metric[]): string {
  if (category === undefined) return '';
  const own = fitting.find((m) => m.traits.ofLoss !== undefined);
  if (own !== undefined) {
    r.inferred('evaluation.primary', `a model minimises the loss ${JSON.stringify(own.traits.ofLoss)}`);
    return own.name;
  }
  r.inferred('evaluation.primary', `usual for ${category} targets`);
  const usual = PRIMARY[category];
  return fitting.some((m) => m.name === usual) ? usual : (fitting[0]?.name ?? usual);
}

function checkMetric(r: Resolution, name: string, category: Category | undefined, path: DesignPath): void {
  const metric = metrics.find((m) => m.name === name);
  if (metric === undefined) {
    const known = metrics.map((m) => m.name);
    r.problem('design/component-unknown', { room: 'metric', name, known, near: nearest(name, known) }, path);
  } else if (category !== undefined && !metric.traits.categories.includes(category)) {
    const fits = metric.traits.categories;
    const fitting = metrics.filter((m) => m.traits.categories.includes(category)).map((m) => m.name);
    r.problem('design/component-unfit', { room: 'metric', name, category, fits, fitting }, path);
  }
}

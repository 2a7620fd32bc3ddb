import { type Design, inputColumns } from '../contracts/design.ts';
import { isTaught, type Task } from '../contracts/task.ts';
import { fail, throwCollected } from '../errors/fail.ts';
import type { InferredColumn } from '../ports/engine.ts';
import { resolveAlerts } from './alerts.ts';
import type { DesignFile } from './file.ts';
import { type NamedLosses, namedLosses } from './named-losses.ts';
import {
  type Inference,
  type Notes,
  type Resolution,
  type ResolvedTarget,
  startResolution,
} from './resolution.ts';
import { resolveColumns } from './resolve-columns.ts';
import { resolveFeatures, resolveModels, whyInert } from './resolve-components.ts';
import { resolveCrossValidation } from './resolve-cross-validation.ts';
import { resolveEvaluation } from './resolve-evaluation.ts';
import { checkHeads, resolveHeads } from './resolve-heads.ts';
import { resolvePrequential } from './resolve-prequential.ts';
import { resolveRequirements } from './resolve-requirements.ts';
import { resolveSample } from './resolve-sample.ts';
import { resolveSources } from './resolve-sources.ts';
import { resolveSplit } from './resolve-split.ts';
import { resolveTarget } from './resolve-target.ts';
import { resolveTraining } from './resolve-training.ts';
import { checkUntaught } from './resolve-untaught.ts';
import { RETRAIN_DEFAULTS, retrainPlan } from './retrain.ts';
import { NAME_PATTERN } from './schema-parts.ts';
import { systemNameOf } from './system-name-of.ts';

const MONITORING = { windowRows: 1000, falseAlarmRate: 0.05 };
const SEED = 1;

/** A design in full, with what was inferred and why. */
export interface ResolvedDesign {
  readonly design: Design;
  /** By path in the design, in the order of resolution. */
  readonly inferences: readonly Inference[];
}

/**
 * Look up every name of a design file and fill in what it leaves out.
 *
 * columns: as the engine inferred them from the sources that `resolveSources` gave.
 * Throws every problem at once, each with its place in the file. Pure.
 */
export const resolveDesign = (file: DesignFile, columns: readonly InferredColumn[]): Design =>
  resolveWithReasons(file, columns).design;

/** As `resolveDesign`, with the reasons that `millwright show` prints. */
export function resolveWithReasons(file: DesignFile, columns: readonly InferredColumn[]): ResolvedDesign {
  const { sources, joins } = resolveSources(file);
  const { input } = file;
  const r = startResolution(file, columns);
  const name = resolveName(r, input.name, file.path);
  const target = resolveTarget(r);
  const category = target?.task.category;
  const split = resolveSplit(r, category);
  const sample = resolveSample(r);
  const heads = resolveHeads(r);
  const kept = resolveColumns(r, target, heads, [
    input.framing.group,
    split?.column,
    sample?.column,
    sample?.link,
  ]);
  const features = resolveFeatures(r);
  checkUntaught(r, target?.task, features);
  const models = resolveModels(r, category);
  const inputs = inputColumns({ framing: { target: target?.name ?? null }, data: kept });
  const training = resolveTraining(r, category, split, models);
  checkHeads(r, heads, models, training);
  const losses = namedLosses(models);
  const evaluation = resolveEvaluation(r, category, inputs, losses.names);
  const crossValidation = resolveCrossValidation(r, split);
  const prequential = resolvePrequential(r, split, category);
  const serving = resolveServing(r, category);
  const watched = resolveWatched(r, inputs);
  noteDefaults(r, 'monitoring', MONITORING, input.monitoring);
  if (input.retrain !== undefined) noteDefaults(r, 'retrain', RETRAIN_DEFAULTS, input.retrain);
  const alerts = resolveAlerts(r, 'predict', input.alerts);
  if (input.seed === undefined) r.inferred('seed', 'default');
  throwCollected(r.failures);
  if (target === undefined || split === undefined) throw new Error('unresolved without a problem');
  const design: Design = {
    format: 1,
    name,
    kind: 'predict',
    requirements: resolveRequirements(
      input.requirements,
      isTaught(target.task) ? `predict ${target.name}` : outputOf(target),
    ),
    framing: {
      target: target.name,
      task: taskOf(target.task, losses),
      ...(heads.length > 0 && { heads: heads.map(({ type: _, ...head }) => head) }),
      input: input.framing.input ?? 'one row of the table',
      output: input.framing.output ?? outputOf(target),
    },
    data: { sources, joins, ...kept, split, ...(sample && { sample }) },
    features,
    models,
    ...(training && { training }),
    evaluation: {
      ...evaluation,
      ...(crossValidation && { crossValidation }),
      ...(prequential && { prequential }),
    },
    serving,
    monitoring: { ...MONITORING, ...input.monitoring, columns: watched },
    ...(input.retrain && { retrain: retrainPlan(input.retrain) }),
    ...alerts,
    seed: input.seed ?? SEED,
  };
  return { design, inferences: r.inferences };
}

/** The task, with the quantile that its models are asked for. */
const taskOf = (task: Task, { quantile }: NamedLosses): Task =>
  task.category === 'regression' && quantile !== undefined ? { ...task, quantile } : task;

/** Note the fields of a section that the design leaves to their defaults. */
export function noteDefaults(r: Notes, section: string, defaults: object, given: object = {}): void {
  for (const field of Object.keys(defaults))
    if (!Object.hasOwn(given, field)) r.inferred(`${section}.${field}`, 'default');
}

/** The name that the design gives, else that of its file. */
export function resolveName(r: Notes, given: string | undefined, path: string): string {
  if (given !== undefined) return given;
  const name = systemNameOf(path);
  r.inferred('name', `the file is ${path}`);
  if (!new RegExp(NAME_PATTERN).test(name)) {
    const rule = 'at most 63 lower-case letters, digits and dashes, beginning with a letter';
    r.failures.push(
      fail('design/field-invalid', {
        field: 'The name of the system, taken from its file,',
        rule,
        got: JSON.stringify(name),
      }),
    );
  }
  return name;
}

function outputOf({ name: target, task }: Pick<ResolvedTarget, 'name' | 'task'>): string {
  if (task.category === 'cluster') return 'which rows are alike';
  if (task.category === 'anomaly') return 'how far a row stands apart from the others';
  if (task.category === 'ranking') return `a score that puts the rows of each ${task.group} in order`;
  if (task.category === 'binary') return `the probability that ${target} is ${task.classes[1]}`;
  return task.category === 'multiclass' ? `the probability of each value of ${target}` : target!;
}

function resolveServing(r: Resolution, category: Task['category'] | undefined): Design['serving'] {
  const given = r.input.serving ?? {};
  const costs = r.input.evaluation?.costs !== undefined;
  if (given.threshold === 'cost' && !costs) r.problem('design/costs-absent', {}, ['serving', 'threshold']);
  if (given.threshold === undefined && category === 'binary')
    r.inferred('serving.threshold', costs ? 'costs are declared' : 'no costs are declared');
  const defaults = { host: '127.0.0.1', port: 8080, shadow: true };
  noteDefaults(r, 'serving', defaults, given);
  return { threshold: given.threshold ?? (costs ? 'cost' : 'f1'), ...defaults, ...given };
}

function resolveWatched(r: Resolution, inputs: readonly string[]): readonly string[] {
  const given = r.input.monitoring?.columns;
  if (given === undefined) {
    r.inferred('monitoring.columns', 'every input');
    return inputs;
  }
  given.forEach((column, i) => {
    const path = ['monitoring', 'columns', i];
    const because = r.column(column, 'monitoring.columns', path) && whyInert(r, column);
    if (because) r.problem('design/column-unused', { column, field: 'monitoring.columns', because }, path);
  });
  return given;
}

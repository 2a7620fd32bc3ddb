import { calibrators } from '../calibrators/index.ts';
import type { ModelManifest } from '../contracts/artifact.ts';
import type { Json, JsonObject } from '../contracts/json.ts';
import type { Kernels } from '../contracts/kernels.ts';
import type { Model } from '../contracts/model.ts';
import { packTensors, unpackTensors } from '../contracts/pack.ts';
import type { Params } from '../contracts/params.ts';
import type { Pipeline } from '../contracts/pipeline.ts';
import type { State, Tensor } from '../contracts/state.ts';
import { isClassed, outputsOf, type Task } from '../contracts/task.ts';
import { Failure, fail } from '../errors/fail.ts';
import { models } from '../models/index.ts';
import { type Adjustment, UNADJUSTED } from './adjustment.ts';
import { type FittedRecipe, type FittedStep, findFeature } from './fitted-recipe.ts';
import { openPipeline } from './pipeline.ts';
import { layOut } from './slots.ts';

/** The part of a manifest that a fitted pipeline is; hashes and lineage are added by who stores it. */
export type PipelineManifest = Omit<ModelManifest, 'tensors' | 'parents' | 'reference' | 'program'>;

/** A fitted pipeline as data. */
export interface Written {
  readonly manifest: PipelineManifest;
  /** A safetensors file: every array of recipe and model. */
  readonly tensors: Uint8Array;
}

/** What there is to write. */
export interface Writable {
  readonly system: string;
  readonly task: Task;
  readonly fitted: FittedRecipe;
  readonly model: Model;
  readonly params: Params;
  readonly state: State;
  readonly adjustment?: Adjustment;
  readonly threshold: number | null;
}

/** Turn a fitted pipeline into data. Equal pipelines give equal bytes. */
export function manifestOf({
  system,
  task,
  fitted,
  model,
  params,
  state,
  adjustment = UNADJUSTED,
  threshold,
}: Writable): Written {
  const arrays: Record<string, Tensor> = {};
  const keep = (prefix: string, owned: State): void => {
    for (const [name, array] of Object.entries(owned.arrays)) arrays[`${prefix}/${name}`] = array;
  };
  fitted.steps.forEach((step, i) => {
    keep(`recipe/${i}`, step.state);
  });
  keep('model', state);
  const { priors, calibrated } = adjustment;
  if (calibrated !== null) keep('calibrator', calibrated.state);
  const steps = fitted.steps.map(({ feature, version, params, from, state: { facts } }) => ({
    feature,
    version,
    params,
    from,
    facts,
  }));
  const recipe = {
    required: fitted.required,
    ignored: fitted.ignored,
    steps,
    columns: fitted.columns.length,
  };
  return {
    manifest: {
      format: 1,
      system,
      task,
      inputs: fitted.inputs,
      model: { name: model.name, version: model.version, params, facts: state.facts },
      ...(priors === null && calibrated === null
        ? {}
        : { adjustment: { priors: priors && [...priors], calibrator: calibrated && describe(calibrated) } }),
      recipe,
      threshold,
    },
    tensors: packTensors(arrays),
  };
}

/**
 * Open a stored pipeline: its scores are bit-equal to those of the pipeline that was written. Executes nothing that
 * it reads; names are looked up in the rooms.
 *
 * Throws 'artifact/incompatible' when a component is of another version than this program's, 'artifact/malformed'
 * when the parts do not fit together.
 */
export function pipelineOf(manifest: PipelineManifest, tensors: Uint8Array, kernels?: Kernels): Pipeline {
  return asParts(() => {
    const { recipe, model, state, adjustment } = fittedPartsOf(manifest, tensors);
    const pipeline = openPipeline(recipe, model, state, manifest.task, adjustment, kernels);
    tryOut(pipeline, recipe);
    return pipeline;
  });
}

/** What a stored pipeline is made of. */
export interface FittedParts {
  readonly recipe: FittedRecipe;
  readonly model: Model;
  readonly state: State;
  readonly adjustment: Adjustment;
}

/** The parts of a stored pipeline, to go on from. Throws as `pipelineOf` does. */
export function fittedPartsOf(manifest: PipelineManifest, tensors: Uint8Array): FittedParts {
  if (manifest.format !== 1) throw malformed(`its format is ${manifest.format}, expected 1`);
  const arrays = byOwner(tensors);
  const { name, version, facts } = manifest.model;
  const model = models.find((m) => m.name === name);
  if (model?.version !== version)
    throw fail('artifact/incompatible', { kind: 'model', name, wants: version, has: model?.version ?? null });
  return asParts(() => ({
    recipe: readRecipe(manifest, arrays),
    model,
    state: { facts, arrays: arrays.get('model') ?? {} },
    adjustment: readAdjustment(manifest, arrays),
  }));
}

/** What fails without a name while parts are put together is that they do not fit. */
function asParts<T>(make: () => T): T {
  try {
    return make();
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw malformed(cause instanceof Error ? cause.message : String(cause));
  }
}

const describe = ({ calibrator, state }: NonNullable<Adjustment['calibrated']>) => ({
  name: calibrator.name,
  version: calibrator.version,
  facts: state.facts,
});

function readAdjustment(
  { adjustment, task }: PipelineManifest,
  arrays: ReadonlyMap<string, State['arrays']>,
): Adjustment {
  if (adjustment === undefined) return UNADJUSTED;
  const { priors, calibrator: stored } = adjustment;
  if (priors !== null && (!isClassed(task) || priors.length !== task.classes.length))
    throw malformed('its shares of classes are not those of its task');
  const calibrator = calibrators.find((c) => c.name === stored?.name);
  if (stored !== null && calibrator?.version !== stored.version)
    throw fail('artifact/incompatible', {
      kind: 'calibrator',
      name: stored.name,
      wants: stored.version,
      has: calibrator?.version ?? null,
    });
  return {
    priors: priors && Float64Array.from(priors),
    calibrated:
      stored === null || calibrator === undefined
        ? null
        : { calibrator, state: { facts: stored.facts, arrays: arrays.get('calibrator') ?? {} } },
  };
}

interface StoredRecipe extends JsonObject {
  readonly required: readonly string[];
  readonly ignored: readonly string[];
  readonly steps: readonly (Omit<FittedStep, 'state'> & { readonly facts: JsonObject } & JsonObject)[];
  readonly columns: number;
}

function readRecipe(manifest: PipelineManifest, arrays: ReadonlyMap<string, State['arrays']>): FittedRecipe {
  const stored = manifest.recipe as StoredRecipe;
  if (!isStored(stored)) throw malformed('its recipe does not have the expected parts');
  const steps = stored.steps.map(({ feature, version, params, from, facts }, i): FittedStep => {
    const has = findFeature(feature)?.version ?? null;
    if (has !== version)
      throw fail('artifact/incompatible', { kind: 'feature', name: feature, wants: version, has });
    return { feature, version, params, from, state: { facts, arrays: arrays.get(`recipe/${i}`) ?? {} } };
  });
  for (const owner of arrays.keys())
    if (owner.startsWith('recipe/') && !(Number(owner.slice(7)) < steps.length))
      throw malformed(`there are arrays of ${owner}, and its recipe has ${steps.length} steps`);
  const { columns } = layOut(manifest.inputs, steps);
  if (columns.length !== stored.columns)
    throw malformed(
      `its recipe makes ${columns.length} columns, and its model was trained on ${stored.columns}`,
    );
  const { required, ignored } = stored;
  return { inputs: manifest.inputs, required, ignored, steps, columns };
}

const isStored = (recipe: { readonly [part in keyof StoredRecipe]?: Json }): boolean =>
  Array.isArray(recipe.required) && Array.isArray(recipe.ignored) && Array.isArray(recipe.steps);

/** A step has its number for a name; what an owner calls its arrays is its own business. */
const OWNER = /^(recipe\/\d+|[^/]+)\//;

/** The arrays of the file by owner: "recipe/3/fill" is the array "fill" of "recipe/3". O(arrays). */
function byOwner(tensors: Uint8Array): Map<string, State['arrays']> {
  const owners = new Map<string, Record<string, Tensor>>();
  for (const [path, array] of Object.entries(unpackTensors(tensors))) {
    const [whole = '', owner = ''] = OWNER.exec(path) ?? [];
    const own = owners.get(owner) ?? {};
    own[path.slice(whole.length)] = array;
    owners.set(owner, own);
  }
  return owners;
}

/** Score a row of which nothing is known: arrays of the wrong size show now, not at the first request. */
function tryOut(pipeline: Pipeline, recipe: FittedRecipe): void {
  if (recipe.required.length > 0) return;
  const out = new Float64Array(outputsOf(pipeline.task)).fill(Number.NaN);
  pipeline.scoreRow({}, out);
  if (out.some((v) => !Number.isFinite(v))) throw new Error(`it scores an empty row as ${out.join(', ')}`);
}

const malformed = (problem: string): Failure => fail('artifact/malformed', { what: 'the manifest', problem });

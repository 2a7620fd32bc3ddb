import { type Design, inputColumns, type StepChoice } from '../contracts/design.ts';
import { type Model, type Needs, sameNeeds } from '../contracts/model.ts';
import { type Params, resolveParams } from '../contracts/params.ts';
import { isTaught } from '../contracts/task.ts';
import { type Failure, throwCollected } from '../errors/fail.ts';
import { isMissing } from '../table/forms.ts';
import { columnOf, type Frame } from '../table/frame.ts';
import { type ColumnSchema, formOf, type Schema } from '../table/schema.ts';
import { completeChain, walkChain } from './chain.ts';
import { inferSteps } from './infer-steps.ts';

/** What each column goes through on its way into the matrix of one model. */
export interface RecipePlan {
  readonly columns: readonly PlannedColumn[];
  /** The same for models that it is made of and that want the columns otherwise; usually none. */
  readonly further: readonly PlannedView[];
  readonly needs: Needs;
  /** Columns of the data that the model does not use. */
  readonly ignored: readonly string[];
}

/** The columns once more, as other models want them. */
export interface PlannedView {
  readonly needs: Needs;
  readonly columns: readonly PlannedColumn[];
}

export interface PlannedColumn {
  readonly schema: ColumnSchema;
  readonly steps: readonly StepChoice[];
  /** A row without this value is left out of training and refused in serving. */
  readonly required: boolean;
}

/**
 * The chain of every column that the model sees: the steps of the design, else those that the column's type asks for;
 * and at its end whatever the model still needs (a fill, an encoding, a scale).
 *
 * A model made of others has the columns once for each way in which these want them. Throws 'feature/wrong-form' and
 * 'feature/unknown-step', all that there are at once.
 */
export function planRecipe(
  design: Design,
  schema: Schema,
  model: Model,
  params: Params = resolveParams(model.name, model.params, {}).params,
): RecipePlan {
  const inputs = new Set(inputColumns(design));
  const used = schema.filter(({ name }) => inputs.has(name));
  const [first, ...others] = needsOf(model, params);
  const columns = planColumns(design, used, first!);
  return {
    columns,
    needs: first!,
    further: others.map((needs) => ({ needs, columns: planColumns(design, used, needs) })),
    ignored: [
      ...(design.framing.target === null ? [] : [design.framing.target]),
      ...design.data.unused.map((c) => c.name),
    ],
  };
}

function planColumns(design: Design, used: Schema, needs: Needs): PlannedColumn[] {
  const failures: Failure[] = [];
  const columns = used.map((column): PlannedColumn => {
    const chosen = Object.hasOwn(design.features, column.name) ? design.features[column.name] : undefined;
    const steps = chosen ?? inferSteps(column, needs, isTaught(design.framing.task));
    const end = walkChain(column.name, formOf(column.type), steps);
    failures.push(...end.failures);
    if (end.failures.length > 0) return { schema: column, steps, required: false };
    return { schema: column, steps: completeChain(steps, end, needs), required: end.required };
  });
  throwCollected(failures);
  return columns;
}

/** What the model asks for, or each thing that the models ask for that it is made of. At least one. */
function needsOf(model: Model, params: Params): readonly Needs[] {
  const members = model.members?.(params);
  if (members === undefined) return [model.traits];
  const all = members.flatMap((member) => needsOf(member.model, member.params));
  return all.filter((needs, i) => all.findIndex((other) => sameNeeds(needs, other)) === i);
}

/**
 * Row numbers, ascending, that have a value wherever the design's chains require one (drop-rows). Other rows can be
 * neither trained on nor scored, whatever the model.
 */
export function usableRows(design: Design, frame: Frame): Int32Array {
  const required = frame.schema.filter(({ name, type }) => {
    const steps = Object.hasOwn(design.features, name) ? design.features[name]! : [];
    return walkChain(name, formOf(type), steps).required;
  });
  return rowsWith(
    frame,
    required.map((c) => c.name),
  );
}

/** Row numbers, ascending, where none of these columns is missing. O(rows x names). */
export function rowsWith(frame: Frame, names: readonly string[]): Int32Array {
  const columns = names.map((name) => columnOf(frame, name));
  const rows = new Int32Array(frame.rows);
  let kept = 0;
  for (let i = 0; i < frame.rows; i++) if (!columns.some((c) => isMissing(c, i))) rows[kept++] = i;
  return rows.slice(0, kept);
}

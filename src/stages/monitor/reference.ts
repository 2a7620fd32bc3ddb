import type { Detector } from '../../contracts/detector.ts';
import { canonicalJson } from '../../contracts/json.ts';
import type { Reference, ReferenceColumn } from '../../contracts/monitoring.ts';
import { resolveParams } from '../../contracts/params.ts';
import type { State, Tensor } from '../../contracts/state.ts';
import type { Task } from '../../contracts/task.ts';
import { detectors } from '../../detectors/index.ts';
import type { Column } from '../../table/column.ts';
import { columnOf, type Frame } from '../../table/frame.ts';
import type { ColumnSchema, Schema } from '../../table/schema.ts';
import { outputColumns } from './output-columns.ts';

/** What a model answered on rows that it did not learn from. values [rows x outputs], row after row. */
export interface HeldOutScores {
  readonly rows: number;
  readonly outputs: number;
  readonly values: Float64Array;
}

/**
 * Summarise what live windows will be compared with: see `Reference`.
 *
 * @param frame rows that the model learned from, and those that it would have but for a sample
 * @param used columns that it takes
 * @param scores its answers on test or validation rows
 */
export function referenceOf(frame: Frame, used: Schema, scores: HeldOutScores, task: Task): Reference {
  return {
    format: 1,
    rows: frame.rows,
    outputRows: scores.rows,
    inputs: used.map((schema) => summarise(schema.name, columnOf(frame, schema.name), whyNot(schema))),
    outputs: outputColumns(task, scores.rows, scores.values).map(({ name, column }) =>
      summarise(name, column, null),
    ),
  };
}

/** Why a column cannot be compared with training, or null when it can. */
function whyNot({ type }: ColumnSchema): string | null {
  if (type === 'timestamp') return 'a timestamp: live times lie after those of training by nature';
  return type === 'identifier' ? 'an identifier: every row brings a new value by nature' : null;
}

/** A column as its detector keeps it, or why none watches it. */
export function summarise(name: string, column: Column, because: string | null): ReferenceColumn {
  if (because !== null) return { name, detector: null, because };
  const detector = detectors.find((d) => d.traits.accepts.includes(column.form));
  if (detector === undefined) throw new Error(`no detector accepts a ${column.form} column`);
  const { params } = resolveParams(detector.name, detector.params, {});
  return {
    name,
    detector: detector.name,
    version: detector.version,
    params,
    state: detector.fit(column, params),
  };
}

/** The detector that a reference column was made with, or undefined when this program has it no longer. */
export const detectorOf = (name: string, version: number): Detector | undefined =>
  detectors.find((d) => d.name === name && d.version === version);

const TENSORS = {
  float64: Float64Array,
  float32: Float32Array,
  int32: Int32Array,
  uint32: Uint32Array,
  uint16: Uint16Array,
  uint8: Uint8Array,
};
type TensorType = keyof typeof TENSORS;

/** As canonical JSON in UTF-8. Equal references have equal bytes. */
export function encodeReference(reference: Reference): Uint8Array {
  const plain = (column: ReferenceColumn): object =>
    column.detector === null ? column : { ...column, state: plainState(column.state) };
  const { inputs, outputs, ...rest } = reference;
  const text = canonicalJson({ ...rest, inputs: inputs.map(plain), outputs: outputs.map(plain) });
  return new TextEncoder().encode(text);
}

/** What `encodeReference` wrote; the caller has checked the sha256, so the bytes are ours. */
export function decodeReference(bytes: Uint8Array): Reference {
  const { inputs, outputs, ...rest } = JSON.parse(new TextDecoder().decode(bytes));
  return { ...rest, inputs: inputs.map(liveColumn), outputs: outputs.map(liveColumn) };
}

interface PlainState {
  readonly facts: State['facts'];
  readonly arrays: Readonly<
    Record<string, { readonly type: TensorType; readonly values: readonly number[] }>
  >;
}

const plainState = ({ facts, arrays }: State): PlainState => ({
  facts,
  arrays: Object.fromEntries(
    Object.entries(arrays).map(([name, tensor]) => [
      name,
      { type: typeOf(tensor), values: Array.from(tensor) },
    ]),
  ),
});

const typeOf = (tensor: Tensor): TensorType =>
  (Object.keys(TENSORS) as TensorType[]).find((type) => tensor instanceof TENSORS[type])!;

type PlainColumn =
  | Extract<ReferenceColumn, { detector: null }>
  | (Omit<Extract<ReferenceColumn, { detector: string }>, 'state'> & { readonly state: PlainState });

function liveColumn(column: PlainColumn): ReferenceColumn {
  if (column.detector === null) return column;
  const arrays: Record<string, Tensor> = {};
  for (const [name, { type, values }] of Object.entries(column.state.arrays))
    arrays[name] = new TENSORS[type](values);
  return { ...column, state: { facts: column.state.facts, arrays } };
}

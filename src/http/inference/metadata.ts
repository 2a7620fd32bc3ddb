import type { Pipeline } from '../../contracts/pipeline.ts';
import { isClassed } from '../../contracts/task.ts';
import type { ServedSystem } from '../../stages/serve/served-system.ts';
import type { ColumnSchema } from '../../table/schema.ts';
import type { Datatype, ModelMetadata, TensorMetadata } from './protocol.ts';

/** A model as the protocol describes it: one tensor for each input column. */
export function modelMetadata(
  system: ServedSystem,
  pipeline: Pipeline,
  versions: readonly number[],
): ModelMetadata {
  return {
    name: system.name,
    versions: versions.map(String),
    platform: 'millwright',
    inputs: pipeline.inputs.map((column) => ({
      name: column.name,
      datatype: datatypeOf(column),
      shape: [-1],
    })),
    outputs: outputsOf(pipeline),
  };
}

/** Scores; for classes the label; and the id under which feedback is given and the answer can be replayed. */
export function outputsOf({ task, outputs }: Pipeline): TensorMetadata[] {
  const score: TensorMetadata = {
    name: 'score',
    datatype: 'FP64',
    shape: outputs === 1 ? [-1] : [-1, outputs],
  };
  const label: TensorMetadata = { name: 'label', datatype: 'BYTES', shape: [-1] };
  const id: TensorMetadata = { name: 'prediction_id', datatype: 'BYTES', shape: [-1] };
  return isClassed(task) ? [score, label, id] : [score, id];
}

/** What a column is sent as; `readRows` also takes any other datatype whose values the column can hold. */
function datatypeOf({ type, dictionary }: ColumnSchema): Datatype {
  switch (type) {
    case 'continuous':
      return 'FP64';
    case 'discrete':
    case 'timestamp':
      return 'INT64';
    case 'boolean':
      return dictionary?.every((v) => /^(true|false)$/i.test(v)) ? 'BOOL' : 'BYTES';
    default:
      return 'BYTES';
  }
}

import type { Pipeline } from '../../contracts/pipeline.ts';
import { listed } from '../../errors/entry.ts';
import { fail } from '../../errors/fail.ts';
import type { Prediction } from '../../stages/serve/prediction.ts';
import { outputsOf } from './metadata.ts';
import type { InferRequest, ResponseTensor } from './protocol.ts';

/** The names of the outputs that a request asks for, or all. Throws 'http/malformed' for one that the model has not. */
export function chooseOutputs(request: InferRequest, pipeline: Pipeline): string[] {
  const known = outputsOf(pipeline).map((o) => o.name);
  if (request.outputs === undefined || request.outputs.length === 0) return known;
  for (const { name } of request.outputs)
    if (!known.includes(name))
      throw fail('http/malformed', {
        because: `output ${JSON.stringify(name)} is asked for; the model has ${listed(known)}`,
      });
  return request.outputs.map((o) => o.name);
}

/** @param flat outputs of one value a row as [n], else as [n, 1] */
export function writeOutputs(
  names: readonly string[],
  predictions: readonly Prediction[],
  pipeline: Pipeline,
  flat: boolean,
): ResponseTensor[] {
  const n = predictions.length;
  const shape = flat ? [n] : [n, 1];
  return names.map((name) => {
    if (name === 'label')
      return { name, shape, datatype: 'BYTES', data: predictions.map((p) => p.label ?? '') };
    if (name === 'prediction_id')
      return { name, shape, datatype: 'BYTES', data: predictions.map((p) => p.id) };
    return pipeline.outputs === 1
      ? { name, shape, datatype: 'FP64', data: predictions.map((p) => p.score) }
      : {
          name,
          shape: [n, pipeline.outputs],
          datatype: 'FP64',
          data: predictions.flatMap((p) => p.scores ?? []),
        };
  });
}

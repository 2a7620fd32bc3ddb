import { expect, test } from 'vitest';
import { headColumns } from '../../../src/cli/prediction-columns.ts';
import type { Design } from '../../../src/contracts/design.ts';
import { resolveParams } from '../../../src/contracts/params.ts';
import { predictAnswerJson } from '../../../src/http/prediction-json.ts';
import { mlp } from '../../../src/models/mlp.ts';
import { pipelineOf } from '../../../src/recipe/store.ts';
import { decide, headAnswers } from '../../../src/stages/serve/prediction.ts';
import { labelledRows } from '../../../src/stages/train/labelled.ts';
import { measureModels } from '../../../src/stages/train/measure-models.ts';
import { partsOf } from '../../../src/stages/train/parts.ts';
import { columnOf, type Frame } from '../../../src/table/frame.ts';
import { madeDesign, madeTable, quietPorts } from './made-system.ts';

/** The table of a binary target, with the value that it was cut from as a further one. */
function made(): { design: Design; frame: Frame } {
  const binary = madeTable(300, 'binary');
  const value = columnOf(madeTable(300, 'regression'), 'target');
  const frame: Frame = {
    ...binary,
    schema: [...binary.schema, { name: 'value', type: 'continuous' }],
    columns: new Map([...binary.columns, ['value', value]]),
  };
  const { params } = resolveParams('mlp', mlp.params, { ...mlp.traits.quick, epochs: 10 });
  const made = madeDesign('binary', { models: [{ name: 'mlp', params }] });
  const base = { ...made, evaluation: { ...made.evaluation, samples: 20, slices: [] } };
  const unused = [{ name: 'value', because: 'a further target' }];
  const heads = [{ target: 'value', task: { category: 'regression' } }] as const;
  const framing = { ...base.framing, heads };
  return { design: { ...base, framing, data: { ...base.data, unused } }, frame };
}

test('a further target is learned, measured, stored and answered', async () => {
  const { design, frame } = made();
  const parts = partsOf(design, labelledRows(design, frame));
  const [{ evaluation, written, parity }] = (await measureModels(design, parts, quietPorts)) as [
    Awaited<ReturnType<typeof measureModels>>[number],
  ];
  const head = evaluation.heads![0]!;
  expect(head).toMatchObject({ target: 'value', rows: parts.test.truth.length });
  expect(head.metrics.r2!.value).toBeGreaterThan(0.7);
  expect(head.metrics.r2!.low!).toBeLessThan(head.metrics.r2!.value!);
  expect(evaluation.metrics.rocAuc!.value).toBeGreaterThan(0.9);
  expect(parity).toMatchObject({ reloaded: 0, singleRow: 0 });

  const pipeline = pipelineOf(written.manifest, written.tensors);
  expect(pipeline.inputs.map(({ name }) => name)).not.toContain('value');
  const out = new Float64Array(1);
  expect(pipeline.scoreRow({ amount: 1, noise: 0, plan: 'pro' }, out)).toBeNull();
  const said = headAnswers(pipeline.heads)!;
  expect(said).toMatchObject([{ target: 'value', label: null, scores: null }]);
  expect(said[0]!.score).toBeGreaterThan(1);
  const rest = { id: 'a', version: 1, threshold: 0.5, explanation: null, heads: said };
  const text = predictAnswerJson('s', 1, pipeline.task, [{ ...decide(pipeline.task, 0.5, out), ...rest }]);
  expect(JSON.parse(text).predictions[0].heads).toEqual({ value: { score: said[0]!.score } });
  expect(headAnswers(undefined)).toBeNull();
  const [column, ...none] = headColumns(pipeline.heads, parts.test.frame);
  expect(column).toMatchObject({ name: 'value_predicted', column: { form: 'number' } });
  expect([...none, ...headColumns(undefined, parts.test.frame)]).toEqual([]);
});

import type { Static } from 'typebox';
import { expect, expectTypeOf, test } from 'vitest';
import type { DesignInput } from '../../src/design/input.ts';
import { designShape } from '../../src/design/shape.ts';
import { type Frozen, silentFields } from './silent-fields.ts';

type Schema = Frozen<Static<typeof designShape>>;

test('the TypeScript twin fits the schema', () => {
  expectTypeOf<DesignInput>().toExtend<Schema>();
});

test('every field says what it is, in the words of the TypeScript twin', () => {
  expect(silentFields(designShape, ['input.ts', 'retrain-input.ts', 'monitoring-input.ts'])).toEqual([]);
});

test('is JSON Schema: data only', () => {
  expect(JSON.parse(JSON.stringify(designShape))).toEqual(designShape);
});

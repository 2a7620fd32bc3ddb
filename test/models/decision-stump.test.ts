import { describe, expect, test } from 'vitest';
import type { Model } from '../../src/contracts/model.ts';
import { resolveParams } from '../../src/contracts/params.ts';
import { quietRun } from '../../src/contracts/run.ts';
import type { State } from '../../src/contracts/state.ts';
import { decisionStump } from '../../src/models/decision-stump.ts';
import { matrix } from '../../src/table/matrix.ts';

const stump = decisionStump as Model;

describe('a decision stump', () => {
  // By hand: column b parts the values 1 1 1 | 5 5 8 at 2.5, no cut of a leaves a smaller variance.
  const x = matrix(6, 2, Float64Array.of(1, 2, 3, 1, 2, 3, 1, 2, 2, 3, 4, 5));
  const y = Float64Array.of(1, 1, 1, 5, 5, 8);
  const columns = ['a', 'b'].map((name) => ({ name, source: name }));
  const { params } = resolveParams(stump.name, stump.params, { minRowsPerLeaf: 1 });
  const state = stump.fit(
    { task: { category: 'regression' }, x, y, columns, weights: null },
    params,
    quietRun(),
  ) as State;

  test('asks the one question that tells most, and answers with the mean of each side', () => {
    const said = new Float64Array(6);
    stump.open(state)(x, said);
    expect([...said]).toEqual([1, 1, 1, 6, 6, 6]);
    expect([...stump.importances!(state)]).toEqual([0, 1]);
  });

  test('lays all of its answer on that column', () => {
    const { base, contributions } = stump.explain!(state);
    const out = new Float64Array(2);
    contributions(x, 5, out);
    expect(base[0]).toBeCloseTo(3.5, 12);
    expect([...out]).toEqual([0, 2.5]);
  });
});

import { describe, expect, test } from 'vitest';
import type { DesignInput } from '../../src/design/input.ts';
import { resolveDesign } from '../../src/design/resolve.ts';
import { CUSTOMERS, churn, complaints } from './made.ts';

const resolved = (more: Partial<DesignInput> = {}) => resolveDesign(churn(more), CUSTOMERS);
const problems = (more: Partial<DesignInput>) => complaints(() => resolveDesign(churn(more), CUSTOMERS));

describe('a model made of others', () => {
  const tree = { name: 'decision-tree', maxDepth: 3 };
  const stacked = (...members: unknown[]) => ({ models: [{ name: 'stacking', members }] });

  test('has them resolved in full, those that it has by default too', () => {
    const [model] = resolved(stacked('logistic', tree)).models;
    const members = model!.params.members as { name: string; params: Record<string, unknown> }[];
    expect(members.map((m) => m.name)).toEqual(['logistic', 'decision-tree']);
    expect(members[1]!.params).toMatchObject({ maxDepth: 3, minRowsPerLeaf: 40 });
    const [usual] = resolved({ models: ['bagging'] }).models;
    expect(usual!.params.members).toMatchObject([{ params: { minRowsPerLeaf: 5, maxBins: 255 } }]);
  });

  test('has every problem of its members told where it stands', () => {
    const nested = { name: 'voting', members: ['logistics', { ...tree, depth: 2 }, 'linear'] };
    const told = problems({ models: [{ name: 'bagging', members: [nested] }] });
    const at = 'models/0/members/0/members';
    expect(told[0]).toMatch(`design/component-unknown ${at}/0:`);
    expect(told[1]).toMatch(`params/unknown ${at}/1/depth:`);
    expect(told[2]).toMatch('design/component-unfit models/0: ');
    expect(problems(stacked())).toEqual([expect.stringMatching('params/invalid models/0/members: ')]);
    expect(problems(stacked(3))).toEqual([expect.stringMatching('params/invalid models/0/members: ')]);
  });
});

test('the formula of a loss is kept as it is written, and what is none is told where it stands', () => {
  const gradient = '(y, p) => p - y';
  const of = (more: object) => ({ models: [{ name: 'boosted-trees', loss: 'custom', ...more }] });
  expect(resolved(of({ gradient })).models[0]!.params).toMatchObject({ loss: 'custom', gradient });
  expect(problems(of({ gradient: '(y, p) => p - q' }))).toEqual([
    expect.stringMatching('params/formula models/0/gradient: .* q is none of its parameters y and p'),
  ]);
  expect(problems(of({ gradient: 3 }))).toEqual([
    expect.stringMatching('params/invalid models/0/gradient: '),
  ]);
});

describe('a model with a search', () => {
  test('has what is left out of it filled in, and is no parameter of the model', () => {
    const [a, b, c] = resolved({
      models: [
        { name: 'boosted-trees', rounds: 100, search: {} },
        { name: 'logistic', search: { method: 'halving', seconds: 5 } },
        'majority',
      ],
    }).models;
    expect(a).toMatchObject({
      params: { rounds: 100 },
      search: { method: 'tpe', trials: 30, seconds: null },
    });
    expect(a!.params).not.toHaveProperty('search');
    expect(b!.search).toEqual({ method: 'halving', trials: 30, seconds: 5 });
    expect(c).not.toHaveProperty('search');
  });
});

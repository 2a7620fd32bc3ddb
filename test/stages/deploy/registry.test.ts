import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DeploymentBody, StoredRecord, VersionBody } from '../../../src/contracts/record.ts';
import { foldRegistry } from '../../../src/stages/deploy/registry.ts';

type Step = 'register' | DeploymentBody['action'];

/** Records of these steps; deployments go to the version given, or the newest. */
function records(...steps: (Step | [Step, number])[]): StoredRecord[] {
  let versions = 0;
  return steps.map((step, i) => {
    const [what, to] = typeof step === 'string' ? [step, undefined] : step;
    const common = { system: 'churn', id: null, at: i, seq: i + 1 };
    if (what === 'register') {
      const body: Partial<VersionBody> = { version: ++versions };
      return { ...common, kind: 'version', body: JSON.stringify(body) };
    }
    const body: DeploymentBody = { action: what, version: to ?? versions, from: null, by: '', why: '' };
    return { ...common, kind: 'deployment', body: JSON.stringify(body) };
  });
}

const roles = (...steps: (Step | [Step, number])[]) => {
  const { champion, challenger, former } = foldRegistry('churn', records(...steps));
  return { champion, challenger, former };
};

describe('the registry', () => {
  test('is empty before anything is registered', () => {
    expect(roles()).toEqual({ champion: null, challenger: null, former: [] });
  });

  test('the first version becomes champion, later ones wait as challenger', () => {
    expect(roles('register')).toEqual({ champion: 1, challenger: null, former: [] });
    expect(roles('register', 'register', 'register')).toEqual({ champion: 1, challenger: 3, former: [] });
  });

  test('a promoted challenger leaves its place; promoting another leaves the challenger where it is', () => {
    expect(roles('register', 'register', 'promote')).toEqual({
      champion: 2,
      challenger: null,
      former: [1],
    });
    expect(roles('register', 'register', 'register', ['promote', 2])).toEqual({
      champion: 2,
      challenger: 3,
      former: [1],
    });
  });

  test('a roll back returns to the champion before, and again to the one before that', () => {
    const steps: Step[] = ['register', 'register', 'promote', 'register', 'promote'];
    expect(roles(...steps)).toMatchObject({ champion: 3, former: [1, 2] });
    expect(roles(...steps, ['rollback', 2])).toMatchObject({ champion: 2, former: [1] });
    expect(roles(...steps, ['rollback', 2], ['rollback', 1])).toMatchObject({ champion: 1, former: [] });
  });

  test('what registering did stands in the history beside what people did', () => {
    const { history } = foldRegistry('churn', records('register', 'register', 'promote'));
    expect(history.map((h) => [h.action, h.version, h.by])).toEqual([
      ['promote', 1, 'millwright'],
      ['challenge', 2, 'millwright'],
      ['promote', 2, ''],
    ]);
  });

  test('champion and challenger are never one version, and former champions are as many as moves back', () => {
    const step = fc.constantFrom<Step>('register', 'promote', 'challenge');
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const all = records('register', ...steps);
        // What the deploy stage refuses is never written: the champion again, or the challenger again.
        const written: StoredRecord[] = [];
        for (const r of all) {
          const now = foldRegistry('churn', written);
          const { version } = JSON.parse(r.body) as DeploymentBody;
          const refused = r.kind === 'deployment' && [now.champion, now.challenger].includes(version);
          if (!refused || (JSON.parse(r.body).action === 'promote' && version !== now.champion))
            written.push(r);
        }
        const { champion, challenger, former, history } = foldRegistry('churn', written);
        expect(champion).not.toBeNull();
        expect(champion).not.toBe(challenger);
        expect(former).toHaveLength(history.filter((h) => h.action === 'promote').length - 1);
      }),
    );
  });
});
